import type { ChartPoint, ControlChart, Verdict } from "./control-chart";
import { digitsApart, type Format, plainly } from "./digits";
import { SPECIAL_CAUSES, type SpecialCause } from "./special-cause";

/** Points next to each other that one rule names, as positions in the chart, both included. */
export type Episode = { cause: SpecialCause; from: number; to: number; verdict: Verdict; says: string };

/**
 * What is special in a chart, in its order, each with a sentence: where, what, and the figure that it is held against.
 * @param format how a value is written, as "12.4" or "35 %"
 * @param centre what the line between the limits is
 */
export function episodesOf({ points }: ControlChart, format: Format = plainly, centre = "mean"): Episode[] {
  const more = digitsApart(points, format);
  const found = SPECIAL_CAUSES.flatMap((cause) => stretchesOf(points, cause).map((stretch) => ({ cause, ...stretch })));
  return found
    .toSorted((a, b) => a.from - b.from || SPECIAL_CAUSES.indexOf(a.cause) - SPECIAL_CAUSES.indexOf(b.cause))
    .map((episode) => ({
      ...episode,
      verdict: points[episode.from]?.verdict ?? "common_cause",
      says: say(episode, points.slice(episode.from, episode.to + 1), { format, more, centre }),
    }));
}

/**
 * The strongest first: of the newest limits before older ones; a shift or trend that still lasts, then points beyond the limits and shifts
 * that are over, the newest first, and last two of three close to a limit. So whoever reads one sentence reads that the level has changed,
 * and not the newest point or two that may be chance.
 */
export function byStrength(episodes: Episode[], { points }: ControlChart): Episode[] {
  const last = points.findLastIndex(({ value }) => value !== null);
  const strength = ({ cause, to }: Episode) => {
    if (cause.startsWith("two_of_three")) return 2;
    return cause.startsWith("seven") && to === last ? 0 : 1;
  };
  const phase = ({ to }: Episode) => points[to]?.phase ?? 0;
  return episodes.toSorted(
    (a, b) =>
      phase(b) - phase(a) || strength(a) - strength(b) || b.to - a.to || a.from - b.from || orderOf(a) - orderOf(b),
  );
}

const orderOf = ({ cause }: Episode) => SPECIAL_CAUSES.indexOf(cause);

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

type Words = { format: Format; more: number; centre: string };

function say({ cause }: { cause: SpecialCause }, points: ChartPoint[], { format, more, centre }: Words): string {
  const [first] = points;
  const last = points.at(-1);
  if (!first?.limits || !last) return "";
  const { limits, value } = first;
  const where = first === last ? first.x : `${first.x} to ${last.x}`;
  const limit = (bound: number | null) => (bound === null ? "its limit" : `the limit of ${format(bound, more)}`);
  const here = value === null ? "the value" : format(value, more);
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
