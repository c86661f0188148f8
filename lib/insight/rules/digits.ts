import { type Charted, isSame } from "./special-cause";

/** How a value is written; with `more`, in so many more digits after the point than usual. */
export type Format = (value: number, more?: number) => string;

/** Beyond so many, two numbers differ by nothing that anybody counted. */
const MOST = 6;

/**
 * How many more digits than usual the points and limits of a chart are written in, so that no point beyond a limit reads as if it lay on it:
 * a point of 20 beyond a limit of 19.988 takes one, and is then above 19.99.
 */
export function digitsApart(points: Charted[], format: Format): number {
  const beyond = points.flatMap(beyondIts);
  let more = 0;
  while (more < MOST && beyond.some(([value, limit]) => format(value, more) === format(limit, more))) more += 1;
  return more;
}

/** A point with the limit that it lies beyond. */
function beyondIts({ value, limits }: Charted): [number, number][] {
  if (value === null || limits === null) return [];
  const { upper, lower } = limits;
  const limit = upper !== null && value > upper ? upper : lower !== null && value < lower ? lower : null;
  return limit === null || isSame(value, limit) ? [] : [[value, limit]];
}
