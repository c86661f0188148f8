import { wilson } from "./interval";

/** What a figure is counted from and how it is read. Every card, chart, table and export of it takes its words from here. */
export type Metric = {
  name: string;
  /** What it tells, in one sentence. */
  says: string;
  numerator: string;
  denominator: string;
  unit: "share";
  better: "increase" | "decrease";
  source: string;
};

const IN_TIME = {
  unit: "share",
  better: "increase",
  source:
    "Met of met and missed; what is open and overdue counts as missed, or closing late would flatter. The time limits are those of the site's policy pack.",
} as const;

export const METRICS = {
  acknowledgedInTime: {
    ...IN_TIME,
    name: "Acknowledged in time",
    says: "How many of the acknowledgements that fell due had been sent by then.",
    numerator: "acknowledgements sent before they were due",
    denominator: "acknowledgements that fell due",
  },
  answeredInTime: {
    ...IN_TIME,
    name: "Answered in time",
    says: "How many of the answers that fell due had been given by then.",
    numerator: "cases answered before they were due",
    denominator: "cases whose answer fell due",
  },
} as const satisfies Record<string, Metric>;

/** A share in words: the figure, and what it was counted from with how far chance alone may have moved it. */
export type ToldShare = { figure: string; basis: string };

/**
 * "86%" and "338 of 392, 95% interval 82 to 90%". The figure is rounded down, so that 100% is all, and the interval outwards. Of nothing there is no share.
 * @throws RangeError unless 0 <= count <= n
 */
export function tellShare(count: number, n: number): ToldShare {
  const estimate = wilson(count, n);
  if (!estimate) return { figure: "none due", basis: "Nothing fell due." };
  const [lower, upper] = [Math.floor(100 * estimate.lower), Math.ceil(100 * estimate.upper)];
  const [of, all] = [count, n].map((figure) => figure.toLocaleString("en"));
  // In whole numbers: 0.29 times 100 is less than 29.
  return { figure: `${Math.floor((100 * count) / n)}%`, basis: `${of} of ${all}, 95% interval ${lower} to ${upper}%` };
}
