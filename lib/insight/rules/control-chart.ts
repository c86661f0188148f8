import { type ChartKind, type Limits, limitsFrom, type Measure, movingRanges, NEEDS_VOLUME } from "./limits";
import { analyseRuns, type RunsAnalysis, type SpecialCause, specialCauses } from "./special-cause";

/** Which way is better; with none, a special cause is neither good nor bad. */
export type Improvement = "increase" | "decrease" | "neutral";

/** Points that lock the limits of a chart unless it says otherwise. Limits of fewer are called trial limits. */
const BASELINE = 12;

export type SeriesPoint = {
  /** The period, or whatever else names the point. */
  x: string;
  /** The measurement, the count or the numerator. Null: not known. */
  y: number | null;
  /** The volume it was counted in, for `u` and `p`. */
  n?: number | null;
};

export type Series = {
  kind: ChartKind;
  points: SeriesPoint[];
  improvement?: Improvement;
  /** What the value should be, in its unit; of a share between 0 and 1. */
  target?: number | null;
  /** How many points of each phase the limits are drawn from; null for all of them. */
  baseline?: number | null;
  /** Where limits begin anew: positions in `points`, from 0. */
  rebases?: number[];
  /** Points that limits and runs are counted without: positions, from 0. */
  excluded?: number[];
  /** Whether moving ranges of 3.267 times their mean or more are left out of it. */
  screensOutliers?: boolean;
  /**
   * For counts charted by `xmr`: whether limits closer than chance alone gives are drawn as those of `c`. A dozen small counts that happen to
   * be alike have moving ranges of almost nothing, and every other count would be called special.
   */
  atLeastChance?: boolean;
};

export type Verdict = "common_cause" | "improvement" | "concern" | "neutral";

export type ChartPoint = SeriesPoint & {
  /** y, or y/n; null where it cannot be known. */
  value: number | null;
  phase: number;
  movingRange: number | null;
  limits: Limits | null;
  causes: SpecialCause[];
  verdict: Verdict | null;
};

/** Whether the process, as it is, meets its target each time, never, or now and then. */
export type Assurance = "consistently_passes" | "consistently_fails" | "inconsistent";

export type Phase = {
  from: number;
  to: number;
  limits: Limits | null;
  /** The points that limits are drawn from: as positions, both included, and how many of them are known. */
  baseline: { from: number; to: number; known: number };
  /** Drawn from fewer points than a baseline should have. */
  isTrial: boolean;
  assurance: Assurance | null;
  runs: RunsAnalysis;
};

export type ControlChart = { points: ChartPoint[]; phases: Phase[] };

/**
 * A control chart: each point with its limits and what is special about it, each phase with its assurance. Without `baseline` the first 12
 * points of a phase that are known lock its limits.
 * @throws RangeError for a negative count or volume, a share above 1, or a position that is not a point's
 * Source: NHS England, Making Data Count.
 */
export function controlChart(series: Series): ControlChart {
  const { kind, points, improvement = "neutral", target = null, rebases = [], excluded = [] } = series;
  refuseWhatCannotBe(series);
  const measures = points.map((point, index) => (excluded.includes(index) ? null : measureOf(kind, point)));
  const starts = [...new Set([0, ...rebases])].toSorted((a, b) => a - b);
  const charted: ChartPoint[] = [];
  const phases: Phase[] = [];
  for (const [phase, from] of starts.entries()) {
    const to = starts[phase + 1] ?? points.length;
    if (from >= to) continue;
    const baseline = baselineOf(series, measures.slice(from, to), from);
    const own = chartPhase(series, points.slice(from, to), baseline);
    const causes = specialCauses(own);
    for (const [index, point] of points.slice(from, to).entries()) {
      const { value, limits, movingRange } = own[index] ?? NOTHING;
      const here = causes[index] ?? [];
      const verdict = value === null || limits === null ? null : verdictOf(here, improvement);
      charted.push({ ...point, value, phase, movingRange, limits, causes: here, verdict });
    }
    const limits = own.findLast((point) => point.limits !== null)?.limits ?? null;
    const known = baseline.filter((measure) => measure !== null).length;
    phases.push({
      ...{ from, to, limits, baseline: { from, to: from + baseline.length - 1, known } },
      isTrial: known < BASELINE,
      assurance: assure(limits, target, improvement),
      runs: analyseRuns(own.filter((_, index) => !excluded.includes(from + index))),
    });
  }
  return { points: charted, phases };
}

