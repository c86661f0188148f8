/** A seeded source of chance: the same seed gives the same sequence everywhere. */
export type Random = {
  next(): number;
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  weighted<T>(list: readonly T[], weightOf: (item: T) => number): T;
  shuffle<T>(list: readonly T[]): T[];
  /** A source of its own, so that what one part draws does not move the others. */
  fork(name: string): Random;
};

export function seededRandom(seed: string): Random {
  const next = mulberry32(hashText(seed));
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (list) => itemAt(list, int(0, list.length - 1)),
    weighted: (list, weightOf) => pickWeighted(next, list, weightOf),
    shuffle: (list) => shuffled(int, list),
    fork: (name) => seededRandom(`${seed}/${name}`),
  };
}

/** A UUID of version 7 whose time part is `at` and whose other bits come from `random`. */
export function idAt(random: Random, at: Date): string {
  const time = at.getTime().toString(16).padStart(12, "0");
  const bits = (digits: number) =>
    Math.floor(random.next() * 16 ** digits)
      .toString(16)
      .padStart(digits, "0");
  const variant = "89ab".charAt(random.int(0, 3));
  return `${time.slice(0, 8)}-${time.slice(8)}-7${bits(3)}-${variant}${bits(3)}-${bits(6)}${bits(6)}`;
}

/** The item at an index that is known to be inside the list. */
export function itemAt<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new RangeError(`There is no item ${index} in a list of ${list.length}.`);
  return item;
}

function pickWeighted<T>(next: () => number, list: readonly T[], weightOf: (item: T) => number): T {
  const weights = list.map(weightOf);
  let rest = next() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [index, weight] of weights.entries()) {
    rest -= weight;
    if (rest < 0) return itemAt(list, index);
  }
  return itemAt(list, list.length - 1);
}

function shuffled<T>(int: (min: number, max: number) => number, list: readonly T[]): T[] {
  const rest = [...list];
  return list.map(() => {
    const [taken] = rest.splice(int(0, rest.length - 1), 1);
    return taken as T;
  });
}

// FNV-1a, to turn a name into a seed.
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

// Tommy Ettinger's mulberry32, a public-domain generator.
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
