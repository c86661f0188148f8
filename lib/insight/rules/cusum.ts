/** One period of a unit and a cause: how many cases, in what volume (1 where none is known). */
export type CusumPoint = { x: string; count: number; volume: number };

export type CusumStep = CusumPoint & {
  /** What has piled up above the usual, before a prompt sets it back. */
  sum: number;
  isPrompt: boolean;
};

/**
 * What a period's count is held against: between the usual rate and the rate that is looked for, where both are equally likely.
 * Source: Page 1954 for counts as Lucas 1985 has it: k = (l1 - l0) / (ln l1 - ln l0).
 */
export function referenceRate(usual: number, ratio: number): number {
  return (usual * ratio - usual) / Math.log(ratio);
}

/**
 * Adds up what goes beyond the usual, period by period, and prompts once it has reached `threshold`; then it begins anew. Sooner than a chart
 * of single months does it see a lasting rise of half again to twice as many.
 * @param usual cases per unit of volume, above 0
 * @param ratio of the rise that is looked for, above 1
 * @throws RangeError for a usual rate, ratio or threshold that leaves nothing to look for
 */
export function cusum(
  points: CusumPoint[],
  { usual, ratio, threshold }: { usual: number; ratio: number; threshold: number },
): CusumStep[] {
  refuseNothingToLookFor(usual, ratio);
  if (!(threshold > 0)) throw new RangeError("A threshold is above 0.");
  const reference = referenceRate(usual, ratio);
  let before = 0;
  return points.map((point) => {
    const sum = Math.max(0, before + point.count - point.volume * reference);
    const isPrompt = sum >= threshold;
    before = isPrompt ? 0 : sum;
    return { ...point, sum, isPrompt };
  });
}

const SIMULATIONS = 2_000;

/**
 * The threshold that so large a share of units in which nothing changes reach by chance within so many periods, found by simulation. The
 * same for the same input, always.
 * @param expected cases in a period, above 0
 * @param falseAlarms share of unchanged units with a prompt within `periods`, between 0 and 1
 */
export function simulateThreshold({
  expected,
  ratio,
  periods,
  falseAlarms,
}: {
  expected: number;
  ratio: number;
  periods: number;
  falseAlarms: number;
}): number {
  refuseNothingToLookFor(expected, ratio);
  if (!(falseAlarms > 0 && falseAlarms < 1)) throw new RangeError("A share of false alarms is between 0 and 1.");
  const reference = referenceRate(expected, ratio);
  const random = seeded(0x5eed);
  const highest = Array.from({ length: SIMULATIONS }, () => {
    let sum = 0;
    let most = 0;
    for (let period = 0; period < periods; period += 1) {
      sum = Math.max(0, sum + poisson(expected, random) - reference);
      most = Math.max(most, sum);
    }
    return most;
  }).toSorted((a, b) => a - b);
  // The least that at most that share reaches.
  const allowed = Math.floor(falseAlarms * SIMULATIONS);
  const reached = highest[SIMULATIONS - allowed - 1] ?? 0;
  return Math.max(reached + 1e-9, Number.EPSILON);
}

function refuseNothingToLookFor(usual: number, ratio: number): void {
  if (!(usual > 0)) throw new RangeError("A usual rate is above 0.");
  if (!(ratio > 1)) throw new RangeError("A rise that is looked for is above 1.");
}

/** A Poisson number: by its products for few (Knuth), as a sum of halves for many. */
function poisson(mean: number, random: () => number): number {
  if (mean > 30) return poisson(mean / 2, random) + poisson(mean / 2, random);
  const bound = Math.exp(-mean);
  let product = random();
  let count = 0;
  while (product > bound) {
    product *= random();
    count += 1;
  }
  return count;
}

/** Numbers between 0 and 1 that come in the same order each time: a linear congruential generator with the factors of Knuth and Lewis. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
