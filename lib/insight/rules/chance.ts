/** What chance alone goes beyond once in a thousand, upwards and downwards: 99.8 % limits, as a funnel plot's outer ones. */
const BEYOND = 0.001;

/** How often chance alone puts what does not differ beyond both limits together. */
export const BEYOND_LIMITS = 2 * BEYOND;

export type Verdict = "within" | "higher" | "lower";

/** A difference by itself, and how often chance alone would give one as large or larger, to either side. */
export type Judged = { verdict: Verdict; chance: number };

/**
 * Whether a group's share is what chance gives around the share of all: exact binomial tails, without correcting for the group being a part of all.
 * @throws RangeError unless 0 <= count <= n and 0 <= all <= 1
 * Source: Spiegelhalter 2005, Funnel plots for comparing institutional performance; exact limits.
 */
export function judgeShare(count: number, n: number, all: number): Judged {
  if (!(count >= 0 && count <= n && all >= 0 && all <= 1)) throw new RangeError(`${count} of ${n} beside ${all}.`);
  if (n === 0 || all === 0 || all === 1) return { verdict: "within", chance: 1 };
  const here = binomial(count, n, all);
  // The tail that leads away from the middle is summed, and the other one is the rest.
  const isLow = count <= n * all;
  const away = isLow
    ? tailFrom(here, count, (k) => (k / (n - k + 1)) * ((1 - all) / all))
    : tailFrom(here, n - count, (k) => (k / (n - k + 1)) * (all / (1 - all)));
  const rest = Math.min(1, 1 - away + here);
  const [lower, higher] = isLow ? [away, rest] : [rest, away];
  const chance = Math.min(1, 2 * Math.min(lower, higher));
  if (lower < BEYOND) return { verdict: "lower", chance };
  return { verdict: higher < BEYOND ? "higher" : "within", chance };
}

/** Less of a sum than this changes none of its digits. */
const NEGLIGIBLE = 1e-17;

/** The sum of a term and of those that follow it outwards, `steps` of them; `next` is the ratio of each to the one before. */
function tailFrom(first: number, steps: number, next: (k: number) => number): number {
  let [sum, term] = [first, first];
  for (let k = steps; k > 0 && term > NEGLIGIBLE * sum; k--) {
    term *= next(k);
    sum += term;
  }
  return Math.min(1, sum);
}

function binomial(k: number, n: number, share: number): number {
  const ways = logFactorial(n) - logFactorial(k) - logFactorial(n - k);
  return Math.exp(ways + k * Math.log(share) + (n - k) * Math.log1p(-share));
}

export function poisson(k: number, mean: number): number {
  return Math.exp(k * Math.log(mean) - mean - logFactorial(k));
}

const FEW = [0];
for (let k = 1; k < 256; k++) FEW.push((FEW[k - 1] ?? 0) + Math.log(k));

/** Stirling's series, exact to more digits than are kept from 256 on. */
function logFactorial(n: number): number {
  return FEW[n] ?? n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n) + 1 / (12 * n) - 1 / (360 * n ** 3);
}
