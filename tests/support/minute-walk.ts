import fc from "fast-check";
import type { BusinessCalendar, Interval } from "@/lib/calendar/types";
import { localTimeOf } from "@/lib/shared/local-time";

export const MINUTE = 60_000;
const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;

/** Zones with a day on which their clocks change: forward, back, by half an hour, at midnight, and over a whole day. */
const CHANGES: [zone: string, day: string][] = [
  ["Europe/Berlin", "2026-03-29"],
  ["Europe/Berlin", "2026-10-25"],
  ["America/New_York", "2026-03-08"],
  ["America/New_York", "2026-11-01"],
  ["Asia/Kathmandu", "2026-01-01"],
  ["Australia/Lord_Howe", "2026-04-05"],
  ["Australia/Lord_Howe", "2026-10-04"],
  ["Pacific/Apia", "2011-12-30"],
  ["America/Sao_Paulo", "2018-11-04"],
  ["America/Sao_Paulo", "2019-02-17"],
  ["America/St_Johns", "2010-11-07"],
  ["Africa/Casablanca", "2026-02-15"],
  ["Europe/London", "2026-12-31"],
];

const timeOf = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

const someHours: fc.Arbitrary<Interval[]> = fc
  .uniqueArray(
    fc.oneof(
      fc.integer({ min: 0, max: 1440 }),
      fc.integer({ min: 0, max: 96 }).map((q) => q * 15),
    ),
    { maxLength: 6 },
  )
  .map((marks) => {
    const sorted = marks.toSorted((a, b) => a - b).map(timeOf);
    return sorted.flatMap((opensAt, index) => {
      const closesAt = sorted[index + 1];
      return index % 2 === 0 && closesAt ? [{ opensAt, closesAt }] : [];
    });
  });

export const shiftDay = (day: string, by: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);

const someDays = (around: string) =>
  fc.uniqueArray(
    fc.integer({ min: -4, max: 4 }).map((by) => shiftDay(around, by)),
    { maxLength: 3 },
  );

/** A calendar about a day on which its clocks change, and some minutes. */
export const scene = fc.constantFrom(...CHANGES).chain(([zone, day]) =>
  fc.record({
    calendar: fc.record({
      zone: fc.constant(zone),
      hours: fc.record(Object.fromEntries(WEEKDAYS.map((weekday) => [weekday, someHours]))),
      closed: someDays(day),
      openings: someDays(day).chain((days) => fc.record(Object.fromEntries(days.map((date) => [date, someHours])))),
    }) as fc.Arbitrary<BusinessCalendar>,
    day: fc.constant(day),
    start: fc.integer({ min: -3 * 1440, max: 2 * 1440 }).map((by) => Date.parse(`${day}T00:00:00Z`) + by * MINUTE),
    length: fc.integer({ min: 0, max: 3 * 1440 }),
    amount: fc.integer({ min: 1, max: 2000 }),
  }),
);

const clocks = new Map<string, string>();

/** What the wall shows, remembered: the walks pass the same minutes of the same zones again and again. */
function shownAt(ms: number, zone: string): string {
  const key = `${zone} ${ms}`;
  const shown = clocks.get(key) ?? localTimeOf(new Date(ms), zone);
  clocks.set(key, shown);
  return shown;
}

/** Whether the minute that begins at an instant is open, read off the clock on the wall. */
export function isOpenMinute(calendar: BusinessCalendar, ms: number): boolean {
  const [date = "", time = ""] = shownAt(ms, calendar.zone).split("T");
  return hoursOn(calendar, date).some(({ opensAt, closesAt }) => opensAt <= time && time < closesAt);
}

function hoursOn(calendar: BusinessCalendar, date: string): readonly Interval[] {
  const special = calendar.openings[date];
  if (special) return special;
  if (calendar.closed.includes(date)) return [];
  return calendar.hours[WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? "sunday"];
}
