import type { TimeMetric } from "../schema";
import type { GraveDay, TimesPoint } from "../types";
import { type Counted, type ShownChart, showChart } from "./chart-view";
import { casesHref, type Dashboard, shownMonths } from "./dashboard";
import { METRICS } from "./metrics";

type Of = { chosen: Dashboard; where: string; target: number | null };

/** By what the queue finds the cases behind a time. */
export const DONE_DAYS: Record<TimeMetric, (from: string, to: string) => Record<string, string>> = {
  timeToAcknowledge: (acknowledgedFrom, acknowledgedTo) => ({ acknowledgedFrom, acknowledgedTo }),
  timeToAnswer: (answeredFrom, answeredTo) => ({ answeredFrom, answeredTo }),
  timeToClose: (closedFrom, closedTo) => ({ closedFrom, closedTo }),
};

/** How long something took, month by month: the median with its limits, and the 90th centile beside it. */
export function showTimes(metric: TimeMetric, months: TimesPoint[], { chosen, where, target }: Of): ShownChart {
  const { name, unit, better } = METRICS[metric];
  const begun = months.findIndex(({ n }) => n > 0);
  const whole = begun < 0 ? [] : months.slice(begun).filter(({ isOver }) => isOver);
  const counted = whole.map(
    ({ start, end, n, median, ninetieth }): Counted => ({
      ...{ from: start, to: end, y: median?.value ?? null, n, high: ninetieth?.value ?? null },
      ...(n === 0 ? { gap: "nothing was done" } : {}),
    }),
  );
  return showChart(counted, {
    ...{ kind: "xmr", figure: unit, period: "month", improvement: better, target },
    subject: `Median ${unit} ${name.replace("Time ", "")}${where}`,
    shown: shownMonths(chosen.period),
    hrefOf: (from, to) => casesHref(chosen, DONE_DAYS[metric](from, to)),
  });
}

/** What lies fewer days, or fewer other issues, apart on the whole is no rare event, and what is between says little. */
const LEAST_MEAN = 3;
const LEAST_DAYS = 3;
const SHOWN_EVENTS = 60;
const DAY_MS = 86_400_000;

/** What the days between rare events are charted by, and what else came between them. */
const BETWEEN = {
  highSeverity: { kind: "t", figure: "days" },
  betweenHighSeverity: { kind: "g", figure: "issues" },
} as const;

/** From each of these days to the next; null where they are too few, or follow each other too closely, to be told so. */
export function showBetween(days: string[], of: Omit<Of, "target">): ShownChart | null {
  return showGaps("highSeverity", days, { ...of, gaps: days.map((day, at) => daysBetween(days[at - 1], day)) });
}

/** The other issues between these days; null where they are so few that each third one is of high severity. */
export function showIssuesBetween(days: GraveDay[], of: Omit<Of, "target">): ShownChart | null {
  const [names, gaps] = [days.map(({ day }) => day), days.map(({ others }) => others)];
  return showGaps("betweenHighSeverity", names, { ...of, gaps });
}

type Gaps = Omit<Of, "target"> & { gaps: number[] };

/** What was before the first of them is not known. */
function showGaps(name: keyof typeof BETWEEN, days: string[], { chosen, where, gaps }: Gaps): ShownChart | null {
  const known = gaps.slice(1);
  const total = known.reduce((sum, gap) => sum + gap, 0);
  if (days.length < LEAST_DAYS || total / known.length < LEAST_MEAN) return null;
  const metric = METRICS[name];
  return showChart(
    days.slice(1).map((day, at) => ({ from: day, to: day, y: known[at] ?? 0 })),
    {
      ...{ ...BETWEEN[name], period: "event", improvement: metric.better },
      subject: `${metric.name}${where}`,
      shown: SHOWN_EVENTS,
      hrefOf: (from, to) => casesHref(chosen, { from, to }),
    },
  );
}

function daysBetween(from: string | undefined, to: string): number {
  return from === undefined ? 0 : Math.round((new Date(to).getTime() - new Date(from).getTime()) / DAY_MS);
}
