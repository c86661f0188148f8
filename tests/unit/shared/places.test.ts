import { describe, expect, test } from "vitest";
import { addSiteSchema } from "@/lib/access/schema";
import { isTimeZone } from "@/lib/shared/dates";
import { countryName, listCountries, listTimeZones } from "@/lib/shared/places";

const countries = listCountries();
const codes = countries.map(({ code }) => code);

describe("the list of countries", () => {
  test("holds the 249 of ISO 3166-1, and Kosovo", () => {
    expect(codes).toHaveLength(250);
    expect(new Set(codes).size).toBe(250);
  });

  test.each(["US", "GB", "RO", "NZ", "TW", "PS", "VA", "AQ", "XK", "SS", "CW"])("holds %s", (code) => {
    expect(codes).toContain(code);
  });

  test.each(["UK", "EU", "UN", "ZZ", "AN", "SU", "YU", "DD", "XA", "AC", "TP", "ZR"])("does not hold %s", (code) => {
    expect(codes).not.toContain(code);
  });

  test("is in the order of its names, each there once", () => {
    const names = countries.map(({ name }) => name);
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b)));
    expect(new Set(names).size).toBe(names.length);
  });

  test("is the list that a form is judged by", () => {
    const site = { name: "Northgate", timeZone: "UTC" };
    expect(codes.filter((country) => !addSiteSchema.safeParse({ ...site, country }).success)).toEqual([]);
    expect(
      ["ZZ", "UK", "us", "USA", ""].filter((country) => addSiteSchema.safeParse({ ...site, country }).success),
    ).toEqual([]);
  });
});

test("a country is told by its English name, and an unknown code as it is", () => {
  expect(countryName("RO")).toBe("Romania");
  expect(countryName("ZQ")).toBe("ZQ");
});

describe("the list of time zones", () => {
  test("holds UTC once and those of our sites", () => {
    const zones = listTimeZones();
    expect(zones.filter((zone) => zone === "UTC")).toHaveLength(1);
    expect(zones).toEqual(expect.arrayContaining(["America/New_York", "Europe/London", "Pacific/Auckland"]));
  });

  test("is one that a form is judged by", () => {
    expect(listTimeZones().filter((zone) => !isTimeZone(zone))).toEqual([]);
  });
});
