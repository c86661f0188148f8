import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readClock } from "@/lib/clock/rules/read";
import { type Limit, type Pause, UNITS } from "@/lib/clock/schema";
import { aClock, weekdays } from "@/tests/support/clocks";

const ZONES = ["Europe/London", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland", "Pacific/Apia"];
const HOUR_MS = 3_600_000;
// A summer with both changes of the clocks on either side.
const START = Date.parse("2026-03-01T00:00:00Z");
const iso = (ms: number) => new Date(ms).toISOString();

const anyCalendar = fc
  .tuple(fc.constantFrom(...ZONES), fc.subarray(["2026-03-09", "2026-03-20", "2026-04-03", "2026-04-06"]))
  .map(([zone, closed]) => weekdays(zone, closed));
const anyLimit: fc.Arbitrary<Partial<Limit>> = fc
  .record({ unit: fc.constantFrom(...UNITS), amount: fc.integer({ min: 1, max: 40 }), ofReceipt: fc.boolean() })
  .map(({ unit, amount, ofReceipt }) => ({
    unit,
    amount: unit === "months" ? Math.ceil(amount / 10) : amount,
    firstDay: unit.endsWith("hours") ? null : ofReceipt ? "day_of_receipt" : "day_after",
  }));
const anyHour = fc.integer({ min: 0, max: 24 * 90 });
const anyPause: fc.Arbitrary<Pause> = fc.tuple(anyHour, fc.integer({ min: 0, max: 24 * 20 })).map(([from, hours]) => ({
  from: iso(START + from * HOUR_MS),
  until: iso(START + (from + hours) * HOUR_MS),
  reasonId: "consent",
}));
const anyCase = fc.record({
  calendar: anyCalendar,
  limit: anyLimit,
  start: anyHour,
  later: anyHour,
  pauses: fc.array(anyPause, { maxLength: 4 }),
});
type AnyCase = typeof anyCase extends fc.Arbitrary<infer T> ? T : never;

function read({ calendar, limit, start, later, pauses }: AnyCase) {
  const clock = aClock(iso(START + start * HOUR_MS), { limit, pauses });
  return readClock(clock, calendar, new Date(START + (start + later) * HOUR_MS));
}

describe("whatever the limit, the calendar and the pauses", () => {
  test("one more pause never makes it due earlier", () => {
    fc.assert(
      fc.property(anyCase, anyPause, (given, more) => {
        const before = read(given);
        const after = read({ ...given, pauses: [...given.pauses, more] });
        expect(Date.parse(after.dueAt)).toBeGreaterThanOrEqual(Date.parse(before.dueAt));
      }),
    );
  });

  test("the order in which pauses were recorded does not matter", () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        expect(read({ ...given, pauses: given.pauses.toReversed() })).toEqual(read(given));
      }),
    );
  });

  test("elapsed and remaining make the total until it is late, and lateness the rest after", () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const { elapsed, remaining, total, lateness, state } = read(given);
        expect(lateness).toBeGreaterThanOrEqual(0);
        expect(remaining).toBeGreaterThanOrEqual(0);
        expect(elapsed + remaining - lateness).toBeCloseTo(total, 6);
        if (state !== "late") expect(lateness).toBe(0);
        if (state === "late") expect(remaining).toBeCloseTo(0, 6);
      }),
    );
  });

  test("it is late exactly when its time has passed", () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const { dueAt, state } = read(given);
        const now = START + (given.start + given.later) * HOUR_MS;
        expect(state === "late").toBe(now > Date.parse(dueAt));
      }),
    );
  });

  test("time goes by: what is elapsed never shrinks", () => {
    fc.assert(
      fc.property(anyCase, fc.integer({ min: 0, max: 500 }), (given, more) => {
        expect(read({ ...given, later: given.later + more }).elapsed).toBeGreaterThanOrEqual(
          read(given).elapsed - 1e-6,
        );
      }),
    );
  });
});
