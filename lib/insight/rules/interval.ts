/** A figure with how far it may be from the truth. `n` is what it was counted from. */
export type Estimate = { value: number; lower: number; upper: number; n: number };

/** 95 % of a normal distribution lie within so many standard deviations. */
export const Z = 1.959963984540054;

/**
 * A share with its 95 % interval, all between 0 and 1. Null where there is nothing to take a share of.
 * @throws RangeError unless 0 <= count <= n
 * Source: Wilson 1927, without continuity correction.
 */
export function wilson(count: number, n: number): Estimate | null {
  if (!(count >= 0 && count <= n)) throw new RangeError(`${count} of ${n} is no share.`);
  if (n === 0) return null;
  const share = count / n;
  const centre = (share + Z ** 2 / (2 * n)) / (1 + Z ** 2 / n);
  const reach = (Z / (1 + Z ** 2 / n)) * Math.sqrt((share * (1 - share)) / n + Z ** 2 / (4 * n ** 2));
  // At none and at all the formula gives the bound itself but for the last digits.
  return {
    value: share,
    lower: count === 0 ? 0 : Math.max(0, centre - reach),
    upper: count === n ? 1 : Math.min(1, centre + reach),
    n,
  };
}

/**
 * A rate of events per unit of volume with its 95 % interval. Null where there is no volume.
 * @param per what the rate is told for, as 1,000 bed days
 * @throws RangeError for a negative count or volume
 * Source: Byar's approximation to the exact Poisson interval (Breslow and Day 1987).
 */
export function rate(count: number, volume: number, per: number): Estimate | null {
  if (!(count >= 0 && volume >= 0)) throw new RangeError(`${count} in ${volume} is no rate.`);
  if (volume === 0) return null;
  const bound = (events: number, z: number) =>
    events === 0 ? 0 : events * (1 - 1 / (9 * events) + z / (3 * Math.sqrt(events))) ** 3;
  const scale = per / volume;
  return { value: count * scale, lower: bound(count, -Z) * scale, upper: bound(count + 1, Z) * scale, n: volume };
}

/**
 * The value below which a share of the values lies, between its neighbours in proportion. Null without values.
 * @param share from 0 to 1: 0.5 is the median, 0.9 the 90th centile
 * Source: Hyndman and Fan 1996, definition 7, which spreadsheets use.
 */
export function centile(values: number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) return null;
  return below + (place - Math.floor(place)) * (above - below);
}

/**
 * A centile with its 95 % interval, from the ranks between which it lies with that chance. Null without values; with few of them the
 * interval ends at the least or the greatest.
 * Source: Conover, Practical Nonparametric Statistics; ranks by the normal approximation to the binomial.
 */
export function centileEstimate(values: number[], share: number): Estimate | null {
  const value = centile(values, share);
  if (value === null) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const n = sorted.length;
  const reach = Z * Math.sqrt(n * share * (1 - share));
  const at = (rank: number) => sorted[Math.min(n, Math.max(1, rank)) - 1] ?? value;
  return { value, lower: at(Math.floor(n * share - reach)), upper: at(Math.ceil(n * share + reach) + 1), n };
}

/**
 * A share in whole per cent, to the nearest, but 0% only where it is none and 100% only where it is all: 1 of 400 is "<1%", 399 of 400 ">99%".
 * Shares between 0 and 1.
 */
export function wholePercent(share: number): string {
  const nearest = Math.round(100 * share);
  if (nearest === 0 && share > 0) return "<1%";
  return nearest === 100 && share < 1 ? ">99%" : `${nearest}%`;
}

/**
 * The lower end of an interval to so many decimals, down, so that it is never told narrower than it is: 0.57 times 100 is a little less than 57 in binary
 * fractions, and is 57.
 */
export function roundDown(value: number, decimals: number): number {
  const by = 10 ** decimals;
  return Math.floor(value * by + 1e-9) / by;
}

/** The upper end, up. */
export function roundUp(value: number, decimals: number): number {
  const by = 10 ** decimals;
  return Math.max(0, Math.ceil(value * by - 1e-9)) / by;
}

/** A share in whole per cent, down. */
export function percentDown(share: number): number {
  return roundDown(100 * share, 0);
}

/** The same, up. */
export function percentUp(share: number): number {
  return roundUp(100 * share, 0);
}
