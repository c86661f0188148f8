/**
 * How a series is charted. `xmr`: single measurements, as NHS "Making Data Count" counts them. `i`: the same with three standard
 * deviations, as Montgomery's textbook has it. `run`: around its median, without limits. `c`: counts. `u`: counts per volume. `p`:
 * shares. `g`: cases between two rare events. `t`: time between two rare events.
 */
export const CHART_KINDS = ["xmr", "i", "run", "c", "u", "p", "g", "t"] as const;
export type ChartKind = (typeof CHART_KINDS)[number];

/** Charts of a count that needs the volume it came from, `n`: their value is y/n. */
export const NEEDS_VOLUME: readonly ChartKind[] = ["u", "p"];

/** Between two points, near limits stand at two thirds of the way from the mean to the limits. All in the unit of the value. */
export type Limits = {
  mean: number;
  lower: number | null;
  upper: number | null;
  nearLower: number | null;
  nearUpper: number | null;
};

/** What one point is counted from: its numerator or measurement, and the volume where the chart needs one. */
export type Measure = { y: number; n: number };

// Constants for ranges of two: 3/d2 rounded as "Making Data Count" prints it, D4, and d2 itself.
const XMR_FACTOR = 2.66;
const RANGE_FACTOR = 3.267;
const D2 = 1.128;
// Nelson's power, by which times between rare events become nearly normal (Nelson 1994).
const NELSON = 3.6;
// The median of a geometric count, as a share of its mean: ln 2, as Provost and Murray 2011 round it.
const MEDIAN_SHARE = 693 / 1_000;

/** The absolute change from each value to the next; null at the first, and beside a value that is not known. */
export function movingRanges(values: (number | null)[]): (number | null)[] {
  return values.map((value, index) => {
    const before = values[index - 1];
    return value === null || before === null || before === undefined ? null : Math.abs(value - before);
  });
}

/**
 * The mean moving range. With `screensOutliers`, ranges at or above 3.267 times it are left out, once, and it is taken again. Null without
 * a range.
 * Source: NHS England, Making Data Count; NHS-R Community's NHSRplotthedots.
 */
export function meanRange(values: (number | null)[], screensOutliers: boolean): number | null {
  const ranges = movingRanges(values).filter((range) => range !== null);
  if (ranges.length === 0) return null;
  const first = meanOf(ranges);
  const kept = screensOutliers ? ranges.filter((range) => range < RANGE_FACTOR * first) : ranges;
  return kept.length === 0 ? first : meanOf(kept);
}

/** The upper limit of the chart of moving ranges: 3.267 times their mean. */
export function rangeLimit(range: number): number {
  return RANGE_FACTOR * range;
}

type LimitsOptions = {
  volume: number;
  screensOutliers: boolean;
  /** Of counts charted by `xmr`: limits closer than those of `c` give way to them. */
  atLeastChance?: boolean;
};

/**
 * The limits at one point, from the points of a baseline. Null where there is nothing to draw a mean from, and limits of null where
 * one point alone, or a chart without limits, has none.
 * @param kind one of CHART_KINDS
 * @param baseline in their order, null where nothing is known
 * @param volume of the point itself, for `u` and `p`
 * Sources: Making Data Count (xmr); Montgomery, Introduction to Statistical Quality Control (i, c, u, p); Benneyan 2001 (g); Nelson 1994 (t).
 */
export function limitsFrom(
  kind: ChartKind,
  baseline: (Measure | null)[],
  { volume, screensOutliers, atLeastChance = false }: LimitsOptions,
): Limits | null {
  const known = baseline.filter((measure) => measure !== null);
  if (known.length === 0) return null;
  const values = baseline.map((measure) => measure?.y ?? null);
  const mean = meanOf(known.map(({ y }) => y));
  switch (kind) {
    case "xmr": {
      const limits = aroundRange(mean, meanRange(values, screensOutliers), XMR_FACTOR);
      const chance = ofCounts(mean);
      const isCloser = limits.upper !== null && chance.upper !== null && limits.upper < chance.upper;
      return atLeastChance && isCloser ? chance : limits;
    }
    case "i":
      return aroundRange(mean, meanRange(values, screensOutliers), 3 / D2);
    case "run":
      return around(medianOf(known.map(({ y }) => y)), null);
    case "c":
      return ofCounts(mean);
    case "u":
    case "p": {
      const rate = sumOf(known.map(({ y }) => y)) / sumOf(known.map(({ n }) => n));
      const variance = kind === "u" ? rate : rate * (1 - rate);
      const limits = floored(around(rate, 3 * Math.sqrt(variance / volume)), 0);
      return kind === "p" ? capped(limits, 1) : limits;
    }
    case "g": {
      const limits = floored(around(mean, 3 * Math.sqrt(mean * (mean + 1))), 0);
      return { ...limits, mean: MEDIAN_SHARE * mean };
    }
    case "t": {
      const powers = values.map((value) => (value === null ? null : value ** (1 / NELSON)));
      const centre = meanOf(powers.filter((power) => power !== null));
      return raised(floored(aroundRange(centre, meanRange(powers, screensOutliers), 3 / D2), 0));
    }
  }
}

function aroundRange(mean: number, range: number | null, factor: number): Limits {
  return around(mean, range === null ? null : factor * range);
}

function ofCounts(mean: number): Limits {
  return floored(around(mean, 3 * Math.sqrt(mean)), 0);
}

function around(mean: number, reach: number | null): Limits {
  if (reach === null) return { mean, lower: null, upper: null, nearLower: null, nearUpper: null };
  const near = (2 / 3) * reach;
  return { mean, lower: mean - reach, upper: mean + reach, nearLower: mean - near, nearUpper: mean + near };
}

function floored(limits: Limits, floor: number): Limits {
  const raise = onLimit((limit) => Math.max(limit, floor));
  return { ...limits, lower: raise(limits.lower), nearLower: raise(limits.nearLower) };
}

function capped(limits: Limits, cap: number): Limits {
  const cut = onLimit((limit) => Math.min(limit, cap));
  return { ...limits, upper: cut(limits.upper), nearUpper: cut(limits.nearUpper) };
}

function raised({ mean, lower, upper, nearLower, nearUpper }: Limits): Limits {
  const raise = onLimit((limit) => limit ** NELSON);
  return {
    mean: mean ** NELSON,
    ...{ lower: raise(lower), upper: raise(upper) },
    ...{ nearLower: raise(nearLower), nearUpper: raise(nearUpper) },
  };
}

function onLimit(change: (limit: number) => number): (limit: number | null) => number | null {
  return (limit) => (limit === null ? null : change(limit));
}

function sumOf(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** NaN for an empty list. */
function meanOf(values: number[]): number {
  return sumOf(values) / values.length;
}

/** The middle one, or the mean of the two in the middle; NaN for an empty list. */
function medianOf(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return sorted.length % 2 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
