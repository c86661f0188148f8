import { describe, expect, test } from "vitest";
import { answerByOf } from "@/lib/escalation/rules/deadline";
import { at, weekdays } from "@/tests/support/clocks";

const CALENDAR = weekdays("Europe/London", []);
const toldAt = new Date(at(CALENDAR, "2026-05-15T16:30"));
const DEADLINE = { answerWithinMinutes: 60, counts: "business" as const };

describe("by when an escalation is answered", () => {
  test("counts the hours of the site", () => {
    expect(answerByOf(DEADLINE, toldAt, CALENDAR)).toEqual(new Date(at(CALENDAR, "2026-05-18T09:30")));
  });

  test("counts time as it passes where the matrix says so", () => {
    const answerBy = answerByOf({ ...DEADLINE, counts: "calendar" }, toldAt, CALENDAR);
    expect(answerBy).toEqual(new Date(at(CALENDAR, "2026-05-15T17:30")));
  });

  test("counts time as it passes where the site has no hours at all: nobody is left without a time", () => {
    const hours = { ...CALENDAR.hours, monday: [], tuesday: [], wednesday: [], thursday: [], friday: [] };
    const answerBy = answerByOf(DEADLINE, toldAt, { ...CALENDAR, hours });
    expect(answerBy).toEqual(new Date(at(CALENDAR, "2026-05-15T17:30")));
  });
});
