import type { ChartPoint, ControlChart, Verdict } from "./control-chart";
import { SPECIAL_CAUSES, type SpecialCause } from "./special-cause";

/** Points next to each other that one rule names, as positions in the chart, both included. */
export type Episode = { cause: SpecialCause; from: number; to: number; verdict: Verdict; says: string };

/**
 * What is special in a chart, in its order, each with a sentence: where, what, and the figure that it is held against.
 * @param format how a value is written, as "12.4" or "35 %"
 * @param centre what the line between the limits is
 */
export function episodesOf(
  { points }: ControlChart,
  format: (value: number) => string = plainly,
  centre = "mean",
): Episode[] {
  const found = SPECIAL_CAUSES.flatMap((cause) => stretchesOf(points, cause).map((stretch) => ({ cause, ...stretch })));
  return found
    .toSorted((a, b) => a.from - b.from || SPECIAL_CAUSES.indexOf(a.cause) - SPECIAL_CAUSES.indexOf(b.cause))
    .map((episode) => ({
      ...episode,
      verdict: points[episode.from]?.verdict ?? "common_cause",
      says: say(episode, points.slice(episode.from, episode.to + 1), { format, centre }),
    }));
}

type Stretch = { from: number; to: number };

/** The third of three, that is not close to the limit itself, stands between two that are. */
function stretchesOf(points: ChartPoint[], cause: SpecialCause): Stretch[] {
  const reach = cause.startsWith("two_of_three") ? 2 : 1;
  const stretches: Stretch[] = [];
  for (const [index, { causes, phase }] of points.entries()) {
    if (!causes.includes(cause)) continue;
    const last = stretches.at(-1);
    const isNext = last && index - last.to <= reach && points[last.to]?.phase === phase;
    // A point outside the limits is one of its own: the next one is another.
    if (isNext && !cause.endsWith("limit")) last.to = index;
    else stretches.push({ from: index, to: index });
  }
  return stretches;
}

type Words = { format: (value: number) => string; centre: string };

function say({ cause }: { cause: SpecialCause }, points: ChartPoint[], { format, centre }: Words): string {
  const [first] = points;
  const last = points.at(-1);
  if (!first?.limits || !last) return "";
  const { limits, value } = first;
  const where = first === last ? first.x : `${first.x} to ${last.x}`;
  const limit = (bound: number | null) => (bound === null ? "its limit" : `the limit of ${format(bound)}`);
  const here = value === null ? "the value" : format(value);
  switch (cause) {
    case "above_limit":
      return `${where}: ${here} is above ${limit(limits.upper)}.`;
    case "below_limit":
      return `${where}: ${here} is below ${limit(limits.lower)}.`;
    case "two_of_three_above":
      return `${where}: of three in a row, two and more come close to ${limit(limits.upper)} from below.`;
    case "two_of_three_below":
      return `${where}: of three in a row, two and more come close to ${limit(limits.lower)} from above.`;
    case "seven_above":
      return `${where}: ${points.length} in a row are above the ${centre} of ${format(limits.mean)}.`;
    case "seven_below":
      return `${where}: ${points.length} in a row are below the ${centre} of ${format(limits.mean)}.`;
    case "seven_rising":
      return `${where}: ${points.length} in a row, each higher than the one before.`;
    case "seven_falling":
      return `${where}: ${points.length} in a row, each lower than the one before.`;
  }
}

/** Three digits that tell, and no more after the point than that takes. */
function plainly(value: number): string {
  const size = Math.abs(value);
  const maximumFractionDigits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return value.toLocaleString("en", { maximumFractionDigits });
}
