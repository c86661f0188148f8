import { formatDay, nextDay } from "@/lib/shared/dates";
import { CAUSE_LABELS } from "../labels";
import { byStrength, episodesOf } from "./cause-words";
import { type ReadOf, readChart } from "./chart-words";
import { type Assurance, type ControlChart, controlChart, type Improvement, type Verdict } from "./control-chart";
import { digitsApart, inDigits, plainly } from "./digits";
import { rate, roundDown, roundUp, wholePercent, wilson } from "./interval";
import type { ChartKind } from "./limits";
import { withoutThin } from "./thin-limits";

/** Both ends of a 95% interval, in the unit of what it is of. */
type Interval = { lower: number; upper: number };

/**
 * What was counted in a period; days "yyyy-mm-dd", both included. `gap` says why there is nothing to chart, `note` what it leaves out. Of
 * times `n` is how many were taken, `high` their 90th centile, and `interval` the 95% interval of their median.
 */
export type Counted = {
  from: string;
  to: string;
  y: number | null;
  n?: number | null;
  high?: number | null;
  interval?: Interval;
  gap?: string;
  note?: string;
};

/**
 * Of a rate the value is per 1,000, so `n` is counted in thousands; `hours` and `days` are medians of times, or the time between two events, `issues` the
 * other issues between them.
 */
export type Figure = "count" | "share" | "rate" | "hours" | "days" | "issues";
/** `event`: each point is a day on which something rare happened. */
export type Period = "week" | "month" | "event";

type Asked = {
  kind: ChartKind;
  figure: Figure;
  period: Period;
  /** Begins the sentence, in the plural: "Complaints in Outpatients". */
  subject: string;
  improvement: Improvement;
  target?: number | null;
  /** Days from which limits begin anew, and why. */
  rebases?: { from: string; reason: string }[];
  /** How many points limits are drawn from, where they are not those of every chart; they go on over all that follow. */
  baseline?: number;
  /** The first period after something happened. */
  mark?: string;
  /** How many of the newest periods are shown; limits and runs are counted from all. */
  shown: number;
  hrefOf: (from: string, to: string) => string;
};

export type ShownPoint = {
  key: string;
  /** Under the axis, and in full. */
  label: string;
  title: string;
  value: number | null;
  /** The value in words, with what it was counted from. */
  told: string;
  y: number | null;
  n: number | null;
  mean: number | null;
  lower: number | null;
  upper: number | null;
  /** The 90th centile of times, of which the value is the median. */
  high: number | null;
  /** Of a share, a rate or a median how far chance may move it, and in words: "76% to 87%"; null of a plain count. */
  interval: (Interval & { told: string }) | null;
  verdict: Verdict | null;
  /** What is special about it, in words. */
  says: string | null;
  href: string;
};

export type Signal = { key: string; says: string; verdict: Verdict; href: string };

/** A control chart as it is shown: everything in words that is drawn. */
export type ShownChart = {
  figure: Figure;
  /** More digits than usual that its points and limits are told with. */
  more: number;
  period: Period;
  points: ShownPoint[];
  reading: string;
  /** The strongest first, of which the reading tells the first. */
  signals: Signal[];
  gaps: string[];
  /** What some periods leave out. */
  notes: string[];
  target: number | null;
  assurance: string | null;
  /** What the newest limits are drawn from, both days included, and how many weeks or months of it are known; null without limits. */
  baseline: { from: string; to: string; n: number } | null;
  /** Points at which limits begin anew, and why. */
  rebases: { key: string; says: string }[];
  /** The first point after what the chart is to show the effect of. */
  mark: string | null;
  /** The day from which a run goes on that would let limits begin anew. */
  runSince: string | null;
};

