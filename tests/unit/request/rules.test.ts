import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeDue, isLate, listDueChoices, nextReminderAt, readDue } from "@/lib/request/rules";
import { formatInstant } from "@/lib/shared/dates";

const NEW_YORK = "America/New_York";
const at = (iso: string) => new Date(iso);
const NOW = at("2026-05-12T09:30:00Z");

describe("a due time as the clocks of the site show it", () => {
  test.each([
    ["2026-05-12T17:00", "Europe/London", "2026-05-12T16:00:00Z"],
    ["2026-05-12T17:00", NEW_YORK, "2026-05-12T21:00:00Z"],
    ["2026-05-12T23:30", "Pacific/Auckland", "2026-05-12T11:30:00Z"],
    ["2026-05-12T17:00", "Asia/Kathmandu", "2026-05-12T11:15:00Z"],
    ["2026-12-01T17:00", "Europe/London", "2026-12-01T17:00:00Z"],
    // The clocks show 01:30 twice: the earlier counts.
    ["2026-11-01T01:30", NEW_YORK, "2026-11-01T05:30:00Z"],
    ["2026-10-25T01:30", "Europe/London", "2026-10-25T00:30:00Z"],
    ["2027-03-14T03:00", NEW_YORK, "2027-03-14T07:00:00Z"],
    ["2027-05-12T10:30", "Europe/London", "2027-05-12T09:30:00Z"],
  ])("%s in %s is %s", (due, zone, instant) => {
    expect(readDue(due, zone, NOW)).toEqual({ ok: true, dueAt: at(instant) });
  });

  test.each([
    ["that the clocks skip", "2027-03-14T02:30", NEW_YORK, /clocks go forward/],
    ["that the clocks skip by half an hour", "2026-10-04T02:15", "Australia/Lord_Howe", /clocks go forward/],
    ["that is now", "2026-05-12T10:30", "Europe/London", /past/],
    ["that is past there, though not here", "2026-05-12T05:00", NEW_YORK, /past/],
    ["more than a year away", "2027-05-12T10:31", "Europe/London", /more than a year/],
    ["on a day that never is", "2027-02-30T10:00", "Europe/London", /does not exist/],
    ["at an hour that never is", "2026-05-13T25:00", "Europe/London", /does not exist/],
  ])("%s is refused: %s in %s", (_why, due, zone, problem) => {
    expect(readDue(due, zone, NOW)).toEqual({ ok: false, problem: expect.stringMatching(problem) });
  });

  test("is what the site's clocks show at that instant, for any time of the next year", () => {
    const zone = fc.constantFrom("Europe/London", NEW_YORK, "Pacific/Auckland", "Asia/Kathmandu", "UTC");
    fc.assert(
      fc.property(zone, fc.integer({ min: 1, max: 364 * 24 * 60 }), (where, minutes) => {
        const instant = new Date(NOW.getTime() + minutes * 60_000);
        const shown = new Intl.DateTimeFormat("sv-SE", { timeZone: where, dateStyle: "short", timeStyle: "short" })
          .format(instant)
          .replace(" ", "T");
        const reading = readDue(shown, where, NOW);
        expect(reading.ok && formatInstant(reading.dueAt, where)).toBe(formatInstant(instant, where));
        expect(reading.ok && reading.dueAt <= instant).toBe(true);
      }),
    );
  });
});

describe("the times on offer", () => {
  test.each([
    ["in the morning", "2026-05-12T09:30:00Z", ["2026-05-12T17:00", "2026-05-13T17:00", "2026-05-15T17:00"]],
    ["half an hour before five", "2026-05-12T15:30:00Z", ["2026-05-12T17:00", "2026-05-13T17:00", "2026-05-15T17:00"]],
    ["later than that", "2026-05-12T15:31:00Z", ["2026-05-13T17:00", "2026-05-15T17:00"]],
    ["after midnight there", "2026-05-12T23:30:00Z", ["2026-05-13T17:00", "2026-05-14T17:00", "2026-05-16T17:00"]],
    ["over the night the clocks change", "2026-10-24T22:30:00Z", ["2026-10-25T17:00", "2026-10-27T17:00"]],
  ])("%s", (_when, now, dues) => {
    const choices = listDueChoices(at(now), "Europe/London");
    expect(choices.map(({ due }) => due)).toEqual(dues);
    expect(choices.every(({ due }) => readDue(due, "Europe/London", at(now)).ok)).toBe(true);
  });
});

describe("how long is left, or past", () => {
  test.each([
    ["2026-05-12T12:45:00Z", "Due in 3 hours"],
    ["2026-05-12T10:30:00Z", "Due in 1 hour"],
    ["2026-05-12T10:29:59Z", "Due in 59 minutes"],
    ["2026-05-12T09:31:00Z", "Due in 1 minute"],
    ["2026-05-12T09:30:30Z", "Due now"],
    ["2026-05-12T09:29:30Z", "Due now"],
    ["2026-05-12T09:29:00Z", "1 minute late"],
    ["2026-05-11T09:30:00Z", "24 hours late"],
    ["2026-05-10T09:30:00Z", "2 days late"],
    ["2026-05-14T09:29:00Z", "Due in 47 hours"],
    ["2026-05-14T09:30:00Z", "Due in 2 days"],
  ])("%s: %s", (dueAt, words) => {
    expect(describeDue(at(dueAt), NOW)).toBe(words);
  });

  test.each([
    ["open", -1, true],
    ["open", 0, false],
    ["open", 1, false],
    ["answered", -1, false],
    ["returned", -1, false],
    ["withdrawn", -1, false],
  ] as const)("%s and due %d ms from now: late is %s", (state, ms, late) => {
    expect(isLate({ state, dueAt: new Date(NOW.getTime() + ms) }, NOW)).toBe(late);
  });
});

test.each([
  [null, null],
  ["2026-05-12T08:30:00Z", null],
  ["2026-05-12T08:30:01Z", "2026-05-12T09:30:01Z"],
  ["2026-05-12T09:30:00Z", "2026-05-12T10:30:00Z"],
])("reminded at %s, a unit may be reminded again from %s", (remindedAt, next) => {
  expect(nextReminderAt(remindedAt ? at(remindedAt) : null, NOW)).toEqual(next ? at(next) : null);
});
