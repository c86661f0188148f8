import { describe, expect, test } from "vitest";
import { isoWeekOf, readUnits, readWeeks, weekEnd, weekLabel, weekTitle } from "@/lib/insight/rules/weeks";
import type { CaseWeek, UnitCount } from "@/lib/insight/types";

const none = { inquiry: 0, compliment: 0, suggestion: 0, concern: 0, complaint: 0, grievance: 0 };
const aWeek = (complaint: number, compliment = 0): CaseWeek => ({ week: "2026-05-11", ...none, complaint, compliment });
const aUnit = (unit: string, cases: number, before: number): UnitCount => ({
  unitId: unit,
  unit,
  site: "Northgate",
  cases,
  before,
  since: "2026-02-10",
});

test("a week is named by its Monday and ends on its Sunday", () => {
  expect(weekLabel("2026-11-16")).toBe("16 Nov");
  expect(weekTitle("2026-12-28")).toBe("28 Dec 2026");
  expect(weekEnd("2026-12-28")).toBe("2027-01-03");
  expect(weekEnd("2026-03-02")).toBe("2026-03-08");
});

describe("the weeks in a sentence", () => {
  test.each([
    ["without a case", [aWeek(0), aWeek(0)], "No case was received in the last 2 weeks."],
    [
      "the median of an odd number of whole weeks",
      [aWeek(1), aWeek(9), aWeek(4), aWeek(100)],
      /^114 cases in 4 weeks; in half of the weeks 4 or more/,
    ],
    ["the median of an even number of whole weeks", [aWeek(1), aWeek(4), aWeek(0)], /half of the weeks 2.5 or more/],
    ["kinds together", [aWeek(1, 2), aWeek(0)], /^3 cases in 2 weeks; in half of the weeks 3 or more/],
    ["thousands marked", [aWeek(1200), aWeek(0)], /^1,200 cases/],
  ])("%s", (_what, weeks, expected) => {
    expect(readWeeks(weeks)).toMatch(expected);
  });
});

describe("the units in a sentence", () => {
  test.each([
    ["without any", [], "No concern, complaint or grievance named a unit in the last 13 weeks."],
    [
      "the first, when none has grown",
      [aUnit("Ward 4", 9, 9), aUnit("Ward 5", 2, 7)],
      "Ward 4 has the most, 9 in the last 13 weeks.",
    ],
    [
      "and the one that grew most",
      [aUnit("Ward 4", 9, 8), aUnit("Ward 5", 7, 2)],
      "Ward 4 has the most, 9 in the last 13 weeks. Ward 5 has grown most, from 2 in the 13 weeks before to 7.",
    ],
    [
      "the first, when it grew most itself",
      [aUnit("Ward 4", 9, 0), aUnit("Ward 5", 7, 2)],
      "Ward 4 has the most, 9 in the last 13 weeks. Ward 4 has grown most, from 0 in the 13 weeks before to 9.",
    ],
  ])("%s", (_what, units, words) => {
    expect(readUnits(units)).toBe(words);
  });
});

test.each([
  ["2024-12-30", 2025, 1],
  ["2025-01-06", 2025, 2],
  ["2026-12-28", 2026, 53],
  ["2027-01-04", 2027, 1],
  ["2026-03-23", 2026, 13],
])("%s begins week %d-%d", (monday, year, week) => {
  expect(isoWeekOf(monday)).toEqual({ year, week });
});
