import { describe, expect, test } from "vitest";
import { missingYears, planLoad, yearFrom } from "@/lib/calendar/rules/load";
import { changedDays, DEFAULT_WEEK, describeHours } from "@/lib/calendar/rules/week";
import { addDaySchema, calendarPageSchema, loadHolidaysSchema, saveHoursSchema } from "@/lib/calendar/schema";
import { newId } from "@/lib/shared/ids";

const hours = (...times: [string?, string?][]) => times.map(([opensAt, closesAt]) => ({ opensAt, closesAt }));

/** What is said of a Monday with these hours, by field. */
function saidOf(monday: unknown): Record<string, string> {
  const result = saveHoursSchema.safeParse({ siteId: newId(), hoursVersion: "0", monday });
  return Object.fromEntries((result.error?.issues ?? []).map(({ path, message }) => [path.join("."), message]));
}

describe("the hours of a day", () => {
  test.each([
    ["that end before they start", hours(["17:00", "09:00"]), "monday.0.closesAt", /not after 17:00/],
    ["that end when they start", hours(["09:00", "09:00"]), "monday.0.closesAt", /not after 09:00/],
    ["that overlap", hours(["09:00", "12:00"], ["11:30", "14:00"]), "monday.1.opensAt", /overlap with 09:00 to 12:00/],
    ["that lie within others", hours(["09:00", "17:00"], ["10:00", "11:00"]), "monday.1.opensAt", /overlap/],
    ["that stand there twice", hours(["09:00", "12:00"], ["09:00", "12:00"]), "monday.1.opensAt", /overlap/],
    ["without a beginning", hours([undefined, "12:00"]), "monday.0.opensAt", /when it opens/],
    ["without an end", hours(["09:00", undefined]), "monday.0.closesAt", /when it closes/],
    ["that are no times", hours(["9 am", "25:00"]), "monday.0.opensAt", /like 09:00/],
  ])("%s are refused beside the field", (_what, monday, field, words) => {
    expect(saidOf(monday)[field]).toMatch(words);
  });

  test("may touch, come in any order, and last until midnight", () => {
    const input = { siteId: newId(), hoursVersion: "0", monday: hours(["12:00", "00:00"], ["09:00", "12:00"]) };
    expect(saveHoursSchema.parse(input).monday).toEqual(hours(["09:00", "12:00"], ["12:00", "24:00"]));
    expect(saveHoursSchema.parse(input).sunday).toEqual([]);
  });

  test("on no day at all are refused beside the first", () => {
    expect(saidOf([])).toEqual({ monday: expect.stringMatching(/at least one day/) });
  });

  test("more than twelve are refused", () => {
    expect(saidOf(Array.from({ length: 13 }, () => ({ opensAt: "09:00", closesAt: "10:00" })))).toHaveProperty(
      "monday",
    );
  });

  test("are told in words, and so is what changes", () => {
    expect(describeHours([])).toBe("closed");
    expect(
      describeHours([
        { opensAt: "09:00", closesAt: "12:00" },
        { opensAt: "13:00", closesAt: "24:00" },
      ]),
    ).toBe("09:00 to 12:00, 13:00 to 24:00");
    expect(changedDays(DEFAULT_WEEK, { ...DEFAULT_WEEK, friday: [], sunday: DEFAULT_WEEK.monday })).toEqual([
      "friday",
      "sunday",
    ]);
  });
});

describe("a day", () => {
  const day = { dayId: newId(), siteId: newId(), date: "2026-12-24", kind: "opening", name: "Catch-up" };

  test.each([
    ["a special opening without hours", {}, "intervals"],
    ["a day that no month has", { date: "2026-02-30" }, "date"],
    ["a day of another century", { date: "1899-12-31" }, "date"],
    ["a kind that is none", { kind: "party" }, "kind"],
    ["no name", { name: " " }, "name"],
  ])("%s is refused beside the field", (_what, given, field) => {
    const paths = addDaySchema.safeParse({ ...day, ...given }).error?.issues.map(({ path }) => path.join("."));
    expect(paths).toContain(field);
  });

  test("that is closed keeps no hours", () => {
    const closed = { ...day, kind: "closed", intervals: hours(["09:00", "12:00"]) };
    expect(addDaySchema.parse(closed).intervals).toEqual([]);
  });
});

describe("the years to load", () => {
  const load = (years: string) => loadHolidaysSchema.safeParse({ siteId: newId(), country: "GB", region: "", years });

  test.each([
    ["2026", [2026]],
    ["2026-2028", [2026, 2027, 2028]],
  ])("%s", (text, years) => {
    expect(load(text).data).toMatchObject({ years, region: null });
  });

  test.each(["", "2028-2026", "2020-2030", "26", "0026", "2026-"])("%j is refused", (text) => {
    expect(load(text).success).toBe(false);
  });

  test("an address that asks for nonsense asks for nothing", () => {
    expect(calendarPageSchema.parse({ site: "x", country: "XX", region: "y".repeat(99), years: "z" })).toEqual({});
  });

  test.each([
    ["2026-11-22", [], [2026, 2027]],
    ["2026-11-22", [2026], [2027]],
    ["2026-11-22", [2026, 2027], []],
    ["2026-01-01", [2026], []],
  ])("from %s with %j loaded, %j are missing", (from, loaded, missing) => {
    expect(missingYears(loaded, from, yearFrom(from))).toEqual(missing);
  });

  test.each([
    ["2026-11-22", "2027-11-21"],
    ["2026-01-01", "2026-12-31"],
    ["2028-02-29", "2029-02-28"],
  ])("twelve months from %s end on %s", (from, until) => {
    expect(yearFrom(from)).toBe(until);
  });
});

test("a load adds what is missing, takes out what it brought and no longer knows, and leaves people's days alone", () => {
  const known = (date: string, given: object = {}) => ({
    ...{ id: date, date, name: date, isLoaded: true, isVoided: false, isVoidedByLoad: false, ...given },
  });
  const listed = ["2026-01-01", "2026-05-04", "2026-12-25", "2026-12-28"].map((date) => ({ date, name: date }));
  const plan = planLoad(
    listed,
    [
      known("2026-01-01"),
      known("2026-01-02"),
      known("2025-12-26"),
      known("2026-07-01", { isLoaded: false }),
      known("2026-05-04", { isVoided: true }),
      known("2026-12-25", { isVoided: true, isVoidedByLoad: true }),
    ],
    [2026],
  );
  expect(plan.add.map(({ date }) => date)).toEqual(["2026-12-25", "2026-12-28"]);
  expect(plan.remove.map(({ date }) => date)).toEqual(["2026-01-02"]);
  expect(plan.leftOut.map(({ date }) => date)).toEqual(["2026-05-04"]);
  expect(plan.present).toBe(1);
});
