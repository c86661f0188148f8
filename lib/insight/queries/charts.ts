import "server-only";
import type { Figure } from "@/lib/chart-baseline/schema";
import type { Baseline } from "@/lib/chart-baseline/types";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import type { Counted, ShownChart } from "../rules/chart-view";
import { countedSince } from "../rules/dashboard";
import { type Rebase, showInTime, showReceived } from "../rules/shown-charts";
import type { MetricAsked, Step, Which } from "../schema";
import { readSeries } from "./series";

/**
 * What a control chart is drawn from: every whole week or month since the year before this one began, or since the first case of the site or
 * unit came in, or the first issue of the cause, where that was later; or since an earlier day. The one under way is left out, for it would always be low.
 */
export async function readCounted(
  viewer: Viewer,
  { since, ...asked }: MetricAsked & { step: Step; since?: string },
  now: Date,
): Promise<Counted[]> {
  const to = isoDay(dayIn(now, viewer.zone));
  const from = countedSince(to);
  const days = { from: since !== undefined && since < from ? since : from, to };
  const { siteId, unitId, step } = asked;
  const own = { siteId, unitId, step, ...days };
  const first = "cause" in asked && asked.cause ? { metric: "issues" as const, cause: asked.cause } : OF_ANY;
  const [series, all] = await Promise.all([
    readSeries(viewer, { ...asked, ...days }, now),
    readSeries(viewer, { ...own, ...first }, now),
  ]);
  // Cases may have begun to be logged in the middle of the first one.
  const at = all.findIndex(({ numerator }) => numerator > 0);
  const begun = at <= 0 ? at : at + 1;
  if (begun < 0) return [];
  return series
    .slice(begun)
    .filter(({ isOver }) => isOver)
    .map(({ start, end, numerator, denominator }) => ({
      ...{ from: start, to: end, y: numerator, n: denominator },
      ...(denominator === 0 ? { gap: "nothing fell due" } : {}),
    }));
}

const OF_ANY = { metric: "received" } as const;

/** Those of a series' baselines that are of one of its figures. */
export function rebasesOf(baselines: Baseline[], figure: Figure): Rebase[] {
  return baselines.filter((one) => one.figure === figure).map(({ startsOn, reason }) => ({ from: startsOn, reason }));
}

/** One chart whose limits may begin anew, as it stands. */
export async function readShown(
  viewer: Viewer,
  { figure, which, standing }: { figure: Figure; which: Which; standing: Baseline[] },
  now: Date,
): Promise<ShownChart> {
  const { siteId: site, unitId: unit, kinds = [] } = which;
  const given = {
    chosen: { period: "all" as const, site, unit, item: "listened" as const, kind: [...kinds] },
    ...{ where: "", rebases: rebasesOf(standing, figure) },
  };
  return figure === "received"
    ? showReceived(await readCounted(viewer, { ...which, metric: figure, step: "week" }, now), given)
    : showInTime(await readCounted(viewer, { ...which, metric: figure, step: "month" }, now), given);
}