/** Charts all that was counted and cuts out what is to be shown, so that no choice of a period makes or hides a signal. */
export function showChart(all: Counted[], asked: Asked): ShownChart {
  const counted = asked.period === "event" ? all : withGaps(all);
  const { kind, figure, period, improvement, target = null, rebases = [], baseline, shown, hrefOf } = asked;
  const format = (value: number, more = 0) => tellFigure(figure, value, more);
  const begun = rebases
    .map((rebase) => ({ ...rebase, at: counted.findIndex(({ from }) => from >= rebase.from) }))
    .filter(({ at }) => at > 0);
  const { chart, isThin } = withoutThin(
    // Of times one is no case: short ones are not few.
    figure === "hours" || figure === "days" ? "t" : kind,
    controlChart({
      ...{ kind, improvement, target, baseline, atLeastChance: figure === "count" },
      rebases: begun.map(({ at }) => at),
      points: counted.map(({ from, y, n = null }) => ({ x: periodName(period, from), y, n })),
    }),
  );
  const start = Math.max(0, counted.length - shown);
  const more = digitsApart(chart.points, format);
  const points = counted.map((each, at) => toShown({ chart, each, at, figure, more, period, hrefOf })).slice(start);
  const episodes = byStrength(episodesOf(chart, format, centreOf(figure)), chart).filter(({ to }) => to >= start);
  const read: ReadOf = { chart, isThin, episodes, start, subject: asked.subject, period, format };
  return {
    ...{ figure, more, period, points, target },
    reading: readChart(read),
    signals: episodes.map(({ cause, from, to, verdict, says }) => ({
      key: `${cause} ${from}`,
      ...{ says, verdict },
      href: hrefOf(counted[from]?.from ?? "", counted[to]?.to ?? ""),
    })),
    gaps: counted
      .slice(start)
      .flatMap(({ from, gap }) => (gap === undefined ? [] : [`${periodName(period, from)}: ${gap}`])),
    notes: counted
      .slice(start)
      .flatMap(({ from, note }) => (note === undefined ? [] : [`${periodName(period, from)}: ${note}`])),
    assurance: tellAssurance(chart, target, format),
    baseline: baselineOf(chart, counted),
    rebases: begun
      .filter(({ at }) => at >= start)
      .map(({ at, reason }) => ({ key: counted[at]?.from ?? "", says: reason })),
    mark: asked.mark ?? null,
    runSince: counted[runStart(chart) ?? -1]?.from ?? null,
  };
}

/** A month, in ms. */
const LONGEST = 31 * 86_400_000;

/** What was not read stands between as one point that is not known: no run goes over it. */
function withGaps(counted: Counted[]): Counted[] {
  return counted.flatMap((each, at) => {
    const before = counted[at - 1];
    const isNext = !before || new Date(each.from).getTime() - new Date(before.to).getTime() <= LONGEST;
    return isNext ? [each] : [{ from: nextDay(before.to), to: each.from, y: null, gap: "not looked at" }, each];
  });
}

function toShown(given: {
  chart: ControlChart;
  each: Counted;
  at: number;
  figure: Figure;
  more: number;
  period: Period;
  hrefOf: Asked["hrefOf"];
}): ShownPoint {
  const { chart, each, at, figure, more, period, hrefOf } = given;
  const point = chart.points[at];
  const { y, n = null, high = null, from, to } = each;
  const value = point?.value ?? null;
  return {
    ...{ key: from, label: periodLabel(period, from), title: periodTitle(period, from), value, y, n },
    told: value === null ? (each.gap ?? "not known") : tellCounted(figure, { value, y, n, high, more }),
    mean: point?.limits?.mean ?? null,
    // Nothing that is charted here can be less than none.
    lower: point?.limits?.lower == null ? null : Math.max(0, point.limits.lower),
    ...{ upper: point?.limits?.upper ?? null, high, interval: intervalOf(figure, each, more) },
    verdict: point?.verdict ?? null,
    says: point && point.causes.length > 0 ? point.causes.map((cause) => CAUSE_LABELS[cause]).join(", ") : null,
    href: hrefOf(from, to),
  };
}

function baselineOf({ phases }: ControlChart, counted: Counted[]): ShownChart["baseline"] {
  const { limits = null, baseline } = phases.at(-1) ?? {};
  const [from, to] = [counted[baseline?.from ?? -1]?.from, counted[baseline?.to ?? -1]?.to];
  return limits && baseline && from && to ? { from, to, n: baseline.known } : null;
}

/** Where the run begins that still goes on at the end of a chart: seven and more on one side of the mean. */
function runStart({ points }: ControlChart): number | null {
  const isIn = (at: number, cause: "seven_above" | "seven_below") => points[at]?.causes.includes(cause) ?? false;
  const cause = (["seven_above", "seven_below"] as const).find((one) => isIn(points.length - 1, one));
  if (!cause) return null;
  const phase = points.at(-1)?.phase;
  let at = points.length - 1;
  while (at > 0 && points[at - 1]?.phase === phase && isIn(at - 1, cause)) at -= 1;
  return at;
}

