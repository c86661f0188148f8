import type { TimeMetric } from "../schema";
import type { TimesPoint } from "../types";
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

/** Days that lie closer together on the whole are no rare event, and the time between them says little. */
const LEAST_MEAN_DAYS = 3;
const LEAST_DAYS = 3;
const SHOWN_EVENTS = 60;
const DAY_MS = 86_400_000;

/** The days from each of these days to the next; null where they are too few, or follow each other too closely, to be told so. */
export function showBetween(days: string[], { chosen, where }: Omit<Of, "target">): ShownChart | null {
  const gaps = days.map((day, at) => daysBetween(days[at - 1], day)).slice(1);
  const total = gaps.reduce((sum, gap) => sum + gap, 0);
  if (days.length < LEAST_DAYS || total / gaps.length < LEAST_MEAN_DAYS) return null;
  const metric = METRICS.highSeverity;
  return showChart(
    days.slice(1).map((day, at) => ({ from: day, to: day, y: gaps[at] ?? 0 })),
    {
      ...{ kind: "t", figure: "days", period: "event", improvement: metric.better },
      subject: `${metric.name}${where}`,
      shown: SHOWN_EVENTS,
      hrefOf: (from, to) => casesHref(chosen, { from, to }),
    },
  );
}

function daysBetween(from: string | undefined, to: string): number {
  return from === undefined ? 0 : Math.round((new Date(to).getTime() - new Date(from).getTime()) / DAY_MS);
}
