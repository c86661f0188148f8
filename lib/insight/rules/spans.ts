import { isoDay, nextDay } from "@/lib/shared/dates";
import type { Days, Step } from "../schema";
import { weekLabel } from "./weeks";

/** A week from Monday to Sunday or a month, both days included. */
export type Span = { start: string; end: string; label: string };

/** The weeks or months that these days touch, whole, the oldest first. None where the days end before they begin. */
export function spansOf({ from, to }: Days, step: Step): Span[] {
  const spans: Span[] = [];
  for (let start = startOf(from, step); start <= to; ) {
    const end = endOf(start, step);
    spans.push({ start, end, label: labelOf(start, step) });
    start = nextDay(end);
  }
  return spans;
}

/**
 * These days as whole months that end by a day, from the first day of the first to the last of the last, and the days before and after; null
 * where no month is whole.
 */
export function inMonths({ from, to }: Days, until = to): { months: Days | null; rest: Days[] } {
  const whole = spansOf({ from, to }, "month").filter(({ start, end }) => from <= start && end <= to && end <= until);
  const [first, last] = [whole[0], whole.at(-1)];
  if (!first || !last) return { months: null, rest: [{ from, to }] };
  const before = isoDay(new Date(new Date(`${first.start}T00:00:00Z`).getTime() - 86_400_000));
  const edges = [
    { from, to: before },
    { from: nextDay(last.end), to },
  ];
  return { months: { from: first.start, to: last.end }, rest: edges.filter((days) => days.from <= days.to) };
}

function startOf(day: string, step: Step): string {
  if (step === "month") return `${day.slice(0, 7)}-01`;
  const date = new Date(`${day}T00:00:00Z`);
  return isoDay(new Date(date.getTime() - ((date.getUTCDay() + 6) % 7) * 86_400_000));
}

function endOf(start: string, step: Step): string {
  const date = new Date(`${start}T00:00:00Z`);
  if (step === "week") return isoDay(new Date(date.getTime() + 6 * 86_400_000));
  return isoDay(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)));
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function labelOf(start: string, step: Step): string {
  if (step === "week") return weekLabel(start);
  return `${MONTHS[Number(start.slice(5, 7)) - 1]} ${start.slice(0, 4)}`;
}
