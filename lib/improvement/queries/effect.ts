import "server-only";
import { can } from "@/lib/access/policy";
import { listBaselines } from "@/lib/chart-baseline/queries";
import { readCounted } from "@/lib/insight/queries/charts";
import { asOfClosing } from "@/lib/insight/queries/closed";
import type { ShownChart } from "@/lib/insight/rules/chart-view";
import { daysFrom, tellClosed } from "@/lib/insight/rules/dashboard";
import type { Viewer } from "@/lib/platform/viewer";
import { type Effect, type Judged, periodOf, showEffect } from "../rules/effect";

/** With the weeks that its two ends cut. */
const YEAR_DAYS = 380;

export type ShownEffect = { chart: ShownChart; effect: Effect };

/** The figure by which an action is judged, before its change and since, and what that says; null for who sees no figures of its site. */
export async function readEffect(viewer: Viewer, judged: Judged, now: Date): Promise<ShownEffect | null> {
  const { measure, kinds, cause, siteId, unitId, changedOn } = judged;
  if (!can(viewer, "insight.see", siteId)) return null;
  const since = changedOn === null ? undefined : daysFrom(changedOn, -YEAR_DAYS);
  const which = { siteId, unitId: unitId ?? undefined, kinds, step: periodOf(measure), since };
  const asked =
    measure === "issues" ? { ...which, metric: measure, cause: cause ?? undefined } : { ...which, metric: measure };
  const { asOf, closedOn } = await asOfClosing(viewer, unitId, now);
  const [counted, anewOn] = await Promise.all([readCounted(viewer, asked, asOf), findAnew(viewer, judged)]);
  const { chart, effect } = showEffect(counted, { ...judged, anewOn });
  const told = changedOn === null ? `${chart.reading} ${effect.says}` : effect.says;
  const reading = closedOn === null ? told : `${told} ${tellClosed(closedOn)}`;
  return { chart: { ...chart, reading }, effect };
}

/** Since when the limits of that figure began anew in Insights, last before the change; null where they did not. */
async function findAnew(viewer: Viewer, { measure, siteId, unitId, kinds, changedOn }: Judged): Promise<string | null> {
  if (changedOn === null) return null;
  const anew = await listBaselines(viewer, { siteId, unitId, kinds });
  return anew.findLast(({ figure, startsOn }) => figure === measure && startsOn < changedOn)?.startsOn ?? null;
}
