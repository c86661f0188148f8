import { describe, expect, test } from "vitest";
import { holidaysOf, knowsCountry, listRegions } from "@/lib/calendar/rules/holidays";
import facts from "../../fixtures/public-holidays.json";
import { readSharedData } from "../../support/shared-data";

const YEARS = Array.from({ length: 11 }, (_, index) => 2020 + index);

function placeOf(jurisdiction: string) {
  const [country = "", region = null] = jurisdiction.split("-");
  return { country, region };
}

describe("public holidays with the days on which they are observed", () => {
  test.each(Object.entries(facts.jurisdictions))("of %s", (jurisdiction, years) => {
    for (const [year, dates] of Object.entries(years)) {
      expect(holidaysOf(placeOf(jurisdiction), Number(year)).map(({ date }) => date.slice(5))).toEqual(dates);
    }
  });

  const csv = readSharedData("business-time/public_holidays.csv");
  test.skipIf(!csv)("of nine jurisdictions, 2020 to 2030", () => {
    const rows = (csv ?? "").trim().split("\n").slice(1);
    const expected = Map.groupBy(rows, (row) => row.split(",")[0] ?? "");
    expect(expected.size).toBe(9);
    for (const [jurisdiction, days] of expected) {
      const dates = days.map((row) => row.split(",")[1]);
      const found = YEARS.flatMap((year) => holidaysOf(placeOf(jurisdiction), year)).map(({ date }) => date);
      expect(found, jurisdiction).toEqual([...new Set(dates)]);
    }
  });

  test("of a holiday of several days hold each of them, and of a half day none", () => {
    const dates = (country: string) => holidaysOf({ country, region: null }, 2026).map(({ date }) => date);
    expect(dates("KR")).toEqual(expect.arrayContaining(["2026-09-24", "2026-09-25", "2026-09-26"]));
    expect(dates("IS")).toContain("2026-12-25");
    expect(dates("IS")).not.toContain("2026-12-24");
  });

  test("are told in the English of the place, or in English", () => {
    const names = (country: string) => holidaysOf({ country, region: null }, 2026).map(({ name }) => name);
    expect(names("US")).toContain("Labor Day");
    expect(names("NZ")).toContain("Labour Day");
    expect(names("DE")).toContain("Easter Monday");
  });

  test("two on one day share its row", () => {
    const days = holidaysOf({ country: "GB", region: "SCT" }, 2022).map(({ date }) => date);
    expect(days).toEqual([...new Set(days)]);
  });

  test("regions are told by name", () => {
    expect(listRegions("GB")).toContainEqual({ code: "SCT", name: "Scotland" });
    expect(listRegions("AQ")).toEqual([]);
    expect([knowsCountry("US"), knowsCountry("AQ"), knowsCountry("toString")]).toEqual([true, false, false]);
  });
});
