import { cusum, simulateThreshold } from "./cusum";
import { THRESHOLDS } from "./thresholds";

/**
 * What the early warning looks for, and how often it is wrong: a rate twice the usual of the year before, watched for three quarters; of a
 * hundred series in which nothing changes one is prompted.
 */
export const WATCH = { weeks: 39, usualWeeks: 52, leastUsualWeeks: 26, ratio: 2, falseAlarms: 0.01 } as const;

/** For "12 in the last 4 weeks": as many whole weeks as every other figure of late is counted in. */
const TOLD_WEEKS = 4;
/** A prompt that has been quiet for longer is over. */
export const STANDS_WEEKS = 8;

/** Counts of one unit and one cause, a whole week each, oldest first. */
export type WatchedSeries = { weeks: { week: string; count: number }[] };

export type Warning = {
  /** The week in which what piled up began. */
  since: string;
  /** The weeks of the first prompt and of the last. */
  promptedFirst: string;
  promptedLast: string;
  /** Issues in the last four whole weeks of the series, whenever it was prompted, and the Monday that these begin on. */
  count: number;
  countedFrom: string;
  /** The last of those weeks. */
  countedLast: string;
  /** What is usual in four, and the weeks that say so, the last of them by its Monday. */
  usual: number;
  usualWeeks: number;
  usualLast: string;
};

/**
 * Whether a series has been prompted of late, and since when it rises; null where it has not, or where there is too little to know what is
 * usual. A prompt says where to look, and nothing about what is found there.
 */
export function warn(series: WatchedSeries): Warning | null {
  const { watched, before } = split(series);
  const all = sumOf(before);
  const steps = stepsOf(series);
  const first = steps.findIndex(({ isPrompt }) => isPrompt);
  const last = steps.findLastIndex(({ isPrompt }) => isPrompt);
  if (first < 0 || last < steps.length - STANDS_WEEKS) return null;
  const usualCount = (all + 0.5) / before.length;
  const told = watched.slice(-TOLD_WEEKS);
  return {
    since: watched[likeliestStart(watched.slice(0, last + 1), { latest: first, usual: usualCount })]?.week ?? "",
    promptedFirst: watched[first]?.week ?? "",
    promptedLast: watched[last]?.week ?? "",
    ...{ count: sumOf(told), countedFrom: told[0]?.week ?? "", countedLast: told.at(-1)?.week ?? "" },
    ...{ usual: (TOLD_WEEKS * all) / before.length, usualWeeks: before.length, usualLast: before.at(-1)?.week ?? "" },
  };
}

/** Whether there are weeks enough to know what is usual: a shorter series is never prompted. */
export function isWatched(series: WatchedSeries): boolean {
  return split(series).before.length >= WATCH.leastUsualWeeks;
}

/** Whether a series has been prompted in any of the weeks that are watched: what the share of false alarms is said of. */
export function isEverPrompted(series: WatchedSeries): boolean {
  return stepsOf(series).some(({ isPrompt }) => isPrompt);
}

function split({ weeks }: WatchedSeries) {
  return { watched: weeks.slice(-WATCH.weeks), before: weeks.slice(0, -WATCH.weeks).slice(-WATCH.usualWeeks) };
}

/** The weeks that are watched, each with whether it prompts; none of a series that is too short. */
function stepsOf(series: WatchedSeries) {
  if (!isWatched(series)) return [];
  const { watched, before } = split(series);
  const usual = cautious(sumOf(before), before.length);
  return cusum(
    watched.map(({ week, count }) => ({ x: week, count, volume: 1 })),
    { usual, ratio: WATCH.ratio, threshold: thresholdFor(usual) },
  );
}

/**
 * The week from which a lasting rise up to the end explains the counts best.
 * Source: Pignatiello and Samuel 2001, the likeliest change point of a Poisson rate.
 */
function likeliestStart(weeks: { count: number }[], { latest, usual }: { latest: number; usual: number }): number {
  let best = { at: 0, gain: 0 };
  for (let at = 0; at <= latest; at += 1) {
    const since = weeks.slice(at);
    const rate = sumOf(since) / since.length;
    const gain = rate > usual ? since.length * (rate * Math.log(rate / usual) - rate + usual) : 0;
    if (gain > best.gain) best = { at, gain };
  }
  return best.at;
}

/**
 * The usual rate, half a standard error above what was counted: a year of few cases tells it roughly, and simulation shows that false alarms
 * then come as seldom as is said.
 */
function cautious(count: number, weeks: number): number {
  const seen = count + 0.5;
  const rate = (seen + 0.5 * Math.sqrt(seen)) / weeks;
  const grid = rate > FEW ? COARSE_GRID : GRID;
  return Math.ceil(grid * rate) / grid;
}

// Rates are rounded up to a twentieth, of more than ten issues to a half, so that few thresholds serve all units.
const GRID = 20;
const FEW = 10;
const COARSE_GRID = 2;
/** Of more issues a week than the table has: found once in a process. */
const found = new Map<number, number>();

/** The threshold for a usual rate on the grid: from the table, or simulated where the rate is beyond it. */
export function thresholdFor(usual: number): number {
  const place = usual > FEW ? GRID * FEW + COARSE_GRID * (usual - FEW) : GRID * usual;
  const known = THRESHOLDS[Math.round(place) - 1] ?? found.get(usual);
  if (known !== undefined) return known;
  const threshold = simulateFor(usual);
  found.set(usual, threshold);
  return threshold;
}

/** What the table is made of. */
export function simulateFor(usual: number): number {
  const { ratio, weeks: periods, falseAlarms } = WATCH;
  return simulateThreshold({ expected: usual, ratio, periods, falseAlarms });
}

function sumOf(weeks: { count: number }[]): number {
  return weeks.reduce((sum, { count }) => sum + count, 0);
}
