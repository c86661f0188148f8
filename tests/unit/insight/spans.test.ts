import { describe, expect, test } from "vitest";
import { inMonths, spansOf } from "@/lib/insight/rules/spans";

describe("the weeks and months that days touch", () => {
  test.each([
    ["one day", { from: "2026-05-12", to: "2026-05-12" }, "week", ["2026-05-11 2026-05-17 11 May"]],
    [
      "Sunday and Monday",
      { from: "2026-05-10", to: "2026-05-11" },
      "week",
      ["2026-05-04 2026-05-10 4 May", "2026-05-11 2026-05-17 11 May"],
    ],
    ["the turn of the year", { from: "2026-12-31", to: "2027-01-01" }, "week", ["2026-12-28 2027-01-03 28 Dec"]],
    ["a leap month", { from: "2028-02-10", to: "2028-02-11" }, "month", ["2028-02-01 2028-02-29 Feb 2028"]],
    [
      "two months",
      { from: "2026-12-31", to: "2027-01-01" },
      "month",
      ["2026-12-01 2026-12-31 Dec 2026", "2027-01-01 2027-01-31 Jan 2027"],
    ],
    ["no days", { from: "2026-05-18", to: "2026-05-10" }, "week", []],
  ] as const)("are whole: %s", (_, days, step, expected) => {
    expect(spansOf(days, step).map(({ start, end, label }) => `${start} ${end} ${label}`)).toEqual(expected);
  });
});

test.each([
  ["2026-01-01", "2026-03-31", ["2026-01-01", "2026-03-31"], []],
  ["2026-01-15", "2026-03-31", ["2026-02-01", "2026-03-31"], [["2026-01-15", "2026-01-31"]]],
  ["2024-02-01", "2024-03-10", ["2024-02-01", "2024-02-29"], [["2024-03-01", "2024-03-10"]]],
  [
    "2025-12-31",
    "2026-02-01",
    ["2026-01-01", "2026-01-31"],
    [
      ["2025-12-31", "2025-12-31"],
      ["2026-02-01", "2026-02-01"],
    ],
  ],
  ["2026-01-02", "2026-02-27", null, [["2026-01-02", "2026-02-27"]]],
  ["2026-01-02", "2026-01-01", null, [["2026-01-02", "2026-01-01"]]],
] as const)("%s to %s in whole months, and the rest", (from, to, months, rest) => {
  const days = ([first, last]: readonly [string, string]) => ({ from: first, to: last });
  expect(inMonths({ from, to })).toEqual({ months: months && days(months), rest: rest.map(days) });
});
