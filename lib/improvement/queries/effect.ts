import "server-only";
import { can } from "@/lib/access/policy";
import { listBaselines } from "@/lib/chart-baseline/queries";
import { readCounted, readTimesCharted } from "@/lib/insight/queries/charts";
import { asOfClosing } from "@/lib/insight/queries/closed";
import { readSatisfaction } from "@/lib/insight/queries/satisfaction";
import { readTimes } from "@/lib/insight/queries/times";
import type { Counted, ShownChart } from "@/lib/insight/rules/chart-view";
import { daysFrom, EVER, tellClosed } from "@/lib/insight/rules/dashboard";
import { countSaid } from "@/lib/insight/rules/shown-satisfaction";
import { countTimes } from "@/lib/insight/rules/shown-times";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { type Effect, isSaid, isTime, itemOf, type Judged, periodOf, showEffect } from "../rules/effect";

/** With the weeks that its two ends cut. */
const YEAR_DAYS = 380;

export type ShownEffect = { chart: ShownChart; effect: Effect };

/** The figure by which an action is judged, before its change and since, and what that says; null for who sees no figures of its site. */
export async function readEffect(asker: Viewer, judged: Judged, now: Date): Promise<ShownEffect | null> {
  const { siteId, unitId, changedOn } = judged;
  if (!can(asker, "insight.see", siteId)) return null;
  const since = changedOn === null ? undefined : daysFrom(changedOn, -YEAR_DAYS);
  const { viewer, asOf, closedOn } = await asOfClosing(asker, unitId, now);
  const [counted, anewOn] = await Promise.all([readFigure(viewer, judged, { since, asOf }), findAnew(viewer, judged)]);
  const { chart, effect } = showEffect(counted, { ...judged, anewOn, closedOn });
  const told = changedOn === null ? `${chart.reading} ${effect.says}` : effect.says;
  const reading = closedOn === null ? told : `${told} ${tellClosed(closedOn)}`;
  return { chart: { ...chart, reading }, effect };
}

type When = { since: string | undefined; asOf: Date };

/** The figure week by week or month by month, from a day on or for as long as its chart in Insights goes back. */
async function readFigure(viewer: Viewer, judged: Judged, { since, asOf }: When): Promise<Counted[]> {
  const { measure, siteId, unitId, kinds, cause } = judged;
  const which = { siteId, unitId: unitId ?? undefined, kinds };
  const days = { from: since ?? EVER, to: isoDay(dayIn(asOf, viewer.zone)) };
  if (isSaid(measure)) return countSaid(await readSatisfaction(viewer, { ...which, ...days }, asOf), itemOf(measure));
  if (isTime(measure)) {
    const asked = { ...which, metric: measure };
    return countTimes(
      since === undefined
        ? await readTimesCharted(viewer, { ...asked, rebases: [] }, asOf)
        : await readTimes(viewer, { ...asked, ...days }, asOf),
    );
  }
  const asked = { ...which, step: periodOf(measure), since };
  const counted = measure === "issues" ? { metric: measure, cause: cause ?? undefined } : { metric: measure };
  return readCounted(viewer, { ...asked, ...counted }, asOf);
}

/** Since when the limits of that figure began anew in Insights, last before the change; null where they did not. */
async function findAnew(viewer: Viewer, judged: Judged): Promise<string | null> {
  const { measure, siteId, unitId, kinds, cause, changedOn } = judged;
  if (changedOn === null) return null;
  const [charted, partly] = isSaid(measure) ? ["handlingSatisfaction", itemOf(measure)] : [measure, cause ?? ""];
  const anew = await listBaselines(viewer, { siteId, unitId, kinds });
  return (
    anew.findLast(({ figure, part, startsOn }) => figure === charted && part === partly && startsOn < changedOn)
      ?.startsOn ?? null
  );
}
