/** More lines than that across a chart are noise. */
const MOST_STEPS = 6;

/**
 * Where the lines of an axis stand, from none to `most` or just above: in steps of 1, 2 or 5 times a power of ten, as people count. Of what is
 * counted one by one there is no step below one: 4 gives 0, 1, 2, 3, 4.
 */
export function niceTicks(most: number, { isWhole }: { isWhole: boolean }): number[] {
  if (!(most > 0) || !Number.isFinite(most)) return [0, 1];
  const rough = most / MOST_STEPS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const nice = [1, 2, 5, 10].map((times) => times * power).find((step) => step >= rough * (1 - 1e-9)) ?? 10 * power;
  const step = isWhole ? Math.max(1, nice) : nice;
  const steps = Math.max(1, Math.ceil(most / step - 1e-9));
  // Sums of binary fractions differ in their last digits.
  return Array.from({ length: steps + 1 }, (_, at) => Number((at * step).toPrecision(12)));
}
