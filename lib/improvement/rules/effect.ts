import { causeName } from "@/lib/insight/rules/causes";
import { type Counted, type ShownChart, showChart, tellFigure } from "@/lib/insight/rules/chart-view";
import { controlChart } from "@/lib/insight/rules/control-chart";
import { casesHref, kindWords } from "@/lib/insight/rules/dashboard";
import { rate, wilson } from "@/lib/insight/rules/interval";
import type { CaseKind, HcatCategory } from "@/lib/platform/generated/enums";
import { formatDay } from "@/lib/shared/dates";
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
};

/** `too_early`: fewer periods since than a run has, and none of them outside of what was usual. */
export type EffectVerdict = "better" | "worse" | "as_before" | "too_early" | "unknown";
export type Effect = { verdict: EffectVerdict; says: string };

/** What is compared with is the year before the change. */
const BEFORE = { week: 52, month: 12 } as const;
/** Limits of fewer points say nothing of what is usual. */
const LEAST_BEFORE = 6;
/** So many on one side of the mean are a special cause. */
const RUN = 7;

export function periodOf(measure: Measure): "week" | "month" {
  return measure === "answeredInTime" ? "month" : "week";
}

/** The figure before the change and since, with limits that begin anew with the first whole week or month after it. */
export function showEffect(counted: Counted[], judged: Judged): ShownChart {
  const { measure, direction, kinds, cause, siteId: site, unitId, changedOn } = judged;
  const of = { site, unit: unitId ?? undefined, kind: kinds };
  const isShare = measure === "answeredInTime";
  return showChart(counted, {
    kind: kindOf(judged),
    figure: isShare ? "share" : "count",
    period: periodOf(measure),
    subject: subjectOf(measure, kinds, cause),
    improvement: direction,
    rebases: changedOn
      ? [{ from: changedOn, reason: `The change was made on ${formatDay(new Date(changedOn))}.` }]
      : [],
    shown: counted.length,
    hrefOf: (from, to) =>
      casesHref(of, isShare ? { answerFrom: from, answerTo: to } : { ...(cause ? { cause } : {}), from, to }),
  });
}

/**
 * Before and since in numbers, each with its 95 % interval, and whether what came since is more than chance makes of what was usual before:
 * the limits of the year before the change go on, and a point outside of them, two of three close to one, or seven in a row on one side of
 * their mean or all rising or falling, tell. What was under way on the day of the change counts to neither.
 * Source: NHS England, Making Data Count, for the rules; Wilson and Byar for the intervals.
 */
export function judgeEffect(counted: Counted[], judged: Judged): Effect {
  const { measure, direction, changedOn } = judged;
  if (changedOn === null)
    return { verdict: "unknown", says: "The change is not made yet: this is how it is without it." };
  const period = periodOf(measure);
  const known = counted.filter(({ y, n }) => y !== null && (period === "week" || (n ?? 0) > 0));
  const before = known.filter(({ to }) => to < changedOn).slice(-BEFORE[period]);
  const since = known.filter(({ from }) => from >= changedOn);
  if (since.length === 0) {
    return { verdict: "too_early", says: `No whole ${period} has passed since the change.` };
  }
  const told = `${tellSide("Before the change", before, period)} ${tellSide("Since", since, period)}`;
  if (before.length < LEAST_BEFORE) {
    return {
      verdict: "unknown",
      says: `${told} Too few ${period}s are known before it to tell whether that is chance.`,
    };
  }
  const verdict = verdictOf(before, since, { kind: kindOf(judged), direction });
  return { verdict, says: `${told} ${VERDICTS[verdict](period)}` };
}

const VERDICTS: Record<Exclude<EffectVerdict, "unknown">, (period: string) => string> = {
  better: () => "That is better than chance makes of what was usual before.",
  worse: () => "That is worse than chance makes of what was usual before.",
  as_before: () => "Nothing since stands out from what was usual before: it may be chance.",
  too_early: (period) => `Fewer than ${RUN} ${period}s have passed, and none stands out: too early to tell.`,
};

type Held = { kind: "c" | "xmr" | "p"; direction: Direction };

/** The newest special cause since the change decides. */
function verdictOf(before: Counted[], since: Counted[], { kind, direction }: Held): Exclude<EffectVerdict, "unknown"> {
  const points = [...before, ...since].map(({ from, y, n = null }) => ({ x: from, y, n }));
  const chart = controlChart({ kind, points, improvement: direction, baseline: before.length });
  const newest = chart.points
    .slice(before.length)
    .findLast(({ verdict }) => verdict === "improvement" || verdict === "concern");
  if (newest) return newest.verdict === "improvement" ? "better" : "worse";
  return since.length < RUN ? "too_early" : "as_before";
}

function tellSide(when: string, side: Counted[], period: "week" | "month"): string {
  const many = `${side.length} ${side.length === 1 ? period : `${period}s`}`;
  const sum = side.reduce((all, { y }) => all + (y ?? 0), 0);
  const figure = period === "month" ? ("share" as const) : ("count" as const);
  const estimate =
    figure === "share"
      ? wilson(
          sum,
          side.reduce((all, { n }) => all + (n ?? 0), 0),
        )
      : rate(sum, side.length, 1);
  if (!estimate) return `${when}: nothing is known.`;
  const { value, lower, upper } = estimate;
  const tell = (one: number) => tellFigure(figure, one);
  const each = figure === "share" ? "" : ` a ${period}`;
  return `${when} ${tell(value)}${each} (95% interval ${tell(lower)} to ${tell(upper)}, ${many}).`;
}

/** Of one unit few come in a week, of which chance alone makes what a chart of counts says. */
function kindOf({ measure, unitId }: Judged): Held["kind"] {
  if (measure === "answeredInTime") return "p";
  return unitId === null ? "xmr" : "c";
}

function subjectOf(measure: Measure, kinds: CaseKind[], cause: HcatCategory | null): string {
  if (measure === "answeredInTime") return "Answers in time";
  if (measure === "received") return kindWords(kinds);
  return cause ? `Issues of "${causeName(cause)}"` : "Issues";
}
