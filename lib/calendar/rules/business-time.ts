import type { BusinessCalendar } from "../types";
import { DAY_MS, dateOf, dayNumberOf, dayPlanOf, type Piece, pieceAt, spansOf, totalOf } from "./plan";

const MINUTE_MS = 60_000;
/** How far a search goes before it says that the calendar holds too little. */
const HORIZON_DAYS = 36_525;

/** A calendar that has no hours, or too few for what was asked, within a hundred years. */
export class NoBusinessTimeError extends Error {
  constructor(zone: string) {
    super(`This calendar (${zone}) has not enough opening hours within a hundred years. Add hours to its week.`);
    this.name = "NoBusinessTimeError";
  }
}

/** Whether the site opens at all on a day "yyyy-mm-dd". */
export function isBusinessDay(calendar: BusinessCalendar, date: string): boolean {
  return dayPlanOf(calendar, dayNumberOf(date)).total > 0;
}

/**
 * Whether the site is open at an instant. The moment of closing still belongs to the day, since a thing due by closing time is due in
 * business time; no minute after it counts.
 */
export function isBusinessTime(calendar: BusinessCalendar, at: Date): boolean {
  const ms = msOf(at);
  const near = [pieceAt(calendar, ms - 1), pieceAt(calendar, ms)];
  return near.flatMap(spansOf).some(([opens, closes]) => opens <= ms && ms <= closes);
}

/**
 * The day that lies a number of business days after another (before it, when negative). The day itself is never counted: Saturday and
 * Friday both lead to Monday by 1. By 0 a business day stays what it is and any other day moves on to the next one.
 */
export function addBusinessDays(calendar: BusinessCalendar, date: string, days: number): string {
  const start = dayNumberOf(date);
  const step = days < 0 ? -1 : 1;
  if (days === 0 && dayPlanOf(calendar, start).total > 0) return date;
  let left = Math.max(Math.abs(days), 1);
  for (let walked = 1; walked <= HORIZON_DAYS; walked += 1) {
    const day = start + walked * step;
    if (dayPlanOf(calendar, day).total > 0) left -= 1;
    if (left <= 0) return dateOf(day);
  }
  throw new NoBusinessTimeError(calendar.zone);
}

/**
 * The business days after `from` up to and including `until`. Backwards it counts those before `from` down to `until`, as a negative
 * number, so that it undoes `addBusinessDays` both ways.
 */
export function countBusinessDays(calendar: BusinessCalendar, from: string, until: string): number {
  const start = dayNumberOf(from);
  const end = dayNumberOf(until);
  const step = end < start ? -1 : 1;
  let count = 0;
  for (let day = start; day !== end; day += step) if (dayPlanOf(calendar, day + step).total > 0) count += step;
  return count;
}

/**
 * The instant after a number of business minutes (before, when negative). Landing on a closing time keeps it, as landing backwards on an
 * opening time keeps that. By 0 an instant outside business time moves on to the next opening.
 */
export function addBusinessMinutes(calendar: BusinessCalendar, at: Date, minutes: number): Date {
  if (minutes === 0) return nextBusinessTime(calendar, at);
  const ms = msOf(at);
  const amount = Math.round(Math.abs(minutes) * MINUTE_MS);
  return new Date(minutes < 0 ? subtract(calendar, ms, amount) : add(calendar, ms, amount));
}

/** The business minutes from one instant to another, not rounded; negative when the second comes first. */
export function businessMinutesBetween(calendar: BusinessCalendar, from: Date, until: Date): number {
  const start = msOf(from);
  const end = msOf(until);
  if (end < start) return -businessMinutesBetween(calendar, until, from);
  let sum = 0;
  for (let piece = pieceAt(calendar, start); piece.from < end; piece = pieceAt(calendar, piece.until)) {
    sum += start <= piece.from && piece.until <= end ? totalOf(piece) : within(piece, start, end);
  }
  return sum / MINUTE_MS;
}

/** The instant itself in business time, otherwise the next opening. */
export function nextBusinessTime(calendar: BusinessCalendar, at: Date): Date {
  if (isBusinessTime(calendar, at)) return at;
  const ms = msOf(at);
  for (const piece of piecesAfter(calendar, ms)) {
    const next = spansOf(piece).find(([opens]) => opens > ms);
    if (next) return new Date(next[0]);
  }
  throw new NoBusinessTimeError(calendar.zone);
}

function add(calendar: BusinessCalendar, from: number, amount: number): number {
  let left = amount;
  for (const piece of piecesAfter(calendar, from)) {
    const total = piece.from < from ? within(piece, from, piece.until) : totalOf(piece);
    if (total < left) {
      left -= total;
      continue;
    }
    for (const [opens, closes] of spansOf(piece)) {
      const start = Math.max(opens, from);
      if (start >= closes) continue;
      if (left <= closes - start) return start + left;
      left -= closes - start;
    }
  }
  throw new NoBusinessTimeError(calendar.zone);
}

function subtract(calendar: BusinessCalendar, from: number, amount: number): number {
  let left = amount;
  for (const piece of piecesBefore(calendar, from)) {
    const total = from < piece.until ? within(piece, piece.from, from) : totalOf(piece);
    if (total < left) {
      left -= total;
      continue;
    }
    for (const [opens, closes] of spansOf(piece).reverse()) {
      const end = Math.min(closes, from);
      if (end <= opens) continue;
      if (left <= end - opens) return end - left;
      left -= end - opens;
    }
  }
  throw new NoBusinessTimeError(calendar.zone);
}

function within(piece: Piece, from: number, until: number): number {
  return spansOf(piece).reduce(
    (sum, [opens, closes]) => sum + Math.max(0, Math.min(closes, until) - Math.max(opens, from)),
    0,
  );
}

function* piecesAfter(calendar: BusinessCalendar, ms: number): Generator<Piece> {
  const end = ms + HORIZON_DAYS * DAY_MS;
  for (let piece = pieceAt(calendar, ms); piece.from < end; piece = pieceAt(calendar, piece.until)) yield piece;
}

function* piecesBefore(calendar: BusinessCalendar, ms: number): Generator<Piece> {
  const end = ms - HORIZON_DAYS * DAY_MS;
  for (let piece = pieceAt(calendar, ms - 1); piece.until > end; piece = pieceAt(calendar, piece.from - 1)) yield piece;
}

function msOf(at: Date): number {
  const ms = at.getTime();
  if (Number.isNaN(ms)) throw new RangeError("there is no such instant");
  return ms;
}