type Drawn = { value: number | null; limits: Limits | null; movingRange: number | null };
const NOTHING: Drawn = { value: null, limits: null, movingRange: null };

function chartPhase(series: Series, points: SeriesPoint[], baseline: (Measure | null)[]): Drawn[] {
  const { kind, screensOutliers = true, atLeastChance } = series;
  const values = points.map((point) => chartedValue(kind, measureOf(kind, point)));
  const ranges = movingRanges(values);
  return points.map((point, index) => {
    const volume = measureOf(kind, point)?.n ?? Number.NaN;
    const value = values[index] ?? null;
    const limits =
      value === null && NEEDS_VOLUME.includes(kind)
        ? null
        : limitsFrom(kind, baseline, { volume, screensOutliers, atLeastChance });
    return { value, limits, movingRange: ranges[index] ?? null };
  });
}

/**
 * The first known points of the phase that begins at `from`. What is not known counts for none of them and stands between, for it breaks
 * moving ranges; what somebody left out counts, for it was chosen.
 */
function baselineOf({ baseline = BASELINE, excluded = [] }: Series, measures: (Measure | null)[], from: number) {
  if (baseline === null) return measures;
  const counted = measures.flatMap((measure, at) => (measure !== null || excluded.includes(from + at) ? [at] : []));
  return measures.slice(0, (counted[baseline - 1] ?? measures.length) + 1);
}

/** Null where a point is not known, or where what it was counted in is not known or nothing. */
function measureOf(kind: ChartKind, { y, n = null }: SeriesPoint): Measure | null {
  if (y === null) return null;
  if (!NEEDS_VOLUME.includes(kind)) return { y, n: 1 };
  return n === null || n === 0 ? null : { y, n };
}

function chartedValue(kind: ChartKind, measure: Measure | null): number | null {
  if (measure === null) return null;
  return NEEDS_VOLUME.includes(kind) ? measure.y / measure.n : measure.y;
}

/** The first cause decides: what is outside the limits tells more than the run it ends. */
function verdictOf([cause]: SpecialCause[], improvement: Improvement): Verdict {
  if (!cause) return "common_cause";
  if (improvement === "neutral") return "neutral";
  const isUp = cause === "seven_rising" || cause.endsWith("above") || cause.startsWith("above");
  return isUp === (improvement === "increase") ? "improvement" : "concern";
}

/**
 * Whether limits lie on one side of a target. Null without limits, without a target, or where neither way is better.
 * Source: Making Data Count, assurance.
 */
export function assure(limits: Limits | null, target: number | null, improvement: Improvement): Assurance | null {
  if (target === null || improvement === "neutral" || limits?.lower == null || limits.upper === null) return null;
  const isAbove = target > limits.upper;
  const isBelow = target < limits.lower;
  if (!isAbove && !isBelow) return "inconsistent";
  return isBelow === (improvement === "increase") ? "consistently_passes" : "consistently_fails";
}

function refuseWhatCannotBe({ kind, points, rebases = [], excluded = [], baseline = BASELINE }: Series): void {
  const refuse = (words: string) => {
    throw new RangeError(words);
  };
  if (baseline !== null && !(Number.isInteger(baseline) && baseline > 0))
    refuse("A baseline is a number of points, one or more.");
  for (const position of [...rebases, ...excluded]) {
    if (!Number.isInteger(position) || position < 0 || position >= points.length)
      refuse(`There is no point at position ${position}.`);
  }
  const isOfCounts = kind !== "xmr" && kind !== "i" && kind !== "run";
  for (const { x, y, n = null } of points) {
    if (isOfCounts && y !== null && y < 0) refuse(`${x}: a count or a time between events cannot be ${y}.`);
    if (n !== null && n < 0) refuse(`${x}: a volume cannot be ${n}.`);
    if (kind === "p" && y !== null && n !== null && y > n) refuse(`${x}: ${y} of ${n} is more than all.`);
  }
}
