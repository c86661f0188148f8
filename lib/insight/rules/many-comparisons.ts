/** Of the differences that are told, so many are expected to be chance at most. */
export const FALSE_DISCOVERIES = 0.05;

/**
 * Which of many comparisons hold up beside each other, by the chance that each would have if nothing differed; in the order given.
 * Example: of 0.001, 0.02, 0.04 and 0.3 the first two, as 0.04 is more than 3 of 4 parts of 0.05.
 * Source: Benjamini and Hochberg 1995, Controlling the false discovery rate; for groups beside each other Jones, Ohlssen and Spiegelhalter 2008.
 * @throws RangeError unless every chance is from 0 to 1
 */
export function holdUp(chances: readonly number[], rate: number = FALSE_DISCOVERIES): boolean[] {
  if (chances.some((chance) => !(chance >= 0 && chance <= 1))) throw new RangeError("A chance is from 0 to 1.");
  const sorted = chances.toSorted((a, b) => a - b);
  const last = sorted.findLastIndex((chance, at) => chance <= ((at + 1) / sorted.length) * rate);
  const most = sorted[last] ?? -1;
  return chances.map((chance) => chance <= most);
}
