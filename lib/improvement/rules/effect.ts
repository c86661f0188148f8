import { causeName } from "@/lib/insight/rules/causes";
import { type Counted, type Figure, type ShownChart, showChart, tellFigure } from "@/lib/insight/rules/chart-view";
import { casesHref, kindWords, shownMonths, shownWeeks } from "@/lib/insight/rules/dashboard";
import { rate, wilson } from "@/lib/insight/rules/interval";
import { METRICS, type Metric } from "@/lib/insight/rules/metrics";
import { DONE_DAYS } from "@/lib/insight/rules/shown-times";
import { type Days, SAID_MEASURES, type SaidMeasure, TIME_METRICS, type TimeMetric } from "@/lib/insight/schema";
import type { CaseKind, HcatCategory } from "@/lib/platform/generated/enums";
import { ITEM_LABELS } from "@/lib/survey/labels";
import { RECOVERY_ITEMS, type RecoveryItem } from "@/lib/survey/rules/score";
import type { Direction, Measure } from "../schema";

/** What an action is judged by; `changedOn`, "yyyy-mm-dd", is the day on which the change was made. */
export type Judged = {
  measure: Measure;
  direction: Direction;
  kinds: CaseKind[];
  cause: HcatCategory | null;
  siteId: string;
  unitId: string | null;
  changedOn: string | null;
  /** From which day before the change the limits of the figure began anew, where somebody had them do so: what was before is usual no more. */
  anewOn?: string | null;
  /** The last day of the unit, where it closed: nothing is counted of it any more. */
  closedOn?: string | null;
};

/** `too_early`: fewer periods since than a run has, and none of them outside of what was usual. */
export type EffectVerdict = "better" | "worse" | "as_before" | "too_early" | "unknown";
export type Effect = { verdict: EffectVerdict; says: string };

type Kind = "c" | "xmr" | "p";

/** What is compared with is the year before the change. */
const BEFORE = { week: 52, month: 12 } as const;
/** Limits of fewer points say nothing of what is usual. */
const LEAST_BEFORE = 6;
/** So many on one side of the mean are a special cause. */
export const RUN = 7;

export function periodOf(measure: Measure): "week" | "month" {
  return measure === "received" || measure === "issues" ? "week" : "month";
}

/** Whether an action is judged by how long something took. */
export function isTime(measure: Measure): measure is TimeMetric {
  return TIME_METRICS.some((metric) => metric === measure);
}

/** Whether it is judged by what people say of the handling. */
export function isSaid(measure: Measure): measure is SaidMeasure {
  return SAID_MEASURES.some((said) => said === measure);
}

/** The item of the survey that this is of. */
export function itemOf(measure: SaidMeasure): RecoveryItem {
  return RECOVERY_ITEMS[SAID_MEASURES.indexOf(measure)] ?? "listened";
}

/** What defines the figure. */
export function metricOf(measure: Measure): Metric {
  return METRICS[isSaid(measure) ? "handlingSatisfaction" : measure];
}

/**
 * The figure before the change and since, and whether what came since is more than chance makes of what was usual before: the limits of the
 * year before the change go on, and in the newest seven points one outside of them, two of three close to one, or seven in a row on one side
 * of their mean or all rising or falling, tell. What was under way on the day of the change counts to neither side, and no run goes over it.
 * Source: NHS England, Making Data Count, for the rules; Wilson and Byar for the intervals.
 */
export function showEffect(counted: Counted[], judged: Judged): { chart: ShownChart; effect: Effect } {
  const { changedOn, anewOn } = judged;
  if (changedOn === null) return { chart: chartOf(counted, judged, {}), effect: NOT_MADE };
  const period = periodOf(judged.measure);
  const usual = counted.filter(({ from, to }) => to < changedOn && (!anewOn || from >= anewOn));
  const before = usual.slice(-BEFORE[period]);
  const between = counted.filter(({ from, to }) => from <= changedOn && changedOn <= to);
  const since = counted.filter(({ from }) => from > changedOn);
  const isKnown = ({ y, n }: Counted) => y !== null && (period === "week" || (n ?? 0) > 0);
  const known = { before: before.filter(isKnown), since: since.filter(isKnown) };
  const charted = [
    ...before,
    ...between.map((each) => ({ ...each, y: null, gap: "the change was made in it" })),
    ...since,
  ];
  const limits = known.before.length > 0 ? { baseline: known.before.length, mark: since[0]?.from } : {};
  const chart = chartOf(charted, judged, limits);
  const effect = judge(chart, { ...known, period, judged, changedOn });
  return { chart, effect: judged.closedOn && effect.verdict === "too_early" ? CLOSED_TOO_EARLY(period) : effect };
}

const CLOSED_TOO_EARLY = (period: "week" | "month"): Effect => ({
  verdict: "unknown",
  says: `The unit closed before ${RUN} whole ${period}s had passed since the change: its figure cannot tell.`,
});

const NOT_MADE: Effect = { verdict: "unknown", says: "The change is not made yet: this is how it is without it." };

