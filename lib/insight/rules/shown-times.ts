import type { TimeMetric } from "../schema";
import type { GraveDay, TimesPoint } from "../types";
import { type Counted, type ShownChart, showChart } from "./chart-view";
import { casesHref, type Dashboard, shownMonths } from "./dashboard";
import { METRICS } from "./metrics";
import type { Rebase } from "./shown-charts";

type Of = { chosen: Dashboard; where: string };
type Given = Of & { rebases?: Rebase[]; target?: number | null };

/** By what the queue finds the cases behind a time. */
export const DONE_DAYS: Record<TimeMetric, (from: string, to: string) => Record<string, string>> = {
  timeToAcknowledge: (acknowledgedFrom, acknowledgedTo) => ({ acknowledgedFrom, acknowledgedTo }),
  timeToAnswer: (answeredFrom, answeredTo) => ({ answeredFrom, answeredTo }),
  timeToClose: (closedFrom, closedTo) => ({ closedFrom, closedTo }),
};

/** The months that are over, from the first in which something was done: what a chart of times is drawn from. */
export function countTimes(months: TimesPoint[]): Counted[] {
  const begun = months.findIndex(({ n }) => n > 0);
  const whole = begun < 0 ? [] : months.slice(begun).filter(({ isOver }) => isOver);
  return whole.map(
    ({ start, end, n, median, ninetieth }): Counted => ({
      ...{ from: start, to: end, y: median?.value ?? null, n, high: ninetieth?.value ?? null },
      ...(median ? { interval: { lower: median.lower, upper: median.upper } } : {}),
      ...(n === 0 ? { gap: "nothing was done" } : {}),
    }),
  );
}

/** How long something took, month by month: the median with its limits, and the 90th centile beside it. */
export function showTimes(
  metric: TimeMetric,
  months: TimesPoint[],
  { chosen, where, rebases, target = null }: Given,
): ShownChart {
  const { name, unit, better } = METRICS[metric];
  return showChart(countTimes(months), {
    ...{ kind: "xmr", figure: unit, period: "month", improvement: better, target, rebases },
    subject: `Median ${unit} ${name.replace("Time ", "")}${where}`,
    shown: shownMonths(chosen.period),
    hrefOf: (from, to) => casesHref(chosen, DONE_DAYS[metric](from, to)),
  });
}

/** What lies fewer days, or fewer other issues, apart on the whole is no rare event, and what is between says little. */
export const LEAST_MEAN = 3;
const LEAST_DAYS = 3;
const SHOWN_EVENTS = 60;
const DAY_MS = 86_400_000;

/** Whether so many in so many days may be charted by what lies between them. */
export function isRare(count: number, days: number): boolean {
  return count > 0 && days >= LEAST_MEAN * (count - 1);
}

/** A chart of what is rare, with what it is of. */
export type RareChart = { metric: RareMetric; chart: ShownChart };
export type RareMetric = "highSeverity" | "betweenHighSeverity" | "betweenReferrals";

/** What comes between days with an issue of high severity: days, and the other issues; none where they are too few, or follow each other too closely. */
export function showGrave(grave: GraveDay[], of: OfRare): RareChart[] {
  const days = grave.map(({ day }) => day);
  const hrefOf = (from: string, to: string) => casesHref(of.chosen, { from, to, counted: "high_severity" });
  const between = showGaps("highSeverity", days, { ...of, hrefOf, gaps: daysSince(days) });
  if (!between) return [];
  const others = showGaps("betweenHighSeverity", days, { ...of, hrefOf, gaps: grave.map((one) => one.others) });
  return [
    { metric: "highSeverity", chart: between },
    ...(others ? [{ metric: "betweenHighSeverity" as const, chart: others }] : []),
  ];
}

/** The days between those on which cases went to a body outside. */
export function showReferrals(days: string[], of: OfRare): RareChart[] {
  const hrefOf = (referredFrom: string, referredTo: string) => casesHref(of.chosen, { referredFrom, referredTo });
  const chart = showGaps("betweenReferrals", days, { ...of, hrefOf, gaps: daysSince(days) });
  return chart ? [{ metric: "betweenReferrals", chart }] : [];
}

type OfRare = Of & { rebasesOf?: (metric: RareMetric) => Rebase[] };
type Gaps = OfRare & { gaps: number[]; hrefOf: (from: string, to: string) => string };

/** What was before the first of them is not known. */
function showGaps(name: RareMetric, days: string[], { where, gaps, hrefOf, rebasesOf }: Gaps): ShownChart | null {
  const known = gaps.slice(1);
  const total = known.reduce((sum, gap) => sum + gap, 0);
  if (days.length < LEAST_DAYS || total / known.length < LEAST_MEAN) return null;
  const { name: subject, better: improvement } = METRICS[name];
  const chart = showChart(
    days.slice(1).map((day, at) => ({ from: day, to: day, y: known[at] ?? 0 })),
    {
      ...(name === "betweenHighSeverity" ? { kind: "g", figure: "issues" } : { kind: "t", figure: "days" }),
      ...{ period: "event", improvement, subject: `${subject}${where}`, shown: SHOWN_EVENTS, hrefOf },
      rebases: rebasesOf?.(name),
    },
  );
  return { ...chart, notes: [...chart.notes, RARE_NOTE] };
}

const RARE_NOTE = `Drawn are the last ${SHOWN_EVENTS} days at most, whichever period is chosen above: of what is rare, less would say too little.`;

function daysSince(days: string[]): number[] {
  return days.map((day, at) => daysBetween(days[at - 1], day));
}

function daysBetween(from: string | undefined, to: string): number {
  return from === undefined ? 0 : Math.round((new Date(to).getTime() - new Date(from).getTime()) / DAY_MS);
}
