/** A cause with how much of all it makes up. Shares are between 0 and 1. */
export type ParetoBar = { cause: string; count: number; share: number; cumulative: number; isVital: boolean };

/** The few causes that make up so much are the vital ones. */
const VITAL_SHARE = 0.8;

/**
 * Causes by their weight, the heaviest first and equal ones by name, each with the share of all that it and those before it make up. Vital
 * are those before which four fifths are not yet reached. Causes of nothing are left out.
 * @param counts of each cause, or the sum of the severities of its issues
 * @throws RangeError for a negative count
 * Source: Juran's use of Pareto's principle.
 */
export function pareto(counts: { cause: string; count: number }[]): ParetoBar[] {
  const negative = counts.find(({ count }) => !(count >= 0));
  if (negative) throw new RangeError(`${negative.cause}: a count cannot be ${negative.count}.`);
  const sorted = counts
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count || a.cause.localeCompare(b.cause, "en"));
  const total = sorted.reduce((sum, { count }) => sum + count, 0);
  let before = 0;
  return sorted.map(({ cause, count }) => {
    // Counted in whole numbers until the end, so that four of five are exactly four fifths.
    const isVital = before < VITAL_SHARE * total;
    before += count;
    return { cause, count, share: count / total, cumulative: before / total, isVital };
  });
}
