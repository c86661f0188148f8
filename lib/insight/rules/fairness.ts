import { type Judged, judgeShare, type Verdict } from "./chance";
import { groupRates, type Rate, type TableRates, unitRates } from "./fairness-rates";
import { percentDown, percentUp, wholePercent, wilson } from "./interval";
import { holdUp } from "./many-comparisons";
import { METRICS } from "./metrics";
import { LEAST_SHOWN, mayShowTotal, suppressSmall } from "./suppress";
import { measureTimes, type TimeCount } from "./times";

/** What is known of a group of people at a site. */
export type GroupCounts = {
  siteId: string;
  group: string;
  received: number;
  inTime: number;
  missed: number;
  found: number;
  upheld: number;
  answers: number;
  satisfied: number;
  times: TimeCount[];
};

export const FIGURES = {
  inTime: METRICS.answeredInTime,
  time: METRICS.timeToAnswer,
  upheld: METRICS.upheldCases,
  satisfied: METRICS.satisfiedOverall,
} as const;
export type FigureName = keyof typeof FIGURES;
export const FIGURE_NAMES = ["inTime", "time", "upheld", "satisfied"] as const satisfies readonly FigureName[];

/** Of how many a figure of a group is, a group's part being what lies on one side of a line. */
type Part = { n: number; count: number };

/** Null: hidden. `n` 0: there was nothing to take it from. `chance`: how often chance alone gives such a difference. */
export type Figure = { n: number; told: string; basis: string; verdict: Verdict; chance: number } | null;
export type FairnessRow = { group: string; cases: number; figures: Record<FigureName, Figure> };
export type FairnessTable = {
  rows: FairnessRow[];
  /** All groups together; null where it would tell what is hidden. */
  all: FairnessRow | null;
  /** How many cases the groups that are not shown have together; 0: all are shown. */
  hidden: number;
  /** Cases per so many patients or encounters; null where nobody has counted those of any row. */
  rates: TableRates | null;
  /** How many figures of groups were compared with that of all, and how many of those outside the limits are not told, as they were so many. */
  compared: number;
  setAside: number;
};

/**
 * Groups beside each other. Of 1 to 10 people none is shown, nor what would tell it by subtraction, figure by figure; of several sites what
 * each of them shows by itself is added up, so that no site can be taken from the sum. `patients`: how many of a group there were.
 */
export function fairnessTable(counts: GroupCounts[], patients: ReadonlyMap<string, number> = new Map()): FairnessTable {
  const hide: Hide = (at) => {
    // Of whom nothing came in, what fell due or was closed is not shown either.
    const none = at.filter(({ received }) => received === 0).map(({ group }) => group);
    const hidden = hiddenOf(at, (one) => one.received, new Set(none));
    const of = Object.fromEntries(
      FIGURE_NAMES.map((figure) => [figure, hiddenOf(at, (one) => sizeOf(one, figure), hidden)]),
    ) as Record<FigureName, Set<string>>;
    return { cases: hidden, of };
  };
  return tableOf(counts, hide, (rows) => groupRates(rows, patients));
}

/**
 * The same of units, which say nothing of a person and whose cases are counted elsewhere too: every unit is shown, and of fewer than 11 no
 * share or time, as it would tell more of single people than of the unit, nor what would tell it by subtraction from all of the site.
 */
export function unitTable(counts: GroupCounts[], rates: ReadonlyMap<string, Rate | null> = new Map()): FairnessTable {
  const hide: Hide = (at) => ({
    cases: new Set(),
    of: Object.fromEntries(
      FIGURE_NAMES.map((figure) => [figure, hiddenOf(at, (one) => sizeOf(one, figure), new Set())]),
    ) as Record<FigureName, Set<string>>,
  });
  return tableOf(counts, hide, () => unitRates(rates));
}

type Hide = (atSite: GroupCounts[]) => { cases: Set<string>; of: Record<FigureName, Set<string>> };

function tableOf(
  counts: GroupCounts[],
  hide: Hide,
  ratesOf: (rows: FairnessRow[]) => TableRates | null,
): FairnessTable {
  const hiddenAt = new Map([...Map.groupBy(counts, ({ siteId }) => siteId)].map(([site, at]) => [site, hide(at)]));
  const isShown = (one: GroupCounts) => one.received > 0 && !hiddenAt.get(one.siteId)?.cases.has(one.group);
  const shownIn = (figure: FigureName) => (one: GroupCounts) =>
    isShown(one) && !hiddenAt.get(one.siteId)?.of[figure].has(one.group);
  const whole = Object.fromEntries(FIGURE_NAMES.map((figure) => [figure, partOf(counts, figure, counts)])) as Parts;
  const judged = [...Map.groupBy(counts.filter(isShown), ({ group }) => group)].map(([group, members]) => ({
    ...{ group, cases: sum(members, (one) => one.received) },
    figures: figuresOf((figure) => {
      const shown = members.filter(shownIn(figure));
      return shown.length === 0 ? null : tellFigure(figure, shown, { counts, whole });
    }),
  }));
  const total = sum(counts, (one) => one.received);
  // What is hidden at a site must not be told by what all of them have together less what is shown.
  const isSafe = (sizeAt: (one: GroupCounts) => number, isHidden: (one: GroupCounts) => boolean) =>
    [...Map.groupBy(counts.filter(isHidden), ({ siteId }) => siteId).values()].every(
      (members) => !isFew(sum(members, sizeAt)) || sum(members, sizeAt) === 0,
    );
  const mayTell =
    total >= LEAST_SHOWN &&
    isSafe(
      (one) => one.received,
      (one) => !isShown(one),
    );
  const mayTellOf = (figure: FigureName) =>
    !isFew(whole[figure].n) &&
    isSafe(
      (one) => sizeOf(one, figure),
      (one) => !shownIn(figure)(one),
    );
  const all: FairnessRow = {
    ...{ group: "All together", cases: total },
    figures: figuresOf((figure) => (mayTellOf(figure) ? tellFigure(figure, counts, { counts, whole }) : null)),
  };
  const shown = sum(judged, ({ cases }) => cases);
  return {
    ...keepWhatHoldsUp(judged, ratesOf(judged)),
    all: mayTell ? all : null,
    hidden: mayTell ? total - shown : 0,
  };
}

