import { type Estimate, Z } from "./interval";

/** How often a time was taken. */
export type TimeCount = { value: number; count: number };

/** Of times taken: how many there are, their median and their 90th centile, each with its 95 % interval. Null without any. */
export type Times = { n: number; median: Estimate | null; ninetieth: Estimate | null };

export function measureTimes(counts: TimeCount[]): Times {
  return {
    n: counts.reduce((sum, { count }) => sum + count, 0),
    median: centileOfCounts(counts, 0.5),
    ninetieth: centileOfCounts(counts, 0.9),
  };
}

/**
 * The same as `centileEstimate` of the values one by one, from how often each occurs.
 * @param share from 0 to 1
 * Source: see `centileEstimate`.
 */
export function centileOfCounts(counts: TimeCount[], share: number): Estimate | null {
  const sorted = counts.filter(({ count }) => count > 0).toSorted((a, b) => a.value - b.value);
  const n = sorted.reduce((sum, { count }) => sum + count, 0);
  if (n === 0) return null;
  const at = (rank: number) => valueAt(sorted, Math.min(n, Math.max(1, rank)));
  const place = share * (n - 1);
  const below = at(Math.floor(place) + 1);
  const reach = Z * Math.sqrt(n * share * (1 - share));
  return {
    value: below + (place - Math.floor(place)) * (at(Math.ceil(place) + 1) - below),
    lower: at(Math.floor(n * share - reach)),
    upper: at(Math.ceil(n * share + reach) + 1),
    n,
  };
}

/** The value at a rank, from 1. */
function valueAt(sorted: TimeCount[], rank: number): number {
  let passed = 0;
  for (const { value, count } of sorted) {
    passed += count;
    if (passed >= rank) return value;
  }
  return sorted.at(-1)?.value ?? 0;
}
