import { describe, expect, test } from "vitest";
import { readClock, readRounds } from "@/lib/clock/rules/read";
import type { Limit } from "@/lib/clock/schema";
import { aClock, at, weekdays } from "@/tests/support/clocks";

const LONDON = weekdays("Europe/London", ["2026-04-03", "2026-04-06"]);
const TUESDAY = at(LONDON, "2026-03-03T09:14");
const on = (local: string) => new Date(at(LONDON, local));
const pause = (from: string, until: string | null, reasonId = "consent") => ({
  from: at(LONDON, from),
  until: until === null ? null : at(LONDON, until),
  reasonId,
});
const BUSINESS_DAYS: Partial<Limit> = { unit: "business_days" };
const BUSINESS_HOURS: Partial<Limit> = { amount: 8, unit: "business_hours" };
const CALENDAR_HOURS: Partial<Limit> = { amount: 24, unit: "calendar_hours" };

describe("the day shown", () => {
  test.each<[string, Partial<Limit>, string, number, number, number]>([
    ["on the day of receipt", {}, "2026-03-03T09:14", 0, 7, 7],
    ["at the end of that day", {}, "2026-03-03T23:59", 0, 7, 7],
    ["on the next", {}, "2026-03-04T00:00", 1, 7, 6],
    ["on the last", {}, "2026-03-10T23:59", 7, 7, 0],
    ["the day of receipt, where it counts", { firstDay: "day_of_receipt" }, "2026-03-03T09:14", 1, 7, 6],
    ["in business days on a weekend", BUSINESS_DAYS, "2026-03-08T12:00", 3, 7, 4],
    ["in months, which are counted by their days", { amount: 1, unit: "months" }, "2026-03-13T12:00", 10, 31, 21],
  ])("%s", (_what, limit, now, elapsed, total, remaining) => {
    const reading = readClock(aClock(TUESDAY, { limit }), LONDON, on(now));
    expect(reading).toMatchObject({ elapsed, total, remaining, lateness: 0, state: "running" });
  });

  test.each<[string, Partial<Limit>, string, number]>([
    ["days", {}, "2026-03-12T00:00", 2],
    ["business days: none on a weekend", { ...BUSINESS_DAYS, amount: 3 }, "2026-03-08T12:00", 0],
    ["business days: one on the Monday after", { ...BUSINESS_DAYS, amount: 3 }, "2026-03-09T00:00", 1],
    ["business minutes", BUSINESS_HOURS, "2026-03-04T10:00", 46],
    ["minutes", CALENDAR_HOURS, "2026-03-04T09:44", 30],
  ])("lateness is counted in %s", (_what, limit, now, lateness) => {
    expect(readClock(aClock(TUESDAY, { limit }), LONDON, on(now))).toMatchObject({
      state: "late",
      lateness,
      remaining: 0,
    });
  });

  test("a limit of one business day from a holiday ends on the next, whichever day is the first", () => {
    for (const firstDay of ["day_of_receipt", "day_after"] as const) {
      const clock = aClock(at(LONDON, "2026-04-03T10:00"), { limit: { ...BUSINESS_DAYS, amount: 1, firstDay } });
      expect(readClock(clock, LONDON, on("2026-04-03T11:00"))).toMatchObject({
        dueOn: "2026-04-07",
        elapsed: 0,
        total: 1,
      });
    }
  });
});

describe("a pause", () => {
  test.each<[string, Partial<Limit>, [string, string][], string | null, string]>([
    ["of two days moves a day on by two", {}, [["2026-03-04T10:00", "2026-03-06T10:00"]], "2026-03-12", ""],
    ["within one day moves no day", {}, [["2026-03-04T10:00", "2026-03-04T16:00"]], "2026-03-10", ""],
    [
      "over a weekend takes out only business days",
      BUSINESS_DAYS,
      [["2026-03-06T10:00", "2026-03-09T10:00"]],
      "2026-03-13",
      "",
    ],
    ["of a weekend takes out none", BUSINESS_DAYS, [["2026-03-07T00:00", "2026-03-08T23:00"]], "2026-03-12", ""],
    ["before the start takes out what is after it", {}, [["2026-02-01T10:00", "2026-03-04T08:00"]], "2026-03-11", ""],
    [
      "of a month's limit is counted in days",
      { amount: 1, unit: "months" },
      [["2026-03-04T10:00", "2026-03-09T10:00"]],
      "2026-04-08",
      "",
    ],
    [
      "twice adds up",
      {},
      [
        ["2026-03-06T10:00", "2026-03-07T10:00"],
        ["2026-03-04T10:00", "2026-03-05T10:00"],
      ],
      "2026-03-12",
      "",
    ],
    ["after the time had run out brings none back", {}, [["2026-03-11T00:00", "2026-03-20T10:00"]], "2026-03-10", ""],
    ["in business hours", BUSINESS_HOURS, [["2026-03-03T10:00", "2026-03-03T11:30"]], null, "2026-03-04T10:44"],
    [
      "at night takes out no business hours",
      BUSINESS_HOURS,
      [["2026-03-03T18:00", "2026-03-04T08:00"]],
      null,
      "2026-03-04T09:14",
    ],
    ["in hours", CALENDAR_HOURS, [["2026-03-03T18:00", "2026-03-04T08:00"]], null, "2026-03-04T23:14"],
  ])("%s", (_what, limit, pauses, dueOn, due) => {
    const clock = aClock(TUESDAY, { limit, pauses: pauses.map(([from, until]) => pause(from, until)) });
    const reading = readClock(clock, LONDON, on("2026-03-30T12:00"));
    expect(reading.dueOn).toBe(dueOn);
    if (due) expect(reading.dueAt).toBe(at(LONDON, due));
  });

  test("that lasts moves the time on with it, and the day shown stands still", () => {
    const clock = aClock(TUESDAY, { pauses: [pause("2026-03-05T10:00", null)] });
    for (const [now, dueOn] of [
      ["2026-03-05T10:00", "2026-03-10"],
      ["2026-03-09T09:00", "2026-03-14"],
      ["2026-04-05T09:00", "2026-04-10"],
    ] as const) {
      const reading = readClock(clock, LONDON, on(now));
      expect(reading).toMatchObject({ state: "paused", isPaused: true, elapsed: 2, remaining: 5, dueOn });
    }
  });

  test("that begins once it is late stops nothing", () => {
    const clock = aClock(TUESDAY, { pauses: [pause("2026-03-11T10:00", null)] });
    expect(readClock(clock, LONDON, on("2026-03-20T10:00"))).toMatchObject({ state: "late", lateness: 10, paused: 0 });
  });

  test("is over at its end, not before", () => {
    const clock = aClock(TUESDAY, { pauses: [pause("2026-03-05T10:00", "2026-03-06T10:00")] });
    expect(readClock(clock, LONDON, new Date(on("2026-03-06T10:00").getTime() - 1)).state).toBe("paused");
    expect(readClock(clock, LONDON, on("2026-03-06T10:00")).state).toBe("running");
  });
});