function chartOf(counted: Counted[], judged: Judged, limits: { baseline?: number; mark?: string }): ShownChart {
  const { measure, direction, kinds, cause, siteId: site, unitId, changedOn } = judged;
  const of = { site, unit: unitId ?? undefined, kind: kinds };
  const period = periodOf(measure);
  return showChart(counted, {
    ...{ kind: kindOf(judged), figure: figureOf(measure), period },
    subject: subjectOf(measure, kinds, cause),
    improvement: direction,
    ...limits,
    shown: changedOn === null ? (period === "month" ? shownMonths("104") : shownWeeks("104")) : counted.length,
    hrefOf: (from, to) => casesHref(of, behind(judged, { from, to })),
  });
}

/** By what the queue finds the cases behind a week or month. */
function behind({ measure, cause }: Judged, { from, to }: Days): Record<string, string> {
  if (isSaid(measure)) return { saidFrom: from, saidTo: to, said: itemOf(measure) };
  if (isTime(measure)) return DONE_DAYS[measure](from, to);
  if (measure === "answeredInTime") return { answerFrom: from, answerTo: to };
  if (measure === "acknowledgedInTime") return { acknowledgeFrom: from, acknowledgeTo: to };
  return { ...(cause ? { cause } : {}), from, to };
}

function figureOf(measure: Measure): Figure {
  if (isTime(measure)) return METRICS[measure].unit;
  return periodOf(measure) === "month" ? "share" : "count";
}

type Sides = { before: Counted[]; since: Counted[]; period: "week" | "month"; judged: Judged; changedOn: string };

function judge(chart: ShownChart, { before, since, period, judged, changedOn }: Sides): Effect {
  if (since.length === 0) return { verdict: "too_early", says: `No whole ${period} has passed since the change.` };
  const told = `${tellSide("Before the change", before, judged)} ${tellSide("Since", since, judged)}`;
  const points = chart.points.filter(({ key, value }) => key > changedOn && value !== null);
  // Where most weeks have none, weeks without any in a row are no run.
  const isRare = period === "week" && before.filter(({ y }) => y === 0).length * 2 > before.length;
  if (before.length < LEAST_BEFORE || isRare || points.every(({ mean }) => mean === null)) {
    return { verdict: "unknown", says: `${told} Too little is known of before to tell whether that is chance.` };
  }
  const newest = points.slice(-RUN).findLast(({ verdict }) => verdict === "improvement" || verdict === "concern");
  const otherwise = points.length < RUN ? "too_early" : "as_before";
  const verdict = newest ? (newest.verdict === "improvement" ? "better" : "worse") : otherwise;
  return { verdict, says: `${told} ${VERDICTS[verdict](`${period}s`)}` };
}

const VERDICTS: Record<Exclude<EffectVerdict, "unknown">, (periods: string) => string> = {
  better: () => "That is better than chance makes of what was usual before.",
  worse: () => "That is worse than chance makes of what was usual before.",
  as_before: (periods) =>
    `Nothing in the last ${RUN} ${periods} stands out from what was usual before: it may be chance.`,
  too_early: (periods) => `Fewer than ${RUN} ${periods} have passed, and none stands out: too early to tell.`,
};

/** Of what chance alone does not make, no interval can be told. */
function tellSide(when: string, side: Counted[], judged: Judged): string {
  const [kind, period, figure] = [kindOf(judged), periodOf(judged.measure), figureOf(judged.measure)];
  const many = `${side.length} ${side.length === 1 ? period : `${period}s`}`;
  if (isTime(judged.measure)) {
    const middle = median(side.flatMap(({ y }) => (y === null ? [] : [y])));
    if (middle === null) return `${when} nothing is known.`;
    const [amount, unit] = [tellFigure(figure, middle), METRICS[judged.measure].unit];
    return `${when} a median of ${amount} ${amount === "1" ? unit.slice(0, -1) : unit} in the middle one of ${many}.`;
  }
  const sum = side.reduce((all, { y }) => all + (y ?? 0), 0);
  const volume = side.reduce((all, { n }) => all + (n ?? 0), 0);
  const estimate = kind === "p" ? wilson(sum, volume) : rate(sum, side.length, 1);
  if (!estimate) return `${when} nothing is known.`;
  const { value, lower, upper } = estimate;
  const tell = (one: number) => tellFigure(figure, one);
  const interval = kind === "xmr" ? "" : `95% interval ${tell(lower)} to ${tell(upper)}, `;
  return `${when} ${tell(value)}${kind === "p" ? "" : " a week"} (${interval}${many}).`;
}

/** Of one unit few come in a week, of which chance alone makes what a chart of counts says. */
function kindOf({ measure, unitId }: Judged): Kind {
  if (isTime(measure)) return "xmr";
  if (periodOf(measure) === "month") return "p";
  return unitId === null ? "xmr" : "c";
}

function subjectOf(measure: Measure, kinds: CaseKind[], cause: HcatCategory | null): string {
  if (isSaid(measure)) return `Answers of 4 or 5 to "${ITEM_LABELS[itemOf(measure)] ?? itemOf(measure)}"`;
  if (isTime(measure)) return `Median ${METRICS[measure].unit} ${METRICS[measure].name.replace("Time ", "")}`;
  if (measure === "answeredInTime") return "Answers in time";
  if (measure === "acknowledgedInTime") return "Acknowledgements in time";
  if (measure === "received") return kindWords(kinds);
  return cause ? `Issues of "${causeName(cause)}"` : "Issues";
}

function median(values: number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
