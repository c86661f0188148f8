import { type Judged, judgeShare } from "./chance";
import { tellRate } from "./figures";
import { METRICS } from "./metrics";
import { LEAST_SHOWN } from "./suppress";

/** Cases, and the encounters or patients among whom they came. */
export type Rate = { cases: number; volume: number };

/** `judged`: beside all that have a rate; null where that is told elsewhere, or where there is no other. */
export type ToldRate = { told: string; basis: string; judged: Judged | null };

export type TableRates = {
  metric: "reportsPerEncounters" | "reportsPerPatients";
  /** By the name of a row; a row that is missing has no rate. */
  of: Map<string, ToldRate>;
  /** Of all that have one together. */
  all: ToldRate | null;
};

/**
 * Rates of groups of people, of those that are shown and of whose patients somebody counted 11 or more; null where there is none. Who has more cases than patients has no rate. Each is judged as its part
 * of their cases beside its part of their patients: exact, given how many cases there were.
 * Source: Przyborowski and Wilenski 1940, Homogeneity of results in testing samples from Poisson series.
 */
export function groupRates(
  shown: { group: string; cases: number }[],
  volumes: ReadonlyMap<string, number>,
): TableRates | null {
  const metric = "reportsPerPatients";
  const counted = shown.flatMap(({ group, cases }) => {
    const volume = volumes.get(group);
    return volume === undefined || volume < LEAST_SHOWN ? [] : [{ group, cases, volume }];
  });
  if (counted.length === 0) return null;
  // A slip of the keyboard would say of everybody else that few of them speak up.
  const rates = counted.filter(({ cases, volume }) => cases <= volume);
  const tooFew = counted.filter(({ cases, volume }) => cases > volume);
  const all = { cases: sum(rates, (one) => one.cases), volume: sum(rates, (one) => one.volume) };
  const isAlone = rates.length <= 1;
  const judge = ({ cases, volume }: Rate) => (isAlone ? null : judgeShare(cases, all.cases, volume / all.volume));
  const told = tell(metric, all);
  return {
    metric,
    of: new Map([
      ...rates.map((one) => [one.group, { ...tell(metric, one), judged: judge(one) }] as const),
      ...tooFew.map(({ group, volume }) => [group, { ...NO_RATE, basis: tellTooFew(volume) }] as const),
    ]),
    all: isAlone ? null : { ...told, basis: `${told.basis}, of groups with a rate`, judged: null },
  };
}

const NO_RATE = { told: "no rate", judged: null };
const tellTooFew = (patients: number) =>
  `${patients.toLocaleString("en")} patients are fewer than its cases: look again`;

/** Rates of units, which the funnel judges; null where none has a volume. */
export function unitRates(rates: ReadonlyMap<string, Rate | null>): TableRates | null {
  const metric = "reportsPerEncounters";
  const told = [...rates].flatMap(([unit, rate]) =>
    rate ? [[unit, { ...tell(metric, rate), judged: null }] as const] : [],
  );
  return told.length === 0 ? null : { metric, of: new Map(told), all: null };
}

// The column's head says per how many.
function tell(metric: TableRates["metric"], { cases, volume }: Rate): Pick<ToldRate, "told" | "basis"> {
  const { figure, basis } = tellRate(METRICS[metric], cases, volume);
  return {
    told: figure.replace(/ per .*$/, ""),
    basis: basis.replace(/ per [\d,]+$/, "").replace(", 95% interval ", ", "),
  };
}

function sum(rates: Rate[], of: (one: Rate) => number): number {
  return rates.reduce((total, one) => total + of(one), 0);
}
