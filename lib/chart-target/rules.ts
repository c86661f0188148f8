import type { Metric } from "@/lib/insight/rules/metrics";

type Read = { value: number } | { error: string };

const PLAIN = /^\d{1,6}(\.\d{1,2})?\s*%?$/;

/**
 * A target as a person writes it, in the unit of its metric: "90" or "90%" of a share is 0.9, "10" of a time is ten days or hours, "4.5" of
 * a rate is that many per 1,000.
 */
export function readTarget(text: string, { unit }: Pick<Metric, "unit">): Read {
  const plain = text.trim();
  if (plain === "") return { error: "Write a number, such as 90." };
  if (!PLAIN.test(plain))
    return { error: "Write a number in digits with at most two after a point, such as 90 or 4.5." };
  const value = Number.parseFloat(plain);
  if (unit === "share") {
    return value <= 100 ? { value: Math.round(100 * value) / 10_000 } : { error: "A share is at most 100%." };
  }
  if (plain.endsWith("%")) return { error: "This figure is no percentage. Write a plain number." };
  return { value };
}

/** "90%", "10 days" or "4.5 per 1,000". */
export function tellTarget(value: number, { unit }: Pick<Metric, "unit">): string {
  const plain = (number: number) => number.toLocaleString("en", { maximumFractionDigits: 2 });
  if (unit === "share") return `${plain(Math.round(10_000 * value) / 100)}%`;
  if (unit === "rate") return `${plain(value)} per 1,000`;
  return unit === "hours" || unit === "days"
    ? `${plain(value)} ${value === 1 ? unit.slice(0, -1) : unit}`
    : plain(value);
}

/** What the field of a target asks for. */
export function askTarget({ unit, better }: Pick<Metric, "unit" | "better">): string {
  const bound = better === "increase" ? "at least" : "at most";
  if (unit === "share") return `Target, ${bound} this many per cent`;
  if (unit === "rate") return `Target, ${bound} this many per 1,000`;
  return `Target, ${bound} this many ${unit}`;
}
