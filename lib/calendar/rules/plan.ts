import { stretchAt } from "@/lib/shared/local-time";
import type { BusinessCalendar, Interval, Weekday } from "../types";

export const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
// 1 January 1970 was a Thursday.
const FROM_DAY_ZERO: readonly Weekday[] = [
  "thursday",
  "friday",
  "saturday",
  "sunday",
  "monday",
  "tuesday",
  "wednesday",
];

/** From and until, in milliseconds. */
export type Span = readonly [number, number];
/** The hours of a day as milliseconds after its midnight, in order and apart, and their sum. */
type DayPlan = { spans: readonly Span[]; total: number };
/** A calendar made ready to count with. Days are numbers, counted from 1 January 1970. */
type Plan = { zone: string; week: readonly DayPlan[]; exceptions: ReadonlyMap<number, DayPlan> };

const NOTHING: DayPlan = { spans: [], total: 0 };
const plans = new WeakMap<BusinessCalendar, Plan>();

/** The hours of a day of a calendar. */
export function dayPlanOf(calendar: BusinessCalendar, day: number): DayPlan {
  const plan = planOf(calendar);
  return plan.exceptions.get(day) ?? plan.week[((day % 7) + 7) % 7] ?? NOTHING;
}

/**
 * A part of a day that lies within one stretch of unchanged clocks. Pieces follow each other without a gap in real time, so that whatever
 * clocks do (skip an hour, show one twice, leave out a whole day) counting goes piece by piece.
 */
export type Piece = { from: number; until: number; midnight: number; hours: DayPlan };

export function pieceAt(calendar: BusinessCalendar, ms: number): Piece {
  const stretch = stretchAt(ms, calendar.zone);
  const day = Math.floor((ms + stretch.offset) / DAY_MS);
  const midnight = day * DAY_MS - stretch.offset;
  return {
    from: Math.max(midnight, stretch.from),
    until: Math.min(midnight + DAY_MS, stretch.until),
    midnight,
    hours: dayPlanOf(calendar, day),
  };
}

/** The business time within a piece, as instants. */
export function spansOf({ from, until, midnight, hours }: Piece): Span[] {
  return hours.spans
    .map(([opens, closes]): Span => [Math.max(from, midnight + opens), Math.min(until, midnight + closes)])
    .filter(([opens, closes]) => opens < closes);
}

/** How much business time a piece holds. */
export function totalOf(piece: Piece): number {
  if (piece.until - piece.from === DAY_MS) return piece.hours.total;
  return spansOf(piece).reduce((sum, [from, until]) => sum + until - from, 0);
}

/** The number of a day "yyyy-mm-dd". */
export function dayNumberOf(date: string): number {
  const ms = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(ms) || dateOf(ms / DAY_MS) !== date) throw new RangeError(`"${date}" is no day`);
  return ms / DAY_MS;
}

export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

function planOf(calendar: BusinessCalendar): Plan {
  const known = plans.get(calendar);
  if (known) return known;
  const plan: Plan = {
    zone: calendar.zone,
    week: FROM_DAY_ZERO.map((weekday) => dayPlan(calendar.hours[weekday])),
    exceptions: new Map([
      ...calendar.closed.map((date): [number, DayPlan] => [dayNumberOf(date), NOTHING]),
      ...Object.entries(calendar.openings).map(([date, open]): [number, DayPlan] => [dayNumberOf(date), dayPlan(open)]),
    ]),
  };
  plans.set(calendar, plan);
  return plan;
}

function dayPlan(intervals: readonly Interval[]): DayPlan {
  const spans: [number, number][] = [];
  const sorted = intervals
    .map(({ opensAt, closesAt }): [number, number] => [minuteOf(opensAt) * MINUTE_MS, minuteOf(closesAt) * MINUTE_MS])
    .filter(([opens, closes]) => opens < closes)
    .toSorted(([a], [b]) => a - b);
  for (const [opens, closes] of sorted) {
    const last = spans.at(-1);
    if (last && opens <= last[1]) last[1] = Math.max(last[1], closes);
    else spans.push([opens, closes]);
  }
  return { spans, total: spans.reduce((sum, [opens, closes]) => sum + closes - opens, 0) };
}

/** Minutes after midnight of "HH:MM"; "24:00" is the end of the day. */
function minuteOf(time: string): number {
  const [, hour, minute] = /^(\d\d):(\d\d)$/.exec(time) ?? [];
  const found = Number(hour) * 60 + Number(minute);
  if (!(found <= 1440 && Number(minute) < 60)) throw new RangeError(`"${time}" is no time of day`);
  return found;
}
