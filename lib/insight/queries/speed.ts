import "server-only";
import type { TargetFigure } from "@/lib/chart-target/schema";
import type { Target } from "@/lib/chart-target/types";
import type { Viewer } from "@/lib/platform/viewer";
import type { ShownChart } from "../rules/chart-view";
import { casesHref, type Dashboard, dueHrefs } from "../rules/dashboard";
import { tellTimes } from "../rules/figures";
import { define, METRICS, type Metric, tellShare } from "../rules/metrics";
import { DONE_DAYS, showTimes } from "../rules/shown-times";
import type { Days, RateMetric, TimeMetric, Which } from "../schema";
import { TIME_METRICS } from "../schema";
import type { ToldFigure } from "../types";
import { type RebasesOf, readTimesCharted } from "./charts";
import { readBacklog } from "./times";
import { readTimesTotal, readTotal } from "./totals";

export type SpeedChart = { figure: TimeMetric & TargetFigure; title: string; chart: ShownChart; definition: string };
export type Speed = { figures: ToldFigure[]; charts: SpeedChart[] };

export type Scope = {
  chosen: Dashboard;
  where: string;
  which: Which;
  days: Days;
  today: string;
  targets: Target[];
  rebasesOf: RebasesOf;
  /** What complaints are counted in. */
  rated: RateMetric;
};

const LIMITS =
  "The line is the median, the other one the 90th centile; limits are of 2.66 mean moving ranges around the mean of the first 12 medians (XmR, NHS England, Making Data Count).";

/** How fast things were done in the time shown, as of `now`, and how old is what is open today. */
export async function readSpeed(
  viewer: Viewer,
  scope: Scope,
  { now, today }: Record<"now" | "today", Date>,
): Promise<Speed> {
  const { chosen, where, which, days, targets, rebasesOf } = scope;
  const [acknowledged, totals, months, backlog] = await Promise.all([
    readTotal(viewer, { metric: "acknowledgedInTime", ...which, ...days }, now),
    Promise.all(TIME_METRICS.map((metric) => readTimesTotal(viewer, { metric, ...which, ...days }, now))),
    Promise.all(
      TIME_METRICS.map((metric) => readTimesCharted(viewer, { metric, ...which, rebases: rebasesOf(metric) }, now)),
    ),
    readBacklog(viewer, which, today),
  ]);
  const inTime = tellShare(acknowledged.numerator, acknowledged.denominator);
  const [age, unheard] = [tellTimes(METRICS.backlogAge, backlog.age), tellTimes(METRICS.unheard, backlog.unheard)];
  return {
    figures: [
      ...TIME_METRICS.map((metric, at): ToldFigure => {
        const { figure, basis } = tellTimes(METRICS[metric], totals[at] ?? { n: 0, median: null, ninetieth: null });
        const href = casesHref(chosen, DONE_DAYS[metric](days.from, days.to));
        return { ...named(METRICS[metric], ", median"), value: figure, basis: capital(basis), href };
      }),
      {
        ...named(METRICS.acknowledgedInTime),
        ...{ value: inTime.figure, basis: inTime.basis },
        ...dueHrefs(chosen, "acknowledge", days),
      },
      {
        ...named(METRICS.backlogAge, ", median"),
        ...{ value: age.figure, basis: capital(age.basis) },
        href: casesHref(chosen, { tab: "open", sort: "received", order: "asc" }),
      },
      {
        ...named(METRICS.unheard, ", median"),
        ...{ value: unheard.figure, basis: capital(unheard.basis) },
        href: casesHref(chosen, { tab: "open", sort: "heard", order: "asc" }),
      },
    ],
    charts: TIME_METRICS.map((metric, at) => ({
      ...{ figure: metric, title: `${METRICS[metric].name}, by month${where}` },
      chart: showTimes(metric, months[at] ?? [], {
        ...{ chosen, where, rebases: rebasesOf(metric), target: targetOf(targets, metric) },
      }),
      definition: `${define(METRICS[metric])} ${LIMITS}`,
    })),
  };
}

export function targetOf(targets: Target[], figure: TargetFigure): number | null {
  return targets.find((target) => target.figure === figure)?.value ?? null;
}

export function named(metric: Metric, more = ""): Pick<ToldFigure, "label" | "definition"> {
  return { label: `${metric.name}${more}`, definition: define(metric) };
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
