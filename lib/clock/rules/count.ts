import {
  addBusinessDays,
  addBusinessMinutes,
  businessMinutesBetween,
  countBusinessDays,
} from "@/lib/calendar/rules/business-time";
import type { BusinessCalendar } from "@/lib/calendar/types";
import { nextDay, startOfDay } from "@/lib/shared/dates";
import { localTimeOf } from "@/lib/shared/local-time";
import type { Amount, Unit } from "../schema";
import type { CountedIn } from "../types";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Whether a limit in this unit is exact to the minute; the others end with a day. */
export function isInHours(unit: Unit): boolean {
  return unit === "calendar_hours" || unit === "business_hours";
}

/** In what a limit of this unit is counted. Months are of different lengths and so are shown in days. */
export function countedIn(unit: Unit): CountedIn {
  switch (unit) {
    case "calendar_hours":
      return "calendar_minutes";
    case "business_hours":
      return "business_minutes";
    case "business_days":
      return "business_days";
    case "calendar_days":
    case "months":
      return "calendar_days";
    default:
      return unit satisfies never;
  }
}

/** The day of an instant in the calendar's zone, "yyyy-mm-dd". */
export function dayOf(calendar: BusinessCalendar, at: Date): string {
  return localTimeOf(at, calendar.zone).slice(0, 10);
}

/** The last instant of a day. A limit in days runs out with it, not with the close of business: what goes out that evening is in time. */
export function endOfDay(calendar: BusinessCalendar, day: string): Date {
  return new Date(startOfDay(nextDay(day), calendar.zone).getTime() - 1);
}

/** Hours later: real hours whatever the clocks on the wall do, or hours in which the site is open. */
export function addHours(calendar: BusinessCalendar, at: Date, { amount, unit }: Amount): Date {
  return addMinutes(calendar, at, { minutes: amount * 60, unit });
}

export function addMinutes(calendar: BusinessCalendar, at: Date, of: { minutes: number; unit: Unit }): Date {
  if (of.minutes === 0) return at;
  if (of.unit === "business_hours") return addBusinessMinutes(calendar, at, of.minutes);
  return new Date(at.getTime() + Math.round(of.minutes * MINUTE_MS));
}

/** The minutes from one instant to a later one that a limit of this unit counts. */
export function minutesBetween(calendar: BusinessCalendar, unit: Unit, from: Date, until: Date): number {
  if (until <= from) return 0;
  if (unit === "business_hours") return businessMinutesBetween(calendar, from, until);
  return (until.getTime() - from.getTime()) / MINUTE_MS;
}

/** Days or months after a day, which itself is not counted. A month later is the same date, or the last of a shorter month. */
export function addDays(calendar: BusinessCalendar, day: string, { amount, unit }: Amount): string {
  if (amount === 0) return day;
  if (unit === "business_days") return addBusinessDays(calendar, day, amount);
  if (unit === "months") return addMonths(day, amount);
  return new Date(Date.parse(`${day}T00:00:00Z`) + amount * DAY_MS).toISOString().slice(0, 10);
}

/** The days after `from` up to and with `until` that a limit of this unit counts. */
export function daysBetween(calendar: BusinessCalendar, unit: Unit, from: string, until: string): number {
  if (until <= from) return 0;
  if (unit === "business_days") return countBusinessDays(calendar, from, until);
  return Math.round((Date.parse(`${until}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/**
 * The last day of so many months that begin with a day: the day before the same date, "from 10 January" to "9 July". Where the last month
 * is too short to have that date, its own last day.
 */
export function lastDayOfMonths(day: string, months: number): string {
  const same = addMonths(day, months);
  if (same.slice(8) !== day.slice(8)) return same;
  return new Date(Date.parse(`${same}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10);
}

/** The day before a day, "yyyy-mm-dd". */
export function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10);
}

function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastOfMonth))).toISOString().slice(0, 10);
}
