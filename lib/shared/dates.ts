import { TZDate } from "@date-fns/tz";
import { stretchAt } from "./local-time";

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const LONG_MONTHS = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"],
];

/** What calendar and clock show in a zone, as what the date returned shows in UTC: a list tells some hundred, so no formatter is asked. */
export function shownIn(at: Date, zone: string): Date {
  return new Date(at.getTime() + stretchAt(at.getTime(), zone).offset);
}

const two = (value: number) => String(value).padStart(2, "0");
const dayOf = (shown: Date) => `${shown.getUTCDate()} ${MONTHS[shown.getUTCMonth()]}`;
const yearOf = (shown: Date) => String(shown.getUTCFullYear()).padStart(4, "0");
const weekdayOf = (shown: Date) => DAYS[shown.getUTCDay()] ?? "";
const clockOf = (shown: Date) => `${two(shown.getUTCHours())}:${two(shown.getUTCMinutes())}`;

/** "Sat 21 Nov 2026, 09:12" in the given IANA zone. */
export function formatInstant(at: Date, zone: string): string {
  const shown = shownIn(at, zone);
  return `${weekdayOf(shown).slice(0, 3)} ${dayOf(shown)} ${yearOf(shown)}, ${clockOf(shown)}`;
}

/** "Saturday 21 November" in the given IANA zone. */
export function formatWeekday(at: Date, zone: string): string {
  const shown = shownIn(at, zone);
  return `${weekdayOf(shown)} ${shown.getUTCDate()} ${LONG_MONTHS[shown.getUTCMonth()]}`;
}

/** "Sat 21 Nov" in the given IANA zone. */
export function formatShortDay(at: Date, zone: string): string {
  const shown = shownIn(at, zone);
  return `${weekdayOf(shown).slice(0, 3)} ${dayOf(shown)}`;
}

/** "09:12" in the given IANA zone. */
export function formatTime(at: Date, zone: string): string {
  return clockOf(shownIn(at, zone));
}

/** "12 Mar 1959". A day has no zone: it is held as midnight UTC and read back in UTC. */
export function formatDay(day: Date): string {
  return `${dayOf(day)} ${yearOf(day)}`;
}

/** The day of an instant in a zone, as midnight UTC. */
export function dayIn(at: Date, zone: string): Date {
  return new Date(shownIn(at, zone).setUTCHours(0, 0, 0, 0));
}

/** The days from one instant to a later one as the calendar of a zone counts them: from 23:59 to 00:01 it is one. */
export function daysFrom(since: Date, now: Date, zone: string): number {
  return Math.max(0, (dayIn(now, zone).getTime() - dayIn(since, zone).getTime()) / 86_400_000);
}

/** The last instant that lies so many days before `now` in a zone: `daysFrom` it to `now` they are that many, and from any later one fewer. */
export function lastInstantDaysAgo(days: number, now: Date, zone: string): Date {
  const next = new Date(dayIn(now, zone).getTime() - (days - 1) * 86_400_000);
  return new Date(startOfDay(next.toISOString().slice(0, 10), zone).getTime() - 1);
}

/** A date without a time of day, as "yyyy-mm-dd". */
export function isoDay(day: Date): string;
export function isoDay(day: Date | null): string | null;
export function isoDay(day: Date | null): string | null {
  return day?.toISOString().slice(0, 10) ?? null;
}

/** The instant at which a day "yyyy-mm-dd" begins in a zone. */
export function startOfDay(day: string, zone: string): Date {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(new TZDate(year, month - 1, date, zone).getTime());
}

/** The day "yyyy-mm-dd" after another. */
export function nextDay(day: string): string {
  return new Date(new Date(`${day}T00:00:00Z`).getTime() + 86_400_000).toISOString().slice(0, 10);
}

/** Whole years between two days, e.g. the age today. */
export function yearsBetween(from: Date, to: Date): number {
  if (to < from) return 0 - yearsBetween(to, from);
  const birthday = new Date(from);
  birthday.setUTCFullYear(to.getUTCFullYear());
  return to.getUTCFullYear() - from.getUTCFullYear() - (to < birthday ? 1 : 0);
}

/** "just now", "5 min ago", "3 h ago", "4 d ago", "7 wk ago", "2 y ago"; rounds down. */
export function formatAgo(at: Date, now: Date): string {
  const minutes = Math.floor((now.getTime() - at.getTime()) / 60_000);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ago`;
  const days = Math.floor(minutes / (24 * 60));
  if (days < 60) return `${days} d ago`;
  if (days < 730) return `${Math.floor(days / 7)} wk ago`;
  return `${Math.floor(days / 365)} y ago`;
}

/** When something earlier was, as the end of a sentence: "at 18:50", or "on 3 Nov at 18:50" when that was another day in the zone. */
export function formatWhen(at: Date, now: Date, zone: string): string {
  const [then, today] = [shownIn(at, zone), shownIn(now, zone)];
  return dayOf(then) === dayOf(today) ? `at ${clockOf(then)}` : `on ${dayOf(then)} at ${clockOf(then)}`;
}

/** Whether the runtime knows this IANA time zone. */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return /^(?:UTC|[A-Za-z_]+\/[A-Za-z0-9_+\-/]+)$/.test(zone);
  } catch {
    return false;
  }
}

/** "Good morning" before noon, "Good afternoon" before six, then "Good evening". */
export function greetingAt(at: Date, zone: string): string {
  const hour = shownIn(at, zone).getUTCHours();
  if (hour < 12) return "Good morning";
  return hour < 18 ? "Good afternoon" : "Good evening";
}
