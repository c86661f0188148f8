import type { Figure } from "./result";

const whole = (value: number) => value.toLocaleString("en");

/**
 * A share in per cent to one decimal, half up, in whole numbers: 9,175 of 27,222 is 33.7. Null of nothing.
 * Source: as NHS Digital publishes its percentages.
 */
export function percentHalfUp(count: number, of: number): number | null {
  return of === 0 ? null : Math.floor((2_000 * count + of) / (2 * of)) / 10;
}

/** The lower end of an interval down and the upper up to one decimal, so that it is never told narrower than it is. */
const down = (value: number, by: number) => Math.floor(value * by + 1e-9) / by;
const up = (value: number, by: number) => Math.ceil(value * by - 1e-9) / by;

/** "33.7%", "3.21 per 1,000", "12 days", "hidden". */
export function tellFigure(figure: Figure): string {
  const { unit, value, numerator, denominator, per } = figure;
  if (figure.isHidden) return "hidden";
  if (value === null) return "none";
  switch (unit) {
    case "count":
      return whole(value);
    case "share":
      return `${(percentHalfUp(numerator ?? 0, denominator ?? 0) ?? 0).toFixed(1)}%`;
    case "rate":
      return `${value.toFixed(2)} per ${whole(per ?? 1)}`;
    case "ratio":
      return `${value.toFixed(2)} to 1`;
    case "hours":
    case "days":
      return amount(value, unit);
    default:
      return unit satisfies never;
  }
}

/** What a figure was counted from, with its 95 % interval: "9,175 of 27,222, 95% interval 33.1 to 34.3%". Empty for a count. */
export function tellBasis(figure: Figure): string {
  const { unit, numerator, denominator, lower, upper, per, definition } = figure;
  if (figure.isHidden || unit === "count") return "";
  const n = whole(numerator ?? 0);
  const of = denominator === null ? null : whole(denominator);
  switch (unit) {
    case "share":
      return `${n} of ${of ?? 0}${between(lower, upper, (value, end) => (end === "lower" ? down : up)(100 * value, 10).toFixed(1), "%")}`;
    case "rate":
      // Without a volume its note says why, and what was counted of other months is none of this one.
      return of === null
        ? ""
        : `${n} in ${of} ${definition.denominator}${between(lower, upper, (value, end) => (end === "lower" ? down : up)(value, 100).toFixed(2), ` per ${whole(per ?? 1)}`)}`;
    case "ratio":
      return `${n} to ${of ?? 0}${between(lower, upper, (value, end) => (end === "lower" ? down : up)(value, 100).toFixed(2), " for each one")}`;
    case "hours":
    case "days": {
      const ninetieth = figure.ninetieth === null ? "" : `, nine in ten within ${amount(figure.ninetieth, unit)}`;
      return `median of ${n}${between(lower, upper, (value) => tenths(value), ` ${unit}`)}${ninetieth}`;
    }
    default:
      return unit satisfies never;
  }
}

type End = "lower" | "upper";

function between(lower: number | null, upper: number | null, tell: (value: number, end: End) => string, unit: string) {
  return lower === null || upper === null
    ? ""
    : `, 95% interval ${tell(lower, "lower")} to ${tell(upper, "upper")}${unit}`;
}

function tenths(value: number): string {
  return (Math.round(10 * value) / 10).toLocaleString("en");
}

function amount(value: number, unit: "hours" | "days"): string {
  const told = tenths(value);
  return `${told} ${told === "1" ? unit.slice(0, -1) : unit}`;
}
