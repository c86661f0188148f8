import { describe, expect, test } from "vitest";
import {
  addBusinessDays,
  addBusinessMinutes,
  businessMinutesBetween,
  countBusinessDays,
  isBusinessDay,
  isBusinessTime,
  NoBusinessTimeError,
  nextBusinessTime,
} from "@/lib/calendar/rules/business-time";
import type { BusinessCalendar, Interval } from "@/lib/calendar/types";

const open = (...times: [string, string][]): Interval[] => times.map(([opensAt, closesAt]) => ({ opensAt, closesAt }));
const NINE_TO_FIVE = open(["09:00", "17:00"]);

const everyDay = (intervals: Interval[]): BusinessCalendar["hours"] => ({
  monday: intervals,
  tuesday: intervals,
  wednesday: intervals,
  thursday: intervals,
  friday: intervals,
  saturday: intervals,
  sunday: intervals,
});

const aCalendar = (known: Partial<BusinessCalendar> = {}): BusinessCalendar => ({
  zone: "Europe/Berlin",
  hours: { ...everyDay(NINE_TO_FIVE), saturday: [], sunday: [] },
  closed: [],
  openings: {},
  ...known,
});

const at = (instant: string) => new Date(instant);

describe("business days", () => {
  const christmas = aCalendar({
    closed: ["2026-12-25", "2026-12-28"],
    openings: { "2026-12-26": open(["10:00", "12:00"]), "2026-12-28": NINE_TO_FIVE, "2026-12-30": [] },
  });

  test.each([
    ["a weekday", "2026-12-24", true],
    ["a holiday", "2026-12-25", false],
    ["a Saturday that opens specially", "2026-12-26", true],
    ["a Sunday", "2026-12-27", false],
    ["a holiday that opens specially", "2026-12-28", true],
    ["a weekday whose special opening has no hours", "2026-12-30", false],
  ])("%s", (_what, date, expected) => {
    expect(isBusinessDay(christmas, date)).toBe(expected);
  });

  test.each([
    ["Friday, by one", "2026-11-20", 1, "2026-11-23"],
    ["Saturday, by one", "2026-11-21", 1, "2026-11-23"],
    ["Monday, by none", "2026-11-23", 0, "2026-11-23"],
    ["Saturday, by none", "2026-11-21", 0, "2026-11-23"],
    ["Monday, back by one", "2026-11-23", -1, "2026-11-20"],
    ["Sunday, back by one", "2026-11-22", -1, "2026-11-20"],
    ["over a year", "2026-11-20", 261, "2027-11-22"],
  ])("%s", (_what, date, days, expected) => {
    expect(addBusinessDays(aCalendar(), date, days)).toBe(expected);
    if (days !== 0) expect(countBusinessDays(aCalendar(), date, expected)).toBe(days);
  });

  test("none lie between a day and itself", () => {
    expect(countBusinessDays(aCalendar(), "2026-11-20", "2026-11-20")).toBe(0);
  });

  test.each(["2026-02-30", "2026-2-3", "tomorrow", ""])("%j is refused", (date) => {
    expect(() => isBusinessDay(aCalendar(), date)).toThrow(`"${date}" is no day`);
  });
});

describe("where clocks change, minutes are those that pass", () => {
  const nights = (zone: string, ...times: [string, string][]) => aCalendar({ zone, hours: everyDay(open(...times)) });
  const DAY = ["00:00", "24:00"] as [string, string];

  test.each([
    [
      "over the hour that is skipped",
      nights("Europe/Berlin", ["01:00", "03:00"]),
      "2026-03-28T23:00Z",
      "2026-03-29T22:00Z",
      60,
    ],
    [
      "over the hour that comes twice",
      nights("Europe/Berlin", ["01:00", "03:00"]),
      "2026-10-24T22:00Z",
      "2026-10-25T23:00Z",
      180,
    ],
    [
      "within the hour that is skipped",
      nights("Europe/Berlin", ["02:15", "02:45"]),
      "2026-03-28T23:00Z",
      "2026-03-29T22:00Z",
      0,
    ],
    [
      "within the hour that comes twice",
      nights("Europe/Berlin", ["02:15", "02:45"]),
      "2026-10-24T22:00Z",
      "2026-10-25T23:00Z",
      60,
    ],
    [
      "from the middle of that hour",
      nights("Europe/Berlin", ["02:30", "03:30"]),
      "2026-10-24T22:00Z",
      "2026-10-25T23:00Z",
      90,
    ],
    ["on a day of 23 hours", nights("America/New_York", DAY), "2026-03-08T05:00Z", "2026-03-09T04:00Z", 23 * 60],
    ["on a day of 25 hours", nights("America/New_York", DAY), "2026-11-01T04:00Z", "2026-11-02T05:00Z", 25 * 60],
    [
      "where half an hour comes twice",
      nights("Australia/Lord_Howe", ["01:00", "03:00"]),
      "2026-04-04T13:00Z",
      "2026-04-05T13:30Z",
      150,
    ],
    [
      "at midnight itself",
      nights("America/Sao_Paulo", ["00:00", "02:00"]),
      "2018-11-04T03:00Z",
      "2018-11-05T02:00Z",
      60,
    ],
    ["over a day that was left out", nights("Pacific/Apia", DAY), "2011-12-29T10:00Z", "2011-12-31T10:00Z", 48 * 60],
  ])("%s", (_what, calendar, from, until, minutes) => {
    expect(businessMinutesBetween(calendar, at(from), at(until))).toBe(minutes);
    expect(businessMinutesBetween(calendar, at(until), at(from))).toBe(-minutes);
  });

  test("an opening in the hour that is skipped begins when it ends", () => {
    const calendar = nights("Europe/Berlin", ["02:30", "04:00"]);
    expect(nextBusinessTime(calendar, at("2026-03-28T23:00:00Z"))).toEqual(at("2026-03-29T01:00:00Z"));
  });
});

