import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  dayIn,
  daysFrom,
  formatAgo,
  formatDay,
  formatInstant,
  formatWeekday,
  greetingAt,
  isTimeZone,
  lastInstantDaysAgo,
  nextDay,
  startOfDay,
  yearsBetween,
} from "@/lib/shared/dates";

const at = (iso: string) => new Date(iso);

describe("an instant is told in the zone of its site", () => {
  test.each([
    ["before the clocks go forward in New York", "2026-03-08T06:59:00Z", "America/New_York", "Sun 8 Mar 2026, 01:59"],
    ["after the clocks go forward in New York", "2026-03-08T07:00:00Z", "America/New_York", "Sun 8 Mar 2026, 03:00"],
    [
      "the first 01:30 as they go back in New York",
      "2026-11-01T05:30:00Z",
      "America/New_York",
      "Sun 1 Nov 2026, 01:30",
    ],
    [
      "the second 01:30 as they go back in New York",
      "2026-11-01T06:30:00Z",
      "America/New_York",
      "Sun 1 Nov 2026, 01:30",
    ],
    ["before the clocks go forward in London", "2026-03-29T00:59:00Z", "Europe/London", "Sun 29 Mar 2026, 00:59"],
    ["after the clocks go forward in London", "2026-03-29T01:00:00Z", "Europe/London", "Sun 29 Mar 2026, 02:00"],
    ["after the clocks go back in London", "2026-10-25T01:00:00Z", "Europe/London", "Sun 25 Oct 2026, 01:00"],
    ["a day ahead in Auckland", "2026-11-20T20:12:00Z", "Pacific/Auckland", "Sat 21 Nov 2026, 09:12"],
    ["in a zone of three quarters of an hour", "2026-11-20T18:15:00Z", "Asia/Kathmandu", "Sat 21 Nov 2026, 00:00"],
    ["on a leap day", "2028-02-29T12:00:00Z", "UTC", "Tue 29 Feb 2028, 12:00"],
  ])("%s", (_what, iso, zone, expected) => {
    expect(formatInstant(at(iso), zone)).toBe(expected);
  });

  test("with its weekday in full", () => {
    expect(formatWeekday(at("2026-11-20T20:12:00Z"), "Pacific/Auckland")).toBe("Saturday 21 November");
    expect(formatWeekday(at("2026-11-20T20:12:00Z"), "America/New_York")).toBe("Friday 20 November");
  });
});

describe("a day", () => {
  test.each([
    ["2026-11-20T20:12:00Z", "Pacific/Auckland", "2026-11-21"],
    ["2026-11-20T20:12:00Z", "America/New_York", "2026-11-20"],
    ["2026-01-01T03:00:00Z", "America/New_York", "2025-12-31"],
    ["2028-02-29T23:59:59.999Z", "Europe/London", "2028-02-29"],
  ])("of %s in %s is %s", (iso, zone, day) => {
    expect(dayIn(at(iso), zone)).toEqual(at(`${day}T00:00:00Z`));
  });

  test("is told without a zone", () => {
    expect(formatDay(at("1959-03-12T00:00:00Z"))).toBe("12 Mar 1959");
    expect(formatDay(at("0999-01-01T00:00:00Z"))).toMatch(/^1 Jan 0*999$/);
  });

  test.each([
    ["2026-03-08", "America/New_York", "2026-03-08T05:00:00Z"],
    ["2026-03-09", "America/New_York", "2026-03-09T04:00:00Z"],
    ["2026-11-01", "America/New_York", "2026-11-01T04:00:00Z"],
    ["2026-11-02", "America/New_York", "2026-11-02T05:00:00Z"],
    ["2026-03-29", "Europe/London", "2026-03-29T00:00:00Z"],
    ["2026-03-30", "Europe/London", "2026-03-29T23:00:00Z"],
    ["2026-10-25", "Europe/London", "2026-10-24T23:00:00Z"],
    ["2026-10-26", "Europe/London", "2026-10-26T00:00:00Z"],
    ["2026-04-05", "Pacific/Auckland", "2026-04-04T11:00:00Z"],
    ["2026-04-06", "Pacific/Auckland", "2026-04-05T12:00:00Z"],
    ["2026-09-27", "Pacific/Auckland", "2026-09-26T12:00:00Z"],
    ["2026-09-28", "Pacific/Auckland", "2026-09-27T11:00:00Z"],
    ["2028-02-29", "UTC", "2028-02-29T00:00:00Z"],
    ["2026-05-12", "Asia/Kathmandu", "2026-05-11T18:15:00Z"],
    ["1990-12-31", "UTC", "1990-12-31T00:00:00Z"],
  ])("%s in %s begins at %s", (day, zone, iso) => {
    expect(startOfDay(day, zone)).toEqual(at(iso));
  });

  test("that has no midnight begins with its first minute", () => {
    // Cairo's clocks go from 24:00 on Thursday to 01:00 on Friday 24 April 2026.
    expect(startOfDay("2026-04-24", "Africa/Cairo")).toEqual(at("2026-04-23T22:00:00Z"));
  });

  test("is followed by the next one, through months, years and leap days", () => {
    expect(["2026-11-20", "2026-12-31", "2027-02-28", "2028-02-28", "2028-02-29", "2026-03-08"].map(nextDay)).toEqual([
      "2026-11-21",
      "2027-01-01",
      "2027-03-01",
      "2028-02-29",
      "2028-03-01",
      "2026-03-09",
    ]);
  });

  test("ends where the next begins, in every zone: no instant is of two days or of none", () => {
    const zones = [
      "America/New_York",
      "Europe/London",
      "Pacific/Auckland",
      "Asia/Kathmandu",
      "America/St_Johns",
      "UTC",
    ];
    const instant = fc.date({ min: at("1990-01-01"), max: at("2035-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(instant, fc.constantFrom(...zones), (now, zone) => {
        const day = dayIn(now, zone).toISOString().slice(0, 10);
        expect(startOfDay(day, zone).getTime()).toBeLessThanOrEqual(now.getTime());
        expect(startOfDay(nextDay(day), zone).getTime()).toBeGreaterThan(now.getTime());
      }),
    );
  });
});

