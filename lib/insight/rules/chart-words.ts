import type { Episode } from "./cause-words";
import type { ControlChart } from "./control-chart";

export type ReadOf = {
  chart: ControlChart;
  /** The newest limits would be drawn from too little to say anything. */
  isThin: boolean;
  /** Of what is shown, the strongest first. */
  episodes: Episode[];
  /** The first point that is shown. */
  start: number;
  subject: string;
  period: "week" | "month" | "event";
  format: (value: number) => string;
};

/** What a chart says, in one sentence that would do without it, and a second where its limits are not to be trusted yet. */
export function readChart(read: ReadOf): string {
  const { chart, start, subject, period, format } = read;
  const known = chart.points.slice(start).filter(({ value }) => value !== null);
  const [only] = known;
  if (!only) return `${subject}: nothing that could be charted in this time.`;
  if (known.length === 1) {
    return `${subject}: one ${period} so far, ${format(only.value ?? 0)}. One point has no limits.`;
  }
  if (known.every(({ value }) => value === 0)) return `${subject}: none in ${known.length} ${period}s.`;
  if (read.isThin) return `${subject}: too few for limits in ${known.length} ${period}s, so nothing is flagged.`;
  const trial = chart.phases.at(-1)?.isTrial ? ` Limits of fewer than 12 ${period}s: trial limits.` : "";
  return `${tellNewest(read, known.length)}${trial}`;
}

function tellNewest(read: ReadOf, shown: number): string {
  const { chart, episodes, start, subject, period, format } = read;
  const phase = chart.points.at(-1)?.phase;
  const strongest = episodes.find(({ to }) => chart.points[to]?.phase === phase);
  if (strongest) return `${subject} ${tellEpisode(strongest, read)}.`;
  const mean = chart.points.findLast((point) => point.value !== null && point.phase === phase)?.limits?.mean;
  if (mean === undefined) return `${subject}: there are no limits yet to hold ${shown} ${period}s against.`;
  const usual = `, around ${format(mean)}`;
  const begun = chart.points.findIndex((point) => point.phase === phase);
  if (begun <= start) return `${subject} went up and down as usual${usual}: none of ${shown} ${period}s stands out.`;
  // What stands out before is of limits that were taken back.
  const since = chart.points.slice(begun).filter(({ value }) => value !== null).length;
  return `${subject} went up and down as usual since limits began anew${usual}: none of the ${since} ${period}s since ${nameOf(chart.points[begun], period)} stands out.`;
}

function nameOf(point: { x: string } | undefined, period: ReadOf["period"]): string {
  return `${period === "week" ? "the week of " : ""}${point?.x ?? ""}`;
}

function tellEpisode({ cause, from, to }: Episode, { chart, period, format }: ReadOf): string {
  const name = (at: number) => nameOf(chart.points[at], period);
  const length = to - from + 1;
  const isOn = to === chart.points.findLastIndex(({ value }) => value !== null);
  const have = isOn ? "have been" : "were";
  const span = isOn ? `since ${name(from)}` : `from ${name(from)} to ${name(to)}`;
  const usual = `their usual ${format(chart.points[from]?.limits?.mean ?? 0)}`;
  const when = `${period === "event" ? "on" : "in"} ${name(from)}`;
  switch (cause) {
    case "above_limit":
      return `rose above their limits ${when}`;
    case "below_limit":
      return `fell below their limits ${when}`;
    case "two_of_three_above":
      return `came close to their upper limit in two of three ${period}s, by ${name(to)}`;
    case "two_of_three_below":
      return `came close to their lower limit in two of three ${period}s, by ${name(to)}`;
    case "seven_above":
      return `${have} above ${usual} ${span}, ${length} ${period}s in a row`;
    case "seven_below":
      return `${have} below ${usual} ${span}, ${length} ${period}s in a row`;
    case "seven_rising":
      return `rose ${length} ${period}s in a row, by ${name(to)}`;
    case "seven_falling":
      return `fell ${length} ${period}s in a row, by ${name(to)}`;
    default:
      return cause satisfies never;
  }
}
