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

// One for each number of digits: made anew at each figure, they took a fifth of the time of a page of charts.
const formats: Intl.NumberFormat[] = [];

/** "1,234.5": a number with at most so many digits after its point. */
export function inDigits(value: number, most: number): string {
  formats[most] ??= new Intl.NumberFormat("en", { maximumFractionDigits: most });
  return formats[most].format(value);
}

/** Three digits that tell, and no more after the point than that takes; with `more`, so many more. */
export function plainly(value: number, more = 0): string {
  const size = Math.abs(value);
  return inDigits(value, more + (size >= 100 ? 0 : size >= 10 ? 1 : 2));
}
