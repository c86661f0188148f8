import "server-only";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import type { Counted } from "../rules/chart-view";
import { countedSince } from "../rules/dashboard";
import type { MetricAsked, Step } from "../schema";
import { readSeries } from "./series";

/**
 * What a control chart is drawn from: every whole week or month since the year before this one began, or since the first case came in
 * where that was later. The one under way is left out, for it would always be low.
 */
export async function readCounted(viewer: Viewer, asked: MetricAsked & { step: Step }, now: Date): Promise<Counted[]> {
  const to = isoDay(dayIn(now, viewer.zone));
  const days = { from: countedSince(to), to };
  const [series, all] = await Promise.all([
    readSeries(viewer, { ...asked, ...days }, now),
    readSeries(viewer, { metric: "received", siteId: asked.siteId, step: asked.step, ...days }, now),
  ]);
  // Cases may have begun to be logged in the middle of the first one.
  const first = all.findIndex(({ numerator }) => numerator > 0);
  const begun = first <= 0 ? first : first + 1;
  if (begun < 0) return [];
  return series
    .slice(begun)
    .filter(({ isOver }) => isOver)
    .map(({ start, end, numerator, denominator }) => ({
      ...{ from: start, to: end, y: numerator, n: denominator },
      ...(denominator === 0 ? { gap: "nothing fell due" } : {}),
    }));
}
