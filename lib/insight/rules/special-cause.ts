import type { Limits } from "./limits";

/**
 * What makes a point one of special cause, in the order in which the first that holds names it.
 * Source: NHS England, Making Data Count; its four rules as NHSRplotthedots counts them.
 */
export const SPECIAL_CAUSES = [
  "above_limit",
  "below_limit",
  "two_of_three_above",
  "two_of_three_below",
  "seven_above",
  "seven_below",
  "seven_rising",
  "seven_falling",
] as const;
export type SpecialCause = (typeof SPECIAL_CAUSES)[number];

/** Points that make a run, on one side of the mean or all in one direction. */
export const RUN = 7;

export type Charted = { value: number | null; limits: Limits | null };

/**
 * The rules that hold at each point, of one phase with its own limits: (1) outside the limits; (2) seven on one side of the mean; (3) seven
 * all rising or all falling; (4) two of three beyond the near limit, yet inside the limits, with all three on the same side. Of a run every
 * point is named, of rule 4 only the points beyond the near limit. A point that is not known ends a run.
 */
export function specialCauses(points: Charted[]): SpecialCause[][] {
  const found = points.map(() => new Set<SpecialCause>());
  const mark = (cause: SpecialCause, from: number, length: number) => {
    for (let index = from; index < from + length; index += 1) found[index]?.add(cause);
  };
  const zones = points.map(zoneOf);
  const sides = zones.map((zone) => (zone === null ? null : Math.sign(zone)));
  const steps = points.map(({ value }, index) => stepTo(value, points[index - 1]?.value ?? null));

  for (const [index, zone] of zones.entries()) {
    if (zone === 3) mark("above_limit", index, 1);
    if (zone === -3) mark("below_limit", index, 1);
  }
  for (const { of, from, length } of runsOf(sides)) {
    if (of !== 0 && length >= RUN) mark(of > 0 ? "seven_above" : "seven_below", from, length);
  }
  for (const { of, from, length } of runsOf(steps)) {
    // Six steps join seven points.
    if (of !== 0 && length >= RUN - 1) mark(of > 0 ? "seven_rising" : "seven_falling", from - 1, length + 1);
  }
  for (let from = 0; from + 3 <= zones.length; from += 1) {
    const three = zones.slice(from, from + 3);
    for (const [side, cause] of [[1, "two_of_three_above"] as const, [-1, "two_of_three_below"] as const]) {
      if (!three.every((zone) => zone !== null && Math.sign(zone) === side)) continue;
      const near = three.flatMap((zone, index) => (zone === 2 * side ? [from + index] : []));
      if (near.length >= 2) for (const index of near) mark(cause, index, 1);
    }
  }
  return found.map((causes) => SPECIAL_CAUSES.filter((cause) => causes.has(cause)));
}

/**
 * Where a value stands: 0 on the mean, 1 on the far side of it, 2 beyond the near limit, 3 beyond the limit; negative below the mean. Null
 * where nothing is known.
 */
function zoneOf({ value, limits }: Charted): number | null {
  if (value === null || limits === null) return null;
  const { mean, lower, upper, nearLower, nearUpper } = limits;
  if (isSame(value, mean)) return 0;
  if (value > mean) return isBeyond(value, upper) ? 3 : isBeyond(value, nearUpper) ? 2 : 1;
  return isBeyond(lower, value) ? -3 : isBeyond(nearLower, value) ? -2 : -1;
}

function stepTo(value: number | null, before: number | null): number | null {
  if (value === null || before === null) return null;
  return isSame(value, before) ? 0 : Math.sign(value - before);
}

function isBeyond(value: number | null, limit: number | null): boolean {
  return value !== null && limit !== null && value > limit && !isSame(value, limit);
}

/** Sums of binary fractions differ in their last digits; a tenth counted ten times is still one. */
export function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}

type Run = { of: number; from: number; length: number };

/** Stretches of the same number, null in none of them. */
function runsOf(values: (number | null)[]): Run[] {
  const runs: Run[] = [];
  for (const [index, of] of values.entries()) {
    const last = runs.at(-1);
    if (of === null) continue;
    if (last && last.of === of && last.from + last.length === index) last.length += 1;
    else runs.push({ of, from: index, length: 1 });
  }
  return runs;
}

/** The longest run on one side of the centre and how often the series crosses it, with what chance alone would hardly pass. */
export type RunsAnalysis = {
  useful: number;
  longestRun: number;
  longestRunMax: number;
  crossings: number;
  crossingsMin: number;
  isSignal: boolean;
};

/**
 * Whether a series runs longer on one side of its centre, or crosses it less often, than chance would have it. Points on the centre tell
 * nothing and are left out.
 * Source: Anhoej and Olesen 2014: longest run over log2(n) + 3, rounded; crossings under the 5 % quantile of a binomial of n - 1 and one half.
 */
export function analyseRuns(points: Charted[]): RunsAnalysis {
  const sides = points.map(zoneOf).flatMap((zone) => (zone ? [Math.sign(zone)] : []));
  const useful = sides.length;
  const runs = runsOf(sides);
  const longestRun = Math.max(0, ...runs.map(({ length }) => length));
  const crossings = Math.max(0, runs.length - 1);
  const longestRunMax = useful === 0 ? 0 : Math.round(Math.log2(useful) + 3);
  const crossingsMin = binomialQuantile(0.05, Math.max(0, useful - 1));
  return {
    ...{ useful, longestRun, longestRunMax, crossings, crossingsMin },
    isSignal: useful > 0 && (longestRun > longestRunMax || crossings < crossingsMin),
  };
}

/** The least k with at least `share` of a binomial of `n` fair tosses at or below it. */
function binomialQuantile(share: number, n: number): number {
  // In logarithms: a half to the power of a thousand is not a number any more.
  let logMass = n * Math.log(0.5);
  let below = Math.exp(logMass);
  let k = 0;
  while (below < share && k < n) {
    logMass += Math.log((n - k) / (k + 1));
    k += 1;
    below += Math.exp(logMass);
  }
  return k;
}
