import { roundDown, roundUp } from "@/lib/insight/rules/interval";
import type { Figure } from "./result";

const whole = (value: number) => value.toLocaleString("en");

/**
 * A share in per cent to one decimal, half up, in whole numbers: 9,175 of 27,222 is 33.7. Null of nothing.
 * Source: as NHS Digital publishes its percentages.
 */
export function percentHalfUp(count: number, of: number): number | null {
  return of === 0 ? null : Math.floor((2_000 * count + of) / (2 * of)) / 10;
}

/** How many decimals a figure and the ends of its interval are told with, and what one is taken times for that. */
const TOLD: Record<Figure["unit"], { decimals: number; times: number }> = {
  count: { decimals: 0, times: 1 },
  share: { decimals: 1, times: 100 },
  rate: { decimals: 2, times: 1 },
  ratio: { decimals: 2, times: 1 },
  hours: { decimals: 1, times: 1 },
  days: { decimals: 1, times: 1 },
};

/** The ends of a figure's interval as every page and file tells them: rounded outward. Null where it has none. */
export function endsOf({ unit, lower, upper }: Figure): { lower: number; upper: number } | null {
  if (lower === null || upper === null) return null;
  const { decimals, times } = TOLD[unit];
  return { lower: roundDown(times * lower, decimals), upper: roundUp(times * upper, decimals) };
}

/** "33.7%", "3.21 per 1,000", "12 days", "hidden". */
export function tellFigure(figure: Figure): string {
  const { unit, value, numerator, denominator, per } = figure;
  if (figure.isHidden) return "hidden";
  if (value === null) return "none";
  switch (unit) {
    case "count":
      return whole(value);
    case "share":
      return tellPercent(numerator ?? 0, denominator ?? 0);
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

/** "33.7%", and of what is neither none nor all "<0.1%" and ">99.9%". */
export function tellPercent(count: number, of: number): string {
  const percent = percentHalfUp(count, of) ?? 0;
  if (percent === 0 && count > 0) return "<0.1%";
  return percent === 100 && count < of ? ">99.9%" : `${percent.toFixed(1)}%`;
}

/** What a figure was counted from, with its 95 % interval: "9,175 of 27,222, 95% interval 33.1 to 34.3%". Empty for a count. */
export function tellBasis(figure: Figure): string {
  const { unit, numerator, denominator, per, definition } = figure;
  if (figure.isHidden || unit === "count") return "";
  const n = whole(numerator ?? 0);
  const of = denominator === null ? null : whole(denominator);
  switch (unit) {
    case "share":
      return `${n} of ${of ?? 0}${between(figure, "%")}`;
    case "rate":
      // Without a volume its note says why, and what was counted of other months is none of this one.
      return of === null ? "" : `${n} in ${of} ${definition.denominator}${between(figure, ` per ${whole(per ?? 1)}`)}`;
    case "ratio":
      return `${n} to ${of ?? 0}${between(figure, " for each one")}`;
    case "hours":
    case "days": {
      const ninetieth = figure.ninetieth === null ? "" : `, nine in ten within ${amount(figure.ninetieth, unit)}`;
      return `median of ${n}${between(figure, ` ${unit}`)}${ninetieth}`;
    }
    default:
      return unit satisfies never;
  }
}

function between(figure: Figure, unit: string): string {
  const ends = endsOf(figure);
  if (!ends) return "";
  const isTime = figure.unit === "hours" || figure.unit === "days";
  const tell = (end: number) => (isTime ? tenths(end) : end.toFixed(TOLD[figure.unit].decimals));
  return `, 95% interval ${tell(ends.lower)} to ${tell(ends.upper)}${unit}`;
}

function tenths(value: number): string {
  return (Math.round(10 * value) / 10).toLocaleString("en");
}

function amount(value: number, unit: "hours" | "days"): string {
  const told = tenths(value);
  return `${told} ${told === "1" ? unit.slice(0, -1) : unit}`;
}