describe("whole years", () => {
  test.each([
    ["on the birthday", "1959-03-12", "2026-03-12", 67],
    ["the day before", "1959-03-12", "2026-03-11", 66],
    ["of a leap day's child, on 28 February", "2000-02-29", "2026-02-28", 25],
    ["of a leap day's child, on 1 March", "2000-02-29", "2026-03-01", 26],
    ["on the day of birth", "2026-05-12", "2026-05-12", 0],
    ["of a hundred", "1926-05-12", "2026-05-12", 100],
  ])("%s", (_what, from, to, years) => {
    expect(yearsBetween(at(from), at(to))).toBe(years);
  });
});

describe("how long ago something was", () => {
  const now = at("2026-05-12T12:00:00Z");
  const MINUTE = 60_000;
  const DAY = 1440 * MINUTE;
  test.each([
    [0, "just now"],
    [MINUTE - 1, "just now"],
    [-5 * MINUTE, "just now"],
    [MINUTE, "1 min ago"],
    [60 * MINUTE - 1, "59 min ago"],
    [60 * MINUTE, "1 h ago"],
    [2 * DAY - 1, "47 h ago"],
    [2 * DAY, "2 d ago"],
    [60 * DAY - 1, "59 d ago"],
    [60 * DAY, "8 wk ago"],
    [730 * DAY - 1, "104 wk ago"],
    [730 * DAY, "2 y ago"],
    [1095 * DAY, "3 y ago"],
  ])("%i ms: %s", (ms, expected) => {
    expect(formatAgo(new Date(now.getTime() - ms), now)).toBe(expected);
  });
});

test.each([
  ["2026-05-12T04:00:00Z", "Good morning"],
  ["2026-05-12T15:59:59Z", "Good morning"],
  ["2026-05-12T16:00:00Z", "Good afternoon"],
  ["2026-05-12T21:59:59Z", "Good afternoon"],
  ["2026-05-12T22:00:00Z", "Good evening"],
  ["2026-05-13T03:59:59Z", "Good evening"],
])("at %s New York is greeted with %s", (iso, greeting) => {
  expect(greetingAt(at(iso), "America/New_York")).toBe(greeting);
});

test.each([
  ["Europe/London", true],
  ["America/Argentina/Buenos_Aires", true],
  ["UTC", true],
  ["Europe/Atlantis", false],
  ["", false],
  ["+05:30", false],
  ["Europe/London; DROP TABLE", false],
])("%j is a time zone: %s", (zone, expected) => {
  expect(isTimeZone(zone)).toBe(expected);
});

describe("the days between two instants", () => {
  const at = (text: string) => new Date(text);

  test.each([
    ["two minutes over midnight are one", "2026-05-11T22:59:00Z", "2026-05-11T23:01:00Z", "Europe/London", 1],
    ["almost a whole day within one is none", "2026-05-10T23:01:00Z", "2026-05-11T22:59:00Z", "Europe/London", 0],
    ["a day of 23 hours is one", "2026-03-28T12:00:00Z", "2026-03-29T11:30:00Z", "Europe/London", 1],
    ["a day of 25 hours is one", "2026-10-24T22:59:00Z", "2026-10-25T23:59:00Z", "Europe/London", 1],
    ["they are the site's days", "2026-05-11T11:30:00Z", "2026-05-11T12:30:00Z", "Pacific/Auckland", 1],
    ["a clock ahead of ours makes none", "2026-05-12T10:00:00Z", "2026-05-11T10:00:00Z", "Europe/London", 0],
  ])("%s", (_name, since, now, zone, days) => {
    expect(daysFrom(at(since), at(now), zone)).toBe(days);
  });

  test.each(["Europe/London", "America/New_York", "Pacific/Auckland", "Australia/Lord_Howe", "America/Santiago"])(
    "are so many up to the last instant that a search looks for, and none after it, the year round in %s",
    (zone) => {
      for (const now of ["2026-01-01T00:30:00Z", "2026-03-29T01:00:00Z", "2026-11-01T05:30:00Z"].map(at)) {
        for (let days = 1; days <= 400; days += 1) {
          const last = lastInstantDaysAgo(days, now, zone);
          expect(daysFrom(last, now, zone)).toBe(days);
          expect(daysFrom(new Date(last.getTime() + 1), now, zone)).toBe(days - 1);
        }
      }
    },
  );
});
