import "server-only";
import { can } from "@/lib/access/policy";
import { listBaselines } from "@/lib/chart-baseline/queries";
import type { Baseline, Series } from "@/lib/chart-baseline/types";
import { listTargets } from "@/lib/chart-target/queries";
import type { Target } from "@/lib/chart-target/types";
import type { HcatCategory } from "@/lib/issue/schema";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { hrefWith } from "@/lib/shared/search-params";
import { ITEM_LABELS } from "@/lib/survey/labels";
import { figuresAmong, lookingAtFigures } from "../policy";
import { causeName } from "../rules/causes";
import { type Counted, type ShownChart, tellFigure } from "../rules/chart-view";
import { casesHref, type Dashboard, dueHrefs, planHref, shownDays, shownWeeks } from "../rules/dashboard";
import { isWatched } from "../rules/early-warning";
import { define, METRICS, tellShare } from "../rules/metrics";
import { type ParetoBar, pareto } from "../rules/pareto";
import { showCause, showInTime, showRate, showReceived } from "../rules/shown-charts";
import { showSatisfaction, tellItems } from "../rules/shown-satisfaction";
import { type UnitWarning, warnUnits } from "../rules/unit-warnings";
import { type Days, type Measure, RATE_OF, type RateMetric, type Which } from "../schema";
import type { CauseTotal, SatisfactionItem, ToldFigure } from "../types";
import { readPareto } from "./breakdowns";
import { type RebasesOf, readCounted, rebasesAmong } from "./charts";
import { asOfClosing } from "./closed";
import { type Outcomes, readOutcomes } from "./outcomes";
import { listMeasuresKept, readRates } from "./rates";
import { readSatisfaction } from "./satisfaction";
import { findBegun } from "./series";
import { named, readSpeed, type Scope, type Speed, targetOf } from "./speed";
import { readWatched } from "./warnings";

export type Insights = {
  figures: Record<"received" | "inTime", ToldFigure[]>;
  /** Of one cause, where one is asked for. */
  cause: { title: string; chart: ShownChart } | null;
  received: ShownChart;
  /** Null where no denominators are known. */
  rate: { metric: RateMetric; chart: ShownChart } | null;
  /** What the site keeps count of, for a choice of rates. */
  measures: Measure[];
  speed: Speed;
  outcomes: Outcomes;
  satisfaction: { items: SatisfactionItem[]; title: string; chart: ShownChart | null };
  inTime: ShownChart;
  causes: Record<"issues" | "weighed", ParetoBar[]>;
  causeHrefs: Record<string, string>;
  warnings: UnitWarning[];
  watched: number;
  /** The days that causes are counted of. */
  days: Days;
  /** The series that the charts are of, and where its limits begin anew; null where they are of several sites. */
  series: Series | null;
  baselines: Baseline[];
  /** Of the one site that all of it is of. */
  targets: Target[];
  /** The last day of the unit that all of it is of, where it closed: told are the days up to then. */
  closedOn: string | null;
};

type Asked = {
  chosen: Dashboard;
  where: string;
  /** The one site that all of it is of. */
  onlySite: string | null;
};

