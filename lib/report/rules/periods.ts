import type { ReportEvery, ReportKind } from "@/lib/platform/generated/enums";
import { nextDay } from "@/lib/shared/dates";
import type { Spec } from "../schema";
import type { Period } from "./parts";
import { isOfAnswers } from "./satisfaction";

const iso = (year: number, month: number, day: number) =>
  new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);

function partsOf(day: string): { year: number; month: number } {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)) - 1 };
}

/** The month, quarter or year of the calendar that ended last before a day. */
export function lastPeriod(every: ReportEvery, today: string): Period {
  const { year, month } = partsOf(today);
  switch (every) {
    case "month":
      return { from: iso(year, month - 1, 1), to: iso(year, month, 0) };
    case "quarter": {
      const first = month - (month % 3);
      return { from: iso(year, first - 3, 1), to: iso(year, first, 0) };
    }
    case "year":
      return { from: iso(year - 1, 0, 1), to: iso(year - 1, 11, 31) };
    default:
      return every satisfies never;
  }
}

/** Twelve months that end with the month of a report's last day, for a report that is made each year but not by the calendar's. */
export function sameSpanLater(period: Period, every: ReportEvery, today: string): Period {
  if (every !== "year" || !isWholeYear(period)) return lastPeriod(every, today);
  const { month } = partsOf(period.from);
  const { year } = partsOf(today);
  for (let at = year; ; at--) {
    const to = iso(at + 1, month, 0);
    if (to < today) return { from: iso(at, month, 1), to };
  }
}

function isWholeYear({ from, to }: Period): boolean {
  const { year, month } = partsOf(from);
  return from.endsWith("-01") && to === iso(year + 1, month, 0);
}

export function isWholeMonths({ from, to }: Period): boolean {
  const { year, month } = partsOf(to);
  return from.endsWith("-01") && to === iso(year, month + 1, 0);
}

/** The next day from `after` on which a report of each month, quarter or year is made: that day of the month after the time has ended. */
export function nextRun(
  { every, day, period }: { every: ReportEvery; day: number; period: Period },
  after: string,
): string {
  const { year, month } = partsOf(after);
  for (let at = 0; at <= 13; at++) {
    const on = iso(year, month + at, day);
    if (on > after && beginsSpan(every, period, on)) return on;
  }
  return iso(year + 1, month, day);
}

function beginsSpan(every: ReportEvery, period: Period, on: string): boolean {
  const { month } = partsOf(on);
  if (every === "month") return true;
  if (every === "quarter") return month % 3 === 0;
  return month === (isWholeYear(period) ? partsOf(period.from).month : 0);
}

/** The 13 months that end with the one of a day, for a chart. */
export function trendOf(to: string): Period {
  const { year, month } = partsOf(to);
  return { from: iso(year, month - 12, 1), to: iso(year, month + 1, 0) };
}

/** Whether a time is over: all of its days have passed. */
export function isOver({ to }: Period, today: string): boolean {
  return to < today;
}

/** The twelve months from April that ended last before a day, as the health service of England counts its years. */
function lastAprilYear(today: string): Period {
  const { year, month } = partsOf(today);
  const first = month >= 3 ? year - 1 : year - 2;
  return { from: iso(first, 3, 1), to: iso(first + 1, 2, 31) };
}

/** What each kind of report is usually of. */
export function usualPeriods(today: string): Record<ReportKind, Period> {
  const month = lastPeriod("month", today);
  return { board: month, annual: lastPeriod("year", today), ko41a: lastAprilYear(today), own: month };
}

/** Times that are often asked for. */
export function presetsAt(today: string): { label: string; period: Period }[] {
  return [
    { label: "Last month", period: lastPeriod("month", today) },
    { label: "Last quarter", period: lastPeriod("quarter", today) },
    { label: "Last year", period: lastPeriod("year", today) },
    { label: "Last year from April", period: lastAprilYear(today) },
  ];
}

/** The first day of the year up to the last day of a board pack: in a month few answer, and what few said is hidden. */
export function answersOfBoardFrom({ from, to }: { from: string; to: string }): string {
  const { year, month } = partsOf(nextDay(to));
  const first = iso(year - 1, month, Number(nextDay(to).slice(8)));
  return first < from ? first : from;
}

/** The first day of the answers to surveys that a report tells; null where it tells none, so that none are read. */
export function answersFromOf({ kind, spec, ...period }: Period & { kind: ReportKind; spec: Spec }): string | null {
  switch (kind) {
    case "board":
      return answersOfBoardFrom(period);
    case "annual":
      return period.from;
    case "own":
      return spec.metrics.some(isOfAnswers) ? period.from : null;
    case "ko41a":
      return null;
    default:
      return kind satisfies never;
  }
}