/** Takes back the verdicts that so many comparisons would give by chance (decision 0061). */
function keepWhatHoldsUp(
  rows: FairnessRow[],
  rates: TableRates | null,
): Pick<FairnessTable, "rows" | "rates" | "compared" | "setAside"> {
  const figures = rows.flatMap((row) => FIGURE_NAMES.map((name) => row.figures[name])).filter(isCompared);
  const judged = [...figures, ...[...(rates?.of.values() ?? [])].flatMap((rate) => rate.judged ?? [])];
  const held = holdUp(judged.map(({ chance }) => chance));
  const lost = new Set<Judged>(judged.filter(({ verdict }, at) => verdict !== "within" && !held[at]));
  const mend = <T extends Judged | null>(one: T): T => (one && lost.has(one) ? { ...one, verdict: "within" } : one);
  return {
    rows: rows.map((row) => ({ ...row, figures: figuresOf((name) => mend(row.figures[name])) })),
    rates: rates && {
      ...rates,
      of: new Map([...rates.of].map(([group, rate]) => [group, { ...rate, judged: mend(rate.judged) }])),
    },
    ...{ compared: judged.length, setAside: lost.size },
  };
}

function isCompared(figure: Figure): figure is NonNullable<Figure> {
  return figure !== null && figure.n > 0;
}

type Parts = Record<FigureName, Part>;

function figuresOf(tell: (figure: FigureName) => Figure): Record<FigureName, Figure> {
  return { inTime: tell("inTime"), time: tell("time"), upheld: tell("upheld"), satisfied: tell("satisfied") };
}

function hiddenOf(at: GroupCounts[], size: (one: GroupCounts) => number, already: ReadonlySet<string>): Set<string> {
  const groups = at.map((one) => ({ group: one.group, count: size(one) }));
  const shown = suppressSmall(groups, already);
  const everything = !mayShowTotal(shown, groups);
  return new Set([...already, ...shown.filter(({ count }) => everything || count === null).map(({ group }) => group)]);
}

function isFew(n: number): boolean {
  return n > 0 && n < LEAST_SHOWN;
}

function sizeOf(one: GroupCounts, figure: FigureName): number {
  switch (figure) {
    case "inTime":
      return one.inTime + one.missed;
    case "time":
      return sum(one.times, ({ count }) => count);
    case "upheld":
      return one.found;
    case "satisfied":
      return one.answers;
    default:
      return figure satisfies never;
  }
}

/** Of times, those that took longer than the median of all. */
function partOf(members: GroupCounts[], figure: FigureName, all: GroupCounts[]): Part {
  const n = sum(members, (one) => sizeOf(one, figure));
  switch (figure) {
    case "inTime":
      return { n, count: sum(members, (one) => one.inTime) };
    case "upheld":
      return { n, count: sum(members, (one) => one.upheld) };
    case "satisfied":
      return { n, count: sum(members, (one) => one.satisfied) };
    case "time": {
      const median = timesOf(all).median?.value ?? 0;
      const longer = ({ times }: GroupCounts) => sum(times, ({ value, count }) => (value > median ? count : 0));
      return { n, count: sum(members, longer) };
    }
    default:
      return figure satisfies never;
  }
}

function tellFigure(
  figure: FigureName,
  members: GroupCounts[],
  { counts, whole }: { counts: GroupCounts[]; whole: Parts },
): Figure {
  const { n, count } = partOf(members, figure, counts);
  if (n === 0) return { n, told: "none", basis: "", verdict: "within", chance: 1 };
  const judged = judgeShare(count, n, whole[figure].count / whole[figure].n);
  if (figure === "time") return { n, ...tellTimes(members), ...judged };
  const interval = wilson(count, n);
  const [lower, upper] = [percentDown(interval?.lower ?? 0), percentUp(interval?.upper ?? 1)];
  return { n, told: wholePercent(count / n), basis: `${lower} to ${upper}%, n ${tellWhole(n)}`, ...judged };
}

function tellTimes(members: GroupCounts[]): { told: string; basis: string } {
  const { n, median, ninetieth } = timesOf(members);
  if (!median || !ninetieth) return { told: "none", basis: FIGURES.time.nothing };
  const days = Math.round(median.value);
  return {
    told: `${days} ${days === 1 ? "day" : "days"}, 9 in 10 within ${Math.round(ninetieth.value)}`,
    basis: `${median.lower} to ${median.upper}, ${ninetieth.lower} to ${ninetieth.upper}, n ${tellWhole(n)}`,
  };
}

function timesOf(members: GroupCounts[]) {
  return measureTimes(members.flatMap(({ times }) => times));
}

const tellWhole = (n: number) => n.toLocaleString("en");

function sum<T>(list: T[], of: (one: T) => number): number {
  return list.reduce((total, one) => total + of(one), 0);
}