describe("an extension", () => {
  const extension = (local: string, amount: number) => ({
    ...{ at: at(LONDON, local), amount },
    ...{ reason: "A witness is away.", toldAt: at(LONDON, local) },
  });
  const rule = {
    most: 21,
    unit: "calendar_days",
    times: null,
    mustTell: true,
    basis: "nothing",
    isConfirmed: true,
  } as const;

  test("adds its days to the total", () => {
    const clock = aClock(TUESDAY, { limit: { extension: rule }, extensions: [extension("2026-03-09T10:00", 21)] });
    expect(readClock(clock, LONDON, on("2026-03-09T09:00"))).toMatchObject({ total: 7, extendedBy: null });
    expect(readClock(clock, LONDON, on("2026-03-11T10:00"))).toMatchObject({
      ...{ dueOn: "2026-03-31", total: 28, elapsed: 8, state: "running" },
      extendedBy: { amount: 21, unit: "calendar_days" },
    });
  });

  test("in days adds to business days and months", () => {
    const business = aClock(TUESDAY, {
      limit: { ...BUSINESS_DAYS, extension: rule },
      extensions: [extension("2026-03-09T10:00", 4)],
    });
    expect(readClock(business, LONDON, on("2026-03-10T10:00"))).toMatchObject({ dueOn: "2026-03-16", total: 9 });
    const months = aClock(TUESDAY, {
      limit: { amount: 1, unit: "months", extension: rule },
      extensions: [extension("2026-03-09T10:00", 4)],
    });
    expect(readClock(months, LONDON, on("2026-03-10T10:00"))).toMatchObject({ dueOn: "2026-04-07", total: 35 });
  });

  test("after the time had run out changes nothing", () => {
    const clock = aClock(TUESDAY, { limit: { extension: rule }, extensions: [extension("2026-03-11T10:00", 21)] });
    expect(readClock(clock, LONDON, on("2026-03-12T10:00"))).toMatchObject({
      dueOn: "2026-03-10",
      state: "late",
      extendedBy: null,
    });
  });
});

describe("once it is done", () => {
  test.each([
    ["on the last day", "2026-03-10T23:59", "met", 0],
    ["the day after", "2026-03-11T00:00", "missed", 1],
  ])("%s", (_what, done, state, lateness) => {
    const clock = aClock(TUESDAY, { metAt: at(LONDON, done), pauses: [pause("2026-03-20T10:00", null)] });
    expect(readClock(clock, LONDON, on("2026-05-01T10:00"))).toMatchObject({ state, lateness, isMet: true, paused: 0 });
    expect(readClock(clock, LONDON, on("2026-03-05T10:00"))).toMatchObject({ state: "running", isMet: false });
  });

  test("an answer stands for the acknowledgement that was not sent", () => {
    const clock = aClock(TUESDAY, { limit: { clock: "acknowledge" }, endedAt: at(LONDON, "2026-03-12T10:00") });
    expect(readClock(clock, LONDON, on("2026-05-01T10:00"))).toMatchObject({ state: "missed", lateness: 2 });
  });
});

describe("an update", () => {
  const limit: Partial<Limit> = { clock: "update", amount: 10, repeat: { amount: 1, unit: "months" } };
  const heardAt = [at(LONDON, "2026-03-20T10:00"), at(LONDON, "2026-03-10T10:00")];

  test("begins anew whenever the patient hears from us, and each round is judged by itself", () => {
    const rounds = readRounds(aClock(TUESDAY, { limit, heardAt }), LONDON, on("2026-04-21T10:00"));
    expect(rounds.map(({ dueOn, state }) => [dueOn, state])).toEqual([
      ["2026-03-13", "met"],
      ["2026-04-10", "met"],
      ["2026-04-20", "late"],
    ]);
  });

  test("is over with the case", () => {
    const clock = aClock(TUESDAY, { limit, heardAt, endedAt: at(LONDON, "2026-04-15T10:00") });
    expect(readClock(clock, LONDON, on("2026-06-01T10:00"))).toMatchObject({ state: "met", dueOn: "2026-04-20" });
  });

  test("that does not repeat is done with the first word", () => {
    const clock = aClock(TUESDAY, { limit: { ...limit, repeat: null }, heardAt });
    expect(readRounds(clock, LONDON, on("2026-06-01T10:00"))).toMatchObject([{ state: "met", dueOn: "2026-03-13" }]);
  });
});
