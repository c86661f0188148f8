import "server-only";
import type { Figure } from "@/lib/chart-baseline/schema";
import type { Baseline } from "@/lib/chart-baseline/types";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import type { Counted, ShownChart } from "../rules/chart-view";
import { chartedDays, dashboardSchema, EVER, kindChoice, lockedFrom } from "../rules/dashboard";
import { type Rebase, showCause, showInTime, showRate, showReceived } from "../rules/shown-charts";
import { showSatisfaction } from "../rules/shown-satisfaction";
import { showGrave, showReferrals, showTimes } from "../rules/shown-times";
import type { Days, MetricAsked, Step, TimeMetric, Which } from "../schema";
import type { TimesPoint } from "../types";
import { readGraveDays } from "./rare";
import { readRates } from "./rates";
import { readReferrals } from "./referrals";
import { readSatisfaction } from "./satisfaction";
import { findBegun, readSeries } from "./series";
import { findTimed, readTimes } from "./times";

/** Points that lock limits; fewer of them may follow later. */
const LOCKING = 12;

/**
 * What a chart needs of a series of weeks or months: those that lock its limits, and the newest.
 * @param isKnown whether a point is one of those that limits are drawn from
 */
async function readCharted<Point>(
  [first, lately]: [Days] | [Days, Days],
  read: (days: Days) => Promise<Point[]>,
  isKnown: (point: Point) => boolean,
): Promise<Point[]> {
  if (!lately) return read(first);
  const [locking, newest] = await Promise.all([read(first), read(lately)]);
  // Where little is known there is little to read.
  return locking.filter(isKnown).length < LOCKING ? read({ from: first.from, to: lately.to }) : [...locking, ...newest];
}

type CountedAsked = MetricAsked & {
  step: Step;
  /** Where limits begin anew. */
  rebases?: readonly Rebase[];
  /** From which day on, where that is all that is looked at. */
  since?: string;
  /** The day of the first case, where it is known already. */
  begun?: string | null;
};

/**
 * What a control chart is drawn from: whole weeks or months after the one in which the first case of the site or unit came in, or the first
 * issue of the cause, for they may have begun to be logged in its middle. The one under way is left out, for it would always be low.
 */
export async function readCounted(
  viewer: Viewer,
  { since, rebases = [], begun: known, ...asked }: CountedAsked,
  now: Date,
): Promise<Counted[]> {
  const to = isoDay(dayIn(now, viewer.zone));
  const { siteId, unitId } = asked;
  const cause = "cause" in asked ? asked.cause : undefined;
  const begun = known === undefined ? await findBegun(viewer, { siteId, unitId, cause }, now) : known;
  if (begun === null) return [];
  const series = await readCharted(
    since && since > begun ? [{ from: since, to }] : chartedDays(lockedFrom(begun, rebases, to), to),
    (days) => readSeries(viewer, { ...asked, ...days }, now),
    ({ denominator }) => denominator !== 0,
  );
  return series
    .filter(({ start, isOver }) => isOver && start > begun)
    .map(({ start, end, numerator, denominator }) => ({
      ...{ from: start, to: end, y: numerator, n: denominator },
      ...(denominator === 0 ? { gap: "nothing fell due" } : {}),
    }));
}

/** How long something took, as a chart is drawn from it. */
export async function readTimesCharted(
  viewer: Viewer,
  { metric, rebases, ...which }: Which & { metric: TimeMetric; rebases: readonly Rebase[] },
  now: Date,
): Promise<TimesPoint[]> {
  const today = isoDay(dayIn(now, viewer.zone));
  const begun = await findTimed(viewer, { metric, ...which }, now);
  if (begun === null) return [];
  return readCharted(
    chartedDays(lockedFrom(begun, rebases, today), today),
    (days) => readTimes(viewer, { metric, ...which, ...days }, now),
    ({ n }) => n > 0,
  );
}

/** Where the limits of one figure begin anew, or of one part of it. */
export type RebasesOf = (figure: Figure, part?: string) => Rebase[];

export function rebasesAmong(baselines: Baseline[]): RebasesOf {
  return (figure, part = "") =>
    baselines
      .filter((one) => one.figure === figure && one.part === part)
      .map(({ startsOn, reason }) => ({ from: startsOn, reason }));
}

type Asked = { figure: Figure; part: string; which: Which; standing: Baseline[] };

/** One chart whose limits may begin anew, as it stands; null where there is too little to draw. */
export async function readShown(
  viewer: Viewer,
  { figure, part, which, standing }: Asked,
  now: Date,
): Promise<ShownChart | null> {
  const { siteId: site, unitId: unit, kinds = [] } = which;
  const rebasesOf = rebasesAmong(standing);
  const chosen = dashboardSchema.parse({ site, unit, kind: kindChoice(kinds), ...partOf(figure, part) });
  const rebases = rebasesOf(figure, part);
  const given = { chosen, where: "", rebases };
  const days = { from: EVER, to: isoDay(dayIn(now, viewer.zone)) };
  switch (figure) {
    case "received":
      return showReceived(await readCounted(viewer, { ...which, metric: figure, step: "week", rebases }, now), given);
    case "issues": {
      const { cause } = chosen;
      if (!cause) return null;
      const weeks = await readCounted(viewer, { ...which, metric: figure, cause, step: "week", rebases }, now);
      return showCause(weeks, { ...given, cause }).chart;
    }
    case "answeredInTime":
      return showInTime(await readCounted(viewer, { ...which, metric: figure, step: "month", rebases }, now), given);
    case "handlingSatisfaction":
      return showSatisfaction(await readSatisfaction(viewer, { ...which, ...days }, now), given);
    case "timeToAcknowledge":
    case "timeToAnswer":
    case "timeToClose":
      return showTimes(figure, await readTimesCharted(viewer, { metric: figure, ...which, rebases }, now), given);
    case "highSeverity":
    case "betweenHighSeverity": {
      const charts = showGrave(await readGraveDays(viewer, { ...which, ...days }, now), { ...given, rebasesOf });
      return charts.find(({ metric }) => metric === figure)?.chart ?? null;
    }
    case "betweenReferrals": {
      const referrals = await readReferrals(viewer, { ...which, ...days, ever: days }, now);
      return showReferrals(referrals.days, { ...given, rebasesOf })[0]?.chart ?? null;
    }
    default: {
      const months = await readRates(viewer, { metric: figure, siteId: site, unitId: unit, ...days }, now);
      return showRate(months, { ...given, rated: figure });
    }
  }
}

function partOf(figure: Figure, part: string): { cause?: string; item?: string } {
  if (figure === "issues") return { cause: part };
  return figure === "handlingSatisfaction" ? { item: part } : {};
}