const ASSURANCE: Record<Assurance, (target: string) => string> = {
  consistently_passes: (target) => `Consistently meets its target: as it is now, it will keep meeting ${target}.`,
  consistently_fails: (target) =>
    `Consistently fails its target: as it is now, it will keep missing ${target}, and only a change can meet it.`,
  inconsistent: (target) =>
    `Hit and miss: as it is now, it will meet its target of ${target} at times and miss it at times.`,
};

function tellAssurance({ phases }: ControlChart, target: number | null, format: (value: number) => string) {
  const assurance = phases.at(-1)?.assurance;
  return assurance && target !== null ? ASSURANCE[assurance](format(target)) : null;
}

/** What the line between the limits is: half of what comes between two rare events lies below their median. */
export function centreOf(figure: Figure): "mean" | "median" {
  return figure === "issues" ? "median" : "mean";
}

/** "14", "86%" or "4.71": a share in whole per cent, as it is read beside its limits; with `more`, in so many more digits. */
export function tellFigure(figure: Figure, value: number, more = 0): string {
  if (figure === "share" && more === 0) return wholePercent(value);
  if (figure === "share") return `${inDigits(100 * value, more)}%`;
  return plainly(value, more);
}

type OfPoint = { value: number; y: number | null; n: number | null; high: number | null; more: number };

function tellCounted(figure: Figure, { value, y, n, high, more }: OfPoint): string {
  const told = tellFigure(figure, value, more);
  if (figure === "hours" || figure === "days") {
    const time = `${told} ${told === "1" ? figure.slice(0, -1) : figure}`;
    return high === null || n === null
      ? time
      : `half within ${time}, nine in ten within ${tellFigure(figure, high)}, n ${n}`;
  }
  if (figure === "issues") return `${told} other ${told === "1" ? "issue" : "issues"}`;
  if (figure === "count" || y === null || n === null) return told;
  const of = figure === "rate" ? `in ${wholeVolume(n)}` : `of ${n.toLocaleString("en")}`;
  return `${told} (${y.toLocaleString("en")} ${of})`;
}

function intervalOf(figure: Figure, { y, n = null, interval }: Counted, more: number): ShownPoint["interval"] {
  if (y === null) return null;
  const estimate =
    figure === "share" && n !== null ? wilson(y, n) : figure === "rate" && n !== null ? rate(y, n, 1) : interval;
  if (!estimate) return null;
  const { lower, upper } = estimate;
  if (figure === "share") {
    const [from, to] = [roundDown(100 * lower, more), roundUp(100 * upper, more)];
    return { lower, upper, told: `${from.toFixed(more)}% to ${to.toFixed(more)}%` };
  }
  const [from, to] = [roundDown(lower, 2 + more), roundUp(upper, 2 + more)];
  return { lower, upper, told: `${plainly(from, more)} to ${plainly(to, more)}` };
}

/** A volume that is counted in thousands, in whole. */
export function wholeVolume(thousands: number): string {
  return Math.round(1_000 * thousands).toLocaleString("en");
}

/** "2 Mar 2026" for a week, by its Monday; "Mar 2026" for a month. */
export function periodName(period: Period, from: string): string {
  const day = formatDay(new Date(from));
  return period !== "month" ? day : day.replace(/^\d+ /, "");
}

function periodTitle(period: Period, from: string): string {
  return period === "week" ? `Week of ${periodName(period, from)}` : periodName(period, from);
}

/** "Week of 24 Nov 2025 to week of 16 Nov 2026": what the points of a chart are of. */
export function periodOf(points: Pick<ShownPoint, "title">[]): string | undefined {
  const [first, last] = [points[0]?.title, points.at(-1)?.title];
  if (first === undefined || last === undefined) return undefined;
  return first === last ? first : `${first} to ${last.replace("Week", "week")}`;
}

function periodLabel(period: Period, from: string): string {
  const name = periodName(period, from);
  // What is rare comes over years, in which a day says little.
  return period === "week" ? name.replace(/ \d{4}$/, "") : name.replace(/^\d+ (?=\D)/, "");
}
