import { z } from "zod";
import type { BusinessCalendar, Interval, Weekday } from "@/lib/calendar/types";
import { isTimeZone } from "@/lib/shared/dates";
import { FieldError } from "./field-error";
import { isRecord } from "./rows";

const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
const TIME = /^([01]\d|2[0-3]|24):([0-5]\d)(:00)?$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const CALENDAR_KEYS = ["zone", "tz", "timezone", "timeZone", "hours", "closed", "holidays", "openings", "config"];

/**
 * The calendar of a row, in any of the shapes that are in use: named among shared `calendars`, given as `calendar`, or as `hours`, `zone`
 * and `closed` of the row itself. Whatever is missing is Monday to Friday, nine to five, in UTC, without holidays.
 */
export function calendarOf(row: Record<string, unknown>, shared: Record<string, unknown>): BusinessCalendar {
  const own = row.calendar ?? shared.calendar;
  const named = typeof own === "string" ? calendarNamed(own, shared) : own;
  const parts = [shared, isRecord(named) ? named : {}, row];
  const find = (...keys: string[]) =>
    parts.flatMap((part) => keys.map((key) => part[key])).findLast((value) => value != null);
  const config = isRecord(row.config) ? row.config : {};
  const hours = find("hours") ?? (isRecord(named) && WEEKDAYS.some((day) => hasDay(named, day)) ? named : undefined);
  return {
    zone: zoneOf(find("zone", "tz", "timeZone") ?? zoneIn(find("timezone"))),
    hours: hoursOf(hours, config),
    closed: daysOf(config.holidays ?? find("closed", "holidays") ?? holidaysOf(shared), "closed"),
    openings: openingsOf(find("openings")),
  };
}

/** The fields that say something of the calendar. */
export function isCalendarField(key: string): boolean {
  return key === "calendar" || CALENDAR_KEYS.includes(key);
}

function calendarNamed(name: string, shared: Record<string, unknown>): unknown {
  const found = isRecord(shared.calendars) ? shared.calendars[name] : undefined;
  if (found === undefined) throw new FieldError("calendar", `There is no calendar called "${name}".`);
  return found;
}

// Vectors say in words that they have no zone.
function zoneIn(value: unknown): unknown {
  return typeof value === "string" && isTimeZone(value) ? value : undefined;
}

function zoneOf(value: unknown): string {
  if (value === undefined) return "UTC";
  if (typeof value === "string" && isTimeZone(value)) return value;
  throw new FieldError("zone", `"${String(value)}" is no time zone: name one like Europe/London.`);
}

function holidaysOf(shared: Record<string, unknown>): unknown {
  return Object.entries(shared).find(([key]) => key.startsWith("holidays"))?.[1] ?? [];
}

function hoursOf(value: unknown, config: Record<string, unknown>): Record<Weekday, Interval[]> {
  if (value === undefined) return byWeekday((day) => (day === "saturday" || day === "sunday" ? [] : [workday(config)]));
  if (typeof value === "string") return hoursInWords(value);
  if (!isRecord(value)) throw new FieldError("hours", "Hours are given by weekday.");
  const unknown = Object.keys(value).find(
    (key) => !CALENDAR_KEYS.includes(key) && !WEEKDAYS.some((day) => isDay(day, key)),
  );
  if (unknown !== undefined) throw new FieldError(`hours.${unknown}`, `"${unknown}" is no weekday.`);
  return byWeekday((day) => intervalsOf(dayOf(value, day), `hours.${day}`));
}

function workday({ beginning_of_workday: begins, end_of_workday: ends }: Record<string, unknown>): Interval {
  return { opensAt: timeOf(begins ?? "09:00", "config"), closesAt: timeOf(ends ?? "17:00", "config") };
}

/** "mon-fri 09:00-17:00; sat 10:00-12:00", as a cell of a table can hold it. */
function hoursInWords(text: string): Record<Weekday, Interval[]> {
  const hours = byWeekday((): Interval[] => []);
  for (const part of text.split(";").filter((each) => each.trim() !== "")) {
    const [, first = "", last = first, opens, closes] =
      /^\s*([a-z]+)(?:\s*-\s*([a-z]+))?\s+(\S+?)-(\S+)\s*$/i.exec(part) ?? [];
    const [from, until] = [first, last].map((name) => WEEKDAYS.findIndex((day) => isDay(day, name)));
    if (from === undefined || until === undefined || from < 0 || until < from)
      throw new FieldError("hours", `"${part.trim()}" is not like "mon-fri 09:00-17:00".`);
    for (const day of WEEKDAYS.slice(from, until + 1))
      hours[day].push({ opensAt: timeOf(opens, "hours"), closesAt: timeOf(closes, "hours") });
  }
  return hours;
}

/** No hours; one pair of times; a list of pairs, or of `start` and `end`, or of `opensAt` and `closesAt`. */
function intervalsOf(value: unknown, field: string): Interval[] {
  if (value === null || value === undefined) return [];
  const list = Array.isArray(value) && value.some((each) => typeof each !== "string") ? value : [value];
  return list.flatMap((each) => {
    if (Array.isArray(each) && each.length === 0) return [];
    const [opens, closes] = Array.isArray(each) ? each : pairOf(each);
    const interval = { opensAt: timeOf(opens, field), closesAt: timeOf(closes, field) };
    if (interval.opensAt < interval.closesAt) return [interval];
    throw new FieldError(field, `Opening at ${interval.opensAt} must come before closing at ${interval.closesAt}.`);
  });
}

function pairOf(value: unknown): unknown[] {
  return isRecord(value) ? [value.opensAt ?? value.start, value.closesAt ?? value.end] : [];
}

function timeOf(value: unknown, field: string): string {
  const [, hour, minute] = TIME.exec(String(value)) ?? [];
  if (hour === undefined || minute === undefined || (hour === "24" && minute !== "00"))
    throw new FieldError(field, `"${String(value)}" is no time of day: write it like 09:00.`);
  return `${hour}:${minute}`;
}

function openingsOf(value: unknown): Record<string, Interval[]> {
  if (value === undefined) return {};
  if (!isRecord(value)) throw new FieldError("openings", "Openings are given by day.");
  return Object.fromEntries(
    Object.entries(value).map(([day, hours]) => [dayIn(day, "openings"), intervalsOf(hours, `openings.${day}`)]),
  );
}

function daysOf(value: unknown, field: string): string[] {
  const list = typeof value === "string" ? value.split(/[\s,;]+/).filter(Boolean) : value;
  if (!Array.isArray(list)) throw new FieldError(field, "Closed days are a list of days.");
  return list.map((day) => dayIn(String(day), field));
}

function dayIn(day: string, field: string): string {
  if (DAY.test(day) && z.iso.date().safeParse(day).success) return day;
  throw new FieldError(field, `"${day}" is no day: write it like 2026-12-25.`);
}

function byWeekday<T>(of: (day: Weekday) => T): Record<Weekday, T> {
  return Object.fromEntries(WEEKDAYS.map((day) => [day, of(day)])) as Record<Weekday, T>;
}

function isDay(day: Weekday, name: string): boolean {
  return day === name.toLowerCase() || day.slice(0, 3) === name.toLowerCase();
}

function hasDay(value: Record<string, unknown>, day: Weekday): boolean {
  return Object.keys(value).some((key) => isDay(day, key));
}

function dayOf(value: Record<string, unknown>, day: Weekday): unknown {
  return Object.entries(value).find(([key]) => isDay(day, key))?.[1];
}