/** Everything that the insights page shows, for its filter bar. */
export async function readInsights(asker: Viewer, asked: Asked, today: Date): Promise<Insights> {
  const { viewer, asOf: now, closedOn } = await asOfClosing(lookingAtFigures(asker), asked.chosen.unit, today);
  const { where, onlySite } = asked;
  const chosen = { ...asked.chosen, among: figuresAmong(asker) };
  const which: Which = { siteId: chosen.site, unitId: chosen.unit, kinds: chosen.kind };
  const series = onlySite ? { siteId: onlySite, unitId: chosen.unit ?? null, kinds: chosen.kind } : null;
  const lastDay = isoDay(dayIn(now, viewer.zone));
  const [begun, measures, targets, baselines] = await Promise.all([
    findBegun(viewer, { siteId: chosen.site, unitId: chosen.unit }, now),
    listMeasuresKept(viewer, which),
    onlySite ? listTargets(viewer, onlySite) : [],
    series ? listBaselines(viewer, series) : [],
  ]);
  const rebasesOf = rebasesAmong(baselines);
  const rated = RATE_OF[chosen.per ?? measures[0] ?? "encounters"];
  const long = { from: begun ?? lastDay, to: lastDay };
  const scope: Scope = {
    chosen,
    where,
    which,
    days: shownDays(chosen.period, lastDay),
    today: lastDay,
    targets,
    rebasesOf,
    rated,
  };
  const [weeks, months, watched, caused, rates, speed, outcomes, said] = await Promise.all([
    readCounted(viewer, { ...which, metric: "received", step: "week", rebases: rebasesOf("received"), begun }, now),
    readCounted(
      viewer,
      { ...which, metric: "answeredInTime", step: "month", rebases: rebasesOf("answeredInTime"), begun },
      now,
    ),
    readWatched(viewer, which, now),
    chosen.cause ? readCounted(viewer, { ...which, ...ofCause(chosen.cause, rebasesOf) }, now) : [],
    readRates(viewer, { metric: rated, siteId: chosen.site, unitId: chosen.unit, ...long }, now),
    readSpeed(viewer, scope, { now, today }),
    readOutcomes(viewer, scope, now),
    readSatisfaction(viewer, { ...which, ...long }, now),
  ]);
  const rate = showRate(rates, {
    ...{ chosen, where, rated, rebases: rebasesOf(rated), target: targetOf(targets, rated) },
  });
  const last = weeks.at(-1)?.to ?? lastDay;
  const days = { from: weeks.at(-shownWeeks(chosen.period))?.from ?? weeks[0]?.from ?? last, to: last };
  const totals = weeks.length > 0 ? await readPareto(viewer, { ...which, ...days }, now) : [];
  const received = showReceived(weeks, { chosen, where, rebases: rebasesOf("received") });
  return {
    figures: figuresOf({ weeks, months, received, chosen }),
    cause: chosen.cause
      ? showCause(caused, { chosen, cause: chosen.cause, where, rebases: rebasesOf("issues", chosen.cause) })
      : null,
    received,
    rate: rate && { metric: rated, chart: rate },
    inTime: showInTime(months, {
      ...{ chosen, where, rebases: rebasesOf("answeredInTime") },
      target: targetOf(targets, "answeredInTime"),
    }),
    ...{ measures, speed, outcomes, targets },
    satisfaction: {
      items: tellItems(said, chosen),
      title: ITEM_LABELS[chosen.item] ?? METRICS.handlingSatisfaction.name,
      chart: showSatisfaction(said, {
        ...{ chosen, where, rebases: rebasesOf("handlingSatisfaction", chosen.item) },
        target: targetOf(targets, "handlingSatisfaction"),
      }),
    },
    causes: { issues: pareto(totals.map(by("issues"))), weighed: pareto(totals.map(by("weighed"))) },
    causeHrefs: hrefsOf(totals, chosen, days),
    watched: watched.filter(isWatched).length,
    warnings: warnUnits(watched, linksOf(viewer, chosen)),
    ...{ series, baselines, days, closedOn },
  };
}

const ofCause = (cause: HcatCategory, rebasesOf: RebasesOf) => ({
  ...{ metric: "issues" as const, cause, step: "week" as const },
  rebases: rebasesOf("issues", cause),
});

/** Where a prompt leads: to the cases that its count is of, to the chart of that cause in that unit, and to planning an action. */
export function linksOf(viewer: Pick<Viewer, "grants">, { period, kind }: Dashboard): Parameters<typeof warnUnits>[1] {
  return {
    cases: ({ unitId: unit, category }, span) => casesHref({ unit, kind }, { cause: category, ...span }),
    chart: ({ unitId: unit, category: cause }) =>
      hrefWith("/insights", { period, unit, cause, kind: kind.join(",") || "all" }),
    plan: ({ siteId: site, unitId: unit, category: cause }) =>
      can(viewer, "improvement.keep", site) ? planHref({ site, unit, kind }, { measure: "issues", cause }) : null,
  };
}

