import { type Estimate, rate, roundDown, roundUp, wilson } from "./interval";
import type { Metric, Told } from "./metrics";
import type { Times } from "./times";

const whole = (value: number) => value.toLocaleString("en");

/**
 * "3.21 per 1,000" and "361 in 112,400 encounters, 95% interval 2.88 to 3.57 per 1,000". Without a volume there is no rate, and 0 would be a lie.
 * @throws RangeError for a negative count or volume
 */
export function tellRate(metric: Metric, count: number, volume: number | null): Told {
  const per = metric.volume?.per ?? 1_000;
  const estimate = volume === null ? null : rate(count, volume, per);
  if (!estimate) return { figure: "no rate", basis: metric.nothing };
  const [lower, upper] = [roundDown(estimate.lower, 2), roundUp(estimate.upper, 2)];
  return {
    figure: `${estimate.value.toFixed(2)} per ${whole(per)}`,
    basis: `${whole(count)} in ${whole(estimate.n)} ${metric.denominator}, 95% interval ${lower.toFixed(2)} to ${upper.toFixed(2)} per ${whole(per)}`,
  };
}

/**
 * A ratio of two counts with its 95 % interval, from that of the share that one has of both. Null where there is none of the other; the upper end is infinite
 * where the other could be missing too.
 * @throws RangeError for a negative count
 */
export function ratio(count: number, other: number): Estimate | null {
  const share = wilson(count, count + other);
  if (!share || other === 0) return null;
  const odds = (part: number) => part / (1 - part);
  return { value: count / other, lower: odds(share.lower), upper: odds(share.upper), n: count + other };
}

/** "0.4 to 1" and "120 compliments, 300 concerns, complaints and grievances, 95% interval 0.3 to 0.5 for each one". */
export function tellRatio(metric: Metric, count: number, other: number): Told {
  if (count + other === 0) return { figure: "none", basis: metric.nothing };
  const basis = `${whole(count)} ${metric.numerator}, ${whole(other)} ${metric.denominator}`;
  const estimate = ratio(count, other);
  if (!estimate) return { figure: "no ratio", basis };
  const [lower, upper] = [roundDown(estimate.lower, 1), roundUp(estimate.upper, 1)];
  return {
    figure: `${estimate.value.toFixed(1)} to 1`,
    basis: `${basis}, 95% interval ${lower.toFixed(1)} to ${upper.toFixed(1)} for each one`,
  };
}

/** "3 days" and "half of 412 closings within 3 days (95% interval 2 to 4), nine in ten within 11 (9 to 14)". */
export function tellTimes(metric: Metric, times: Times): Told {
  const { n, median, ninetieth } = times;
  if (!median || !ninetieth) return { figure: "none", basis: metric.nothing };
  const one = metric.unit === "hours" ? "hour" : "day";
  const amount = tenths(median.value);
  const figure = `${amount} ${amount === "1" ? one : `${one}s`}`;
  return {
    figure,
    basis: `half of ${whole(n)} ${metric.numerator} within ${figure} (95% interval ${between(median)}), nine in ten within ${tenths(ninetieth.value)} (${between(ninetieth)})`,
  };
}

const between = ({ lower, upper }: Estimate) => `${tenths(lower)} to ${tenths(upper)}`;

function tenths(value: number): string {
  return (Math.round(10 * value) / 10).toLocaleString("en");
}
