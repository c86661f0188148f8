import { expect, test } from "vitest";
import { effectSeenFrom, effectSeenIfDoneBefore, tooEarlyToVerify } from "@/lib/improvement/rules/due";
import { daysFrom } from "@/lib/insight/rules/dashboard";

test.each([
  // 11 May 2026 is a Monday: seven whole weeks follow the one in which it lies.
  ["received", "2026-05-11", "2026-07-06"],
  ["received", "2026-05-17", "2026-07-06"],
  ["issues", "2026-05-18", "2026-07-13"],
  ["answeredInTime", "2026-05-01", "2027-01-01"],
  ["answeredInTime", "2026-05-31", "2027-01-01"],
  ["answeredInTime", "2025-12-31", "2026-08-01"],
  ["timeToAnswer", "2026-05-31", "2027-01-01"],
  ["said:listened", "2026-05-31", "2027-01-01"],
] as const)("what %s did that was done on %s is seen from %s on", (measure, doneOn, day) => {
  expect(effectSeenFrom(measure, doneOn)).toBe(day);
});

test("a query finds on each day what the rule says is seen on it, and nothing else", () => {
  const days = Array.from({ length: 800 }, (_, index) => daysFrom("2025-01-01", index));
  for (const [measure, period] of [
    ["issues", "week"],
    ["answeredInTime", "month"],
  ] as const) {
    for (const today of ["2026-03-01", "2026-05-11", "2026-05-17", "2026-12-31", "2027-01-01"]) {
      const seen = days.filter((doneOn) => effectSeenFrom(measure, doneOn) <= today);
      expect(seen).toEqual(days.filter((doneOn) => doneOn < effectSeenIfDoneBefore(period, today)));
    }
  }
});

test.each([
  ["issues", "2026-03-22", "2026-05-11", null],
  ["issues", "2026-03-22", "2026-05-10", "from 11 May 2026 on: a verdict needs 7 whole weeks since the change."],
  ["answeredInTime", "2026-05-31", "2027-01-01", null],
  [
    "answeredInTime",
    "2026-05-31",
    "2026-12-31",
    "from 1 Jan 2027 on: a verdict needs 7 whole months since the change.",
  ],
] as const)("what %s did that was done on %s may be verified as effective on %s, or not yet: %s", (...given) => {
  const [measure, doneOn, today, words] = given;
  const told = tooEarlyToVerify(measure, doneOn, today);
  expect(told).toBe(words && `It can be verified as effective ${words}`);
});
