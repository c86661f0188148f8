import { describe, expect, test } from "vitest";
import { answerByOf, checkAfterTelling } from "@/lib/escalation/rules/deadline";
import { isQuiet, tellingTime } from "@/lib/escalation/rules/quiet";

const NIGHT = { from: "20:00", until: "07:00" };
const NOON = { from: "12:00", until: "13:00" };
const [LONDON, NEW_YORK, KATHMANDU] = ["Europe/London", "America/New_York", "Asia/Kathmandu"];

describe("quiet hours", () => {
  test.each([
    ["2026-01-12T19:59:59Z", NIGHT, LONDON, false],
    ["2026-01-12T20:00:00Z", NIGHT, LONDON, true],
    ["2026-01-12T23:59:59Z", NIGHT, LONDON, true],
    ["2026-01-13T06:59:59Z", NIGHT, LONDON, true],
    ["2026-01-13T07:00:00Z", NIGHT, LONDON, false],
    ["2026-07-12T19:30:00Z", NIGHT, LONDON, true],
    ["2026-07-13T06:00:00Z", NIGHT, LONDON, false],
    ["2026-01-12T12:00:00Z", NOON, LONDON, true],
    ["2026-01-12T13:00:00Z", NOON, LONDON, false],
    ["2026-01-13T00:59:59Z", NIGHT, NEW_YORK, false],
    ["2026-01-13T01:00:00Z", NIGHT, NEW_YORK, true],
    ["2026-01-13T01:14:59Z", NIGHT, KATHMANDU, true],
    ["2026-01-13T01:15:00Z", NIGHT, KATHMANDU, false],
    ["2026-01-12T23:00:00Z", null, LONDON, false],
  ])("%s with %o in %s: %s", (at, quiet, zone, expected) => {
    expect(isQuiet(new Date(at), quiet, zone)).toBe(expected);
  });

  test.each([
    ["by day: at once", "2026-01-12T10:00:00Z", NIGHT, LONDON, "2026-01-12T10:00:00Z"],
    ["without quiet hours: at once", "2026-01-12T23:00:00Z", null, LONDON, "2026-01-12T23:00:00Z"],
    ["in the evening: next morning", "2026-01-12T21:00:00Z", NIGHT, LONDON, "2026-01-13T07:00:00Z"],
    ["after midnight: the same morning", "2026-01-13T02:00:00Z", NIGHT, LONDON, "2026-01-13T07:00:00Z"],
    ["in a pause by day", "2026-01-12T12:30:00Z", NOON, LONDON, "2026-01-12T13:00:00Z"],
    ["over the night in which clocks go forward", "2026-03-28T22:00:00Z", NIGHT, LONDON, "2026-03-29T06:00:00Z"],
    ["over the night in which they go back", "2026-10-24T21:00:00Z", NIGHT, LONDON, "2026-10-25T07:00:00Z"],
    ["over the same nights elsewhere", "2026-03-08T03:00:00Z", NIGHT, NEW_YORK, "2026-03-08T11:00:00Z"],
    // 02:30 does not come that night: clocks show 03:00 after 01:59.
    [
      "until a time that is skipped",
      "2026-03-08T05:30:00Z",
      { from: "22:00", until: "02:30" },
      NEW_YORK,
      "2026-03-08T07:00:00Z",
    ],
    // 01:30 comes twice that night; the first will do.
    [
      "until a time that comes twice",
      "2026-11-01T04:30:00Z",
      { from: "22:00", until: "01:30" },
      NEW_YORK,
      "2026-11-01T05:30:00Z",
    ],
  ])("one is told %s", (_when, at, quiet, zone, expected) => {
    const told = tellingTime(new Date(at), quiet, zone);
    expect(told.toISOString()).toBe(new Date(expected).toISOString());
    expect(isQuiet(told, quiet, zone)).toBe(false);
  });

  test("every hour of a year is told of within a night, and never in one", () => {
    for (const zone of [LONDON, NEW_YORK, KATHMANDU, "Australia/Lord_Howe"]) {
      for (let hour = 0; hour < 365 * 24; hour += 7) {
        const at = new Date(Date.UTC(2026, 0, 1) + hour * 3_600_000);
        const told = tellingTime(at, NIGHT, zone);
        expect(isQuiet(told, NIGHT, zone)).toBe(false);
        expect(told.getTime() - at.getTime()).toBeLessThanOrEqual(12.5 * 3_600_000);
      }
    }
  });
});

describe("the time to answer", () => {
  const day = [{ opensAt: "09:00", closesAt: "17:00" }];
  const hours = { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: [], sunday: [] };
  const calendar = { zone: LONDON, hours, closed: [], openings: {} };

  test.each([
    ["calendar", 90, "2026-01-16T16:30:00Z", "2026-01-16T18:00:00Z"],
    ["business", 90, "2026-01-16T16:30:00Z", "2026-01-19T10:00:00Z"],
    ["business", 480, "2026-01-17T12:00:00Z", "2026-01-19T17:00:00Z"],
  ] as const)("in %s minutes, %i of them", (counts, answerWithinMinutes, from, until) => {
    expect(answerByOf({ counts, answerWithinMinutes }, new Date(from), calendar)).toEqual(new Date(until));
  });

  test("is looked at by a worker only where something follows", () => {
    const answerBy = new Date("2026-01-16T16:30:00Z");
    expect(checkAfterTelling({ ifUnanswered: { do: "nothing" } }, answerBy)).toBeNull();
    expect(checkAfterTelling({ ifUnanswered: { do: "repeat" } }, answerBy)).toEqual(answerBy);
    expect(checkAfterTelling({ ifUnanswered: { do: "go_on", rowId: "x" } }, answerBy)).toEqual(answerBy);
  });
});
