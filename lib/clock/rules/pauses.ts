import type { Pause } from "../schema";

/** A pause as instants. */
export type Stretch = { from: Date; until: Date };

/**
 * Pauses as stretches in their order and joined where they meet, so that no moment counts twice whatever was recorded. None begins before
 * `start` or lasts past `end`; one that has not ended lasts until `open`.
 */
export function stretchesOf(
  pauses: readonly Pause[],
  { start, open, end }: { start: Date; open: Date; end: Date | null },
): Stretch[] {
  const within = pauses
    .map(({ from, until }) => ({
      from: latest(new Date(from), start),
      until: earliest(until === null ? open : new Date(until), end),
    }))
    .filter(({ from, until }) => from < until)
    .toSorted((a, b) => a.from.getTime() - b.from.getTime());
  const joined: Stretch[] = [];
  for (const stretch of within) {
    const last = joined.at(-1);
    if (last && stretch.from <= last.until) last.until = latest(last.until, stretch.until);
    else joined.push({ ...stretch });
  }
  return joined;
}

function latest(a: Date, b: Date): Date {
  return a > b ? a : b;
}

function earliest(a: Date, b: Date | null): Date {
  return b !== null && b < a ? b : a;
}
