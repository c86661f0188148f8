import "server-only";
import { can } from "@/lib/access/policy";
import { readCounted } from "@/lib/insight/queries/charts";
import type { ShownChart } from "@/lib/insight/rules/chart-view";
import type { Viewer } from "@/lib/platform/viewer";
import { type Judged, judgeEffect, periodOf, showEffect } from "../rules/effect";

/** The figure by which an action is judged, before its change and since, and what that says; null for who sees no figures of its site. */
export async function readEffect(viewer: Viewer, judged: Judged, now: Date): Promise<ShownChart | null> {
  const { measure, kinds, cause, siteId, unitId, changedOn } = judged;
  if (!can(viewer, "insight.see", siteId)) return null;
  const which = { siteId, unitId: unitId ?? undefined, kinds, step: periodOf(measure) };
  const asked =
    measure === "issues" ? { ...which, metric: measure, cause: cause ?? undefined } : { ...which, metric: measure };
  const counted = await readCounted(viewer, asked, now);
  const chart = showEffect(counted, judged);
  const { says } = judgeEffect(counted, judged);
  return { ...chart, reading: changedOn === null ? `${chart.reading} ${says}` : says };
}
