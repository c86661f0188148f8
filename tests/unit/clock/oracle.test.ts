import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isBusinessDay } from "@/lib/calendar/rules/business-time";
import type { BusinessCalendar } from "@/lib/calendar/types";
import { dayOf } from "@/lib/clock/rules/count";
import { readClock } from "@/lib/clock/rules/read";
import type { Unit } from "@/lib/clock/schema";
import { aClock } from "@/tests/support/clocks";
import { isOpenMinute, MINUTE, scene, shiftDay } from "@/tests/support/minute-walk";

const DAYS_WALKED = 12;

type Stretch = { from: number; until: number };

/** Pauses in minutes after the start, some of them over one another. */
const somePauses = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 * 1440 }), fc.integer({ min: 1, max: 2 * 1440 })), {
  maxLength: 3,
});

const asStretches = (start: number, pauses: [number, number][]): Stretch[] =>
  pauses.map(([from, length]) => ({ from: start + from * MINUTE, until: start + (from + length) * MINUTE }));

type Given = { calendar: BusinessCalendar; start: number; amount: number; unit: Unit; pauses: Stretch[] };

function read({ calendar, start, amount, unit, pauses }: Given, now: number) {
  const iso = (ms: number) => new Date(ms).toISOString();
  const recorded = pauses.map(({ from, until }) => ({ from: iso(from), until: iso(until), reasonId: "consent" }));
  return readClock(aClock(iso(start), { limit: { amount, unit }, pauses: recorded }), calendar, new Date(now));
}

/** One after another without a gap is one pause: the day on which the second begins is no day of its own. */
function atOnce(pauses: Stretch[]): Stretch[] {
  const reach = (one: Stretch): Stretch => {
    const until = Math.max(...pauses.filter(({ from }) => one.from <= from && from <= one.until).map((p) => p.until));
    return until > one.until ? reach({ ...one, until }) : one;
  };
  return pauses.map(reach);
}

/** The end of the last minute that counts, or null where that takes longer than the walk. */
function walkMinutes({ calendar, start, amount, unit, pauses }: Given): number | null {
  let left = amount * 60;
  for (let ms = start; ms < start + DAYS_WALKED * 1440 * MINUTE; ms += MINUTE) {
    const isPaused = pauses.some(({ from, until }) => from <= ms && ms < until);
    if (!isPaused && (unit === "calendar_hours" || isOpenMinute(calendar, ms))) left -= 1;
    if (left === 0) return ms + MINUTE;
  }
  return null;
}

/** The last day that counts, day by day. A day that begins while it is paused is free; so are those after a pause on the last day. */
function walkDays({ calendar, start, amount, unit, pauses }: Given): string | null {
  const day = (ms: number) => dayOf(calendar, new Date(ms));
  const counts = (date: string) => unit === "calendar_days" || isBusinessDay(calendar, date);
  const holding = (date: string) => atOnce(pauses).filter(({ from, until }) => day(from) < date && date <= day(until));
  let left = amount;
  let due = day(start);
  for (let date = shiftDay(due, 1), walked = 0; walked < 40; date = shiftDay(date, 1), walked += 1) {
    if (!counts(date)) continue;
    const isFree = holding(date).some(({ from }) => left > 0 || day(from) <= due);
    if (left === 0 && !isFree) return due;
    if (!isFree) left -= 1;
    if (!isFree || left === 0) due = date;
  }
  return null;
}

/** After a minute of the next day it was the day before once more, for an hour, in one zone and until 2011: no day is then the later one. */
function isDayBeforeAgain({ zone }: BusinessCalendar, ms: number): boolean {
  return zone === "America/St_Johns" && Date.parse("2010-11-07T02:31Z") <= ms && ms < Date.parse("2010-11-07T03:30Z");
}

describe("a clock with pauses, against a walk through the days on which clocks change", () => {
  test.each(["business_hours", "calendar_hours"] as const)("minute by minute, in %s", (unit) => {
    const hours = fc.integer({ min: 1, max: 20 });
    fc.assert(
      fc.property(scene, hours, somePauses, ({ calendar, start }, amount, minutes) => {
        const given = { calendar, start, amount, unit, pauses: asStretches(start, minutes) };
        const due = walkMinutes(given);
        // Whether a pause still counts that begins at the very instant of the end is another test's.
        fc.pre(due !== null && given.pauses.every(({ from }) => from !== due));
        const reading = read(given, (due ?? 0) + MINUTE);
        expect(reading).toMatchObject({ dueAt: new Date(due ?? 0).toISOString(), total: amount * 60 });
        expect(read(given, due ?? 0)).toMatchObject({ elapsed: amount * 60, remaining: 0 });
      }),
      { numRuns: 60 },
    );
  });

  test.each(["business_days", "calendar_days"] as const)("day by day, in %s", (unit) => {
    const days = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(scene, days, somePauses, ({ calendar, start }, amount, minutes) => {
        const given = { calendar, start, amount, unit, pauses: asStretches(start, minutes) };
        const due = walkDays(given);
        const ends = given.pauses.flatMap(({ from, until }) => [from, until]);
        fc.pre(due !== null && !ends.some((ms) => isDayBeforeAgain(calendar, ms)));
        expect(read(given, start).dueOn).toBe(due);
      }),
      { numRuns: 500 },
    );
  });
});