describe("the edges of a day", () => {
  const calendar = aCalendar({ zone: "UTC" });

  test.each([
    ["before opening", "2026-11-23T08:59:59.999Z", false],
    ["at opening", "2026-11-23T09:00:00Z", true],
    ["at closing", "2026-11-23T17:00:00Z", true],
    ["after closing", "2026-11-23T17:00:00.001Z", false],
  ])("%s", (_what, instant, expected) => {
    expect(isBusinessTime(calendar, at(instant))).toBe(expected);
  });

  test("midnight closes a day that is open until 24:00", () => {
    const late = aCalendar({ zone: "UTC", hours: { ...calendar.hours, friday: open(["18:00", "24:00"]) } });
    expect(isBusinessTime(late, at("2026-11-21T00:00:00Z"))).toBe(true);
    expect(addBusinessMinutes(late, at("2026-11-20T23:00:00Z"), 60)).toEqual(at("2026-11-21T00:00:00Z"));
  });

  test.each([
    ["forward to closing, which stays", "2026-11-20T16:00Z", 60, "2026-11-20T17:00Z"],
    ["forward past closing", "2026-11-20T16:00Z", 61, "2026-11-23T09:01Z"],
    ["back to opening, which stays", "2026-11-23T10:00Z", -60, "2026-11-23T09:00Z"],
    ["back past opening", "2026-11-23T10:00Z", -61, "2026-11-20T16:59Z"],
    ["from closed, by none", "2026-11-21T10:00Z", 0, "2026-11-23T09:00Z"],
    ["in business time, by none", "2026-11-23T10:00Z", 0, "2026-11-23T10:00Z"],
    ["keeping seconds", "2026-11-23T10:00:31.250Z", 1, "2026-11-23T10:01:31.250Z"],
  ])("%s", (_what, from, minutes, expected) => {
    expect(addBusinessMinutes(calendar, at(from), minutes)).toEqual(at(expected));
  });

  test("intervals that touch or overlap count once", () => {
    const messy = aCalendar({
      zone: "UTC",
      hours: everyDay(open(["12:00", "15:00"], ["09:00", "12:00"], ["10:00", "13:00"])),
    });
    expect(businessMinutesBetween(messy, at("2026-11-23T00:00Z"), at("2026-11-24T00:00Z"))).toBe(360);
  });
});

describe("a calendar that never opens", () => {
  const never = aCalendar({ hours: everyDay([]) });

  test("says so instead of searching on", () => {
    for (const search of [
      () => addBusinessDays(never, "2026-11-23", 1),
      () => addBusinessMinutes(never, at("2026-11-23T10:00Z"), 1),
      () => addBusinessMinutes(never, at("2026-11-23T10:00Z"), -1),
      () => nextBusinessTime(never, at("2026-11-23T10:00Z")),
    ])
      expect(search).toThrow(NoBusinessTimeError);
  });

  test("holds no minutes and no days", () => {
    expect(businessMinutesBetween(never, at("2026-01-01T00:00Z"), at("2027-01-01T00:00Z"))).toBe(0);
    expect(countBusinessDays(never, "2026-01-01", "2027-01-01")).toBe(0);
  });

  test("is searched up to its only special opening", () => {
    const once = { ...never, openings: { "2030-06-01": NINE_TO_FIVE } };
    expect(nextBusinessTime(once, at("2026-11-23T10:00Z"))).toEqual(at("2030-06-01T07:00Z"));
    expect(() => addBusinessMinutes(once, at("2026-11-23T10:00Z"), 481)).toThrow(NoBusinessTimeError);
  });
});

test("a due time ten working years away is found", () => {
  const due = addBusinessMinutes(aCalendar(), at("2026-11-23T10:00Z"), 10 * 260 * 480);
  expect(due.getUTCFullYear()).toBe(2036);
});
