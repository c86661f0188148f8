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
import type { BusinessCalendar } from "@/lib/calendar/types";
import { isOpenMinute, MINUTE, scene } from "@/tests/support/minute-walk";

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