export const by = (weight: "issues" | "weighed") => (total: CauseTotal) => ({
  cause: causeName(total.category),
  count: total[weight],
});

export function hrefsOf(
  totals: CauseTotal[],
  chosen: Dashboard,
  days: { from: string; to: string },
): Record<string, string> {
  // The queue asks for no case by what is not coded yet.
  return Object.fromEntries(
    totals.flatMap(({ category }) =>
      category === null ? [] : [[causeName(category), casesHref(chosen, { cause: category, ...days })]],
    ),
  );
}

const LATELY = { weeks: 4, months: 3 } as const;

function figuresOf(given: {
  weeks: Counted[];
  months: Counted[];
  received: ShownChart;
  chosen: Dashboard;
}): Insights["figures"] {
  const { weeks, months, received, chosen } = given;
  const [recent, before] = [weeks.slice(-LATELY.weeks), weeks.slice(-2 * LATELY.weeks, -LATELY.weeks)];
  const due = months.slice(-LATELY.months);
  const { figure, basis } = tellShare(sumOf(due, "y"), sumOf(due, "n"));
  const usual = received.points.at(-1);
  const metric = METRICS.answeredInTime;
  const came = [
    {
      label: `Received in the last ${LATELY.weeks} whole weeks`,
      value: sumOf(recent, "y").toLocaleString("en"),
      basis: `${sumOf(before, "y").toLocaleString("en")} in the ${LATELY.weeks} before`,
      definition: define(METRICS.received),
      href: casesHref(chosen, { from: recent[0]?.from ?? "", to: recent.at(-1)?.to ?? "" }),
    },
    {
      ...named(METRICS.usualInWeek),
      value: usual?.mean == null ? "not known" : tellFigure("count", usual.mean),
      basis:
        usual?.lower == null || usual.upper === null
          ? "No limits yet"
          : `Limits ${tellFigure("count", usual.lower, received.more)} to ${tellFigure("count", usual.upper, received.more)}, n ${received.baseline?.n ?? 0} weeks`,
      href: casesHref(chosen, { from: received.baseline?.from ?? "", to: received.baseline?.to ?? "" }),
    },
  ];
  const answered = [
    {
      label: `${metric.name}, last ${LATELY.months} whole months`,
      value: figure,
      basis,
      definition: define(metric),
      ...dueHrefs(chosen, "resolve", { from: due[0]?.from ?? "", to: due.at(-1)?.to ?? "" }),
    },
  ];
  return { received: came, inTime: answered };
}

const sumOf = (counted: Counted[], part: "y" | "n") => counted.reduce((sum, one) => sum + (one[part] ?? 0), 0);

const LIMITS =
  "Limits are drawn around the mean of the first 12 whole weeks that were counted, however long ago, or since limits began anew: of 2.66 mean moving ranges (XmR, NHS England, Making Data Count), or of a unit, of three square roots of that mean (c-chart).";

export function defineRate(rated: RateMetric): string {
  return `${define(METRICS[rated])} Limits move with the volume (u-chart).`;
}

export const DEFINITIONS = {
  received: `${define(METRICS.received)} ${LIMITS}`,
  cause: `${define(METRICS.issues)} ${LIMITS}`,
  inTime: `${define(METRICS.answeredInTime)} By the month in which it fell due; limits move with how many did (p-chart).`,
  satisfaction: `${define(METRICS.handlingSatisfaction)} By the month in which they answered; limits move with how many did (p-chart).`,
  issues: define(METRICS.issues),
  weighed: define(METRICS.severityOfIssues),
} as const;
