import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addBusinessDays,
  addBusinessMinutes,
  businessMinutesBetween,
  countBusinessDays,
  isBusinessTime,
  nextBusinessTime,
} from "@/lib/calendar/rules/business-time";
import type { BusinessCalendar, Interval } from "@/lib/calendar/types";
import { localTimeOf } from "@/lib/shared/local-time";

const MINUTE = 60_000;
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

const shiftDay = (day: string, by: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);

const someDays = (around: string) =>
  fc.uniqueArray(
    fc.integer({ min: -4, max: 4 }).map((by) => shiftDay(around, by)),
    { maxLength: 3 },
  );

const scene = fc.constantFrom(...CHANGES).chain(([zone, day]) =>
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
function isOpenMinute(calendar: BusinessCalendar, ms: number): boolean {
  const [date = "", time = ""] = shownAt(ms, calendar.zone).split("T");
  return hoursOn(calendar, date).some(({ opensAt, closesAt }) => opensAt <= time && time < closesAt);
}

function hoursOn(calendar: BusinessCalendar, date: string): readonly Interval[] {
  const special = calendar.openings[date];
  if (special) return special;
  if (calendar.closed.includes(date)) return [];
  return calendar.hours[WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? "sunday"];
}

function minutesBetween(calendar: BusinessCalendar, from: number, until: number): number {
  let count = 0;
  for (let ms = from; ms < until; ms += MINUTE) if (isOpenMinute(calendar, ms)) count += 1;
  return count;
}

/** The end of the n-th open minute after an instant, or null when it takes more than eight days. */
function walkForward(calendar: BusinessCalendar, from: number, minutes: number): number | null {
  let left = minutes;
  for (let ms = from; ms < from + 8 * 1440 * MINUTE; ms += MINUTE) {
    if (isOpenMinute(calendar, ms)) left -= 1;
    if (left === 0) return ms + MINUTE;
  }
  return null;
}

function walkBack(calendar: BusinessCalendar, from: number, minutes: number): number | null {
  let left = minutes;
  for (let ms = from - MINUTE; ms > from - 8 * 1440 * MINUTE; ms -= MINUTE) {
    if (isOpenMinute(calendar, ms)) left -= 1;
    if (left === 0) return ms;
  }
  return null;
}

describe("against a walk minute by minute through the days on which clocks change", () => {
  test("the minutes between two instants", () => {
    fc.assert(
      fc.property(scene, ({ calendar, start, length }) => {
        const until = start + length * MINUTE;
        expect(businessMinutesBetween(calendar, new Date(start), new Date(until))).toBe(
          minutesBetween(calendar, start, until),
        );
      }),
      { numRuns: 100 },
    );
  });

  test("adding and subtracting minutes", () => {
    fc.assert(
      fc.property(scene, ({ calendar, start, amount }) => {
        const after = walkForward(calendar, start, amount);
        if (after !== null) expect(addBusinessMinutes(calendar, new Date(start), amount)).toEqual(new Date(after));
        const before = walkBack(calendar, start, amount);
        if (before !== null) expect(addBusinessMinutes(calendar, new Date(start), -amount)).toEqual(new Date(before));
      }),
      { numRuns: 60 },
    );
  });

  test("whether an instant is in business time, and when the next one is", () => {
    fc.assert(
      fc.property(scene, ({ calendar, start }) => {
        const isOpen = isOpenMinute(calendar, start) || isOpenMinute(calendar, start - MINUTE);
        expect(isBusinessTime(calendar, new Date(start))).toBe(isOpen);
        const next = isOpen ? start + MINUTE : walkForward(calendar, start, 1);
        if (next !== null) expect(nextBusinessTime(calendar, new Date(start))).toEqual(new Date(next - MINUTE));
      }),
      { numRuns: 100 },
    );
  });

  test("counting days undoes adding them", () => {
    fc.assert(
      fc.property(scene, fc.integer({ min: -30, max: 30 }), ({ calendar, day }, days) => {
        if (days === 0 || Object.values(calendar.hours).every((hours) => hours.length === 0)) return;
        expect(countBusinessDays(calendar, day, addBusinessDays(calendar, day, days))).toBe(days);
      }),
    );
  });
});
