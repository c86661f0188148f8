import { describe, expect, test } from "vitest";
import { tellClock } from "@/lib/clock/labels";
import { problemsOf } from "@/lib/clock/rules/check";
import { readClock } from "@/lib/clock/rules/read";
import { startClocks } from "@/lib/clock/rules/start";
import { packOf } from "@/lib/regulation/rules";
import { packSchema } from "@/lib/regulation/schema";
import { at, clockFacts, clockOf, weekdays } from "@/tests/support/clocks";

// What federal surveyors found in hospitals, and what these clocks make of the same facts.
const HOSPITAL = weekdays("America/Chicago", ["2026-01-01", "2026-01-19"]);
const on = (local: string) => at(HOSPITAL, local);
const day = (date: string) => new Date(on(`${date}T12:00`));
const RECEIVED = on("2026-01-05T10:00");
const US = packOf({ packId: "us-hospital", packVersion: "2026-1" });

describe("the findings of surveyors that clocks and packs are about", () => {
  test("no acknowledgement in 7 days, no extension, an answer on day 36: three clocks, each judged", () => {
    const clocks = startClocks(US, clockFacts(RECEIVED, { answeredAt: on("2026-02-10T15:00") }));
    const told = clocks.map((clock) => {
      const { limitId, state, lateness } = readClock(clock, HOSPITAL, day("2026-03-01"));
      return [limitId, state, lateness];
    });
    expect(told).toEqual([
      ["acknowledge", "missed", 29],
      ["update", "missed", 22],
      ["resolve", "missed", 6],
    ]);
  });

  test("22 of 26 acknowledgements later than 7 days: late, although the answer was in time", () => {
    const facts = clockFacts(RECEIVED, { acknowledgedAt: on("2026-01-20T09:00"), answeredAt: on("2026-01-30T09:00") });
    expect(readClock(clockOf("us-hospital", "acknowledge", facts), HOSPITAL, day("2026-03-01")).state).toBe("missed");
    expect(readClock(clockOf("us-hospital", "resolve", facts), HOSPITAL, day("2026-03-01")).state).toBe("met");
  });

  test("acknowledged the same day, then nothing by business day 27: the update is late long before", () => {
    const facts = clockFacts(RECEIVED, { acknowledgedAt: on("2026-01-05T16:00"), heardAt: [on("2026-01-05T16:00")] });
    const update = readClock(clockOf("us-hospital", "update", facts), HOSPITAL, day("2026-02-11"));
    expect(update).toMatchObject({ state: "late", dueOn: "2026-01-19", lateness: 23 });
  });

  test("no contact for 35 and for 21 days: each silence is a round of its own, and the running one is counted in days", () => {
    const heardAt = [on("2026-02-09T10:00"), on("2026-03-02T10:00")];
    const clock = clockOf("us-hospital", "update", clockFacts(RECEIVED, { heardAt }));
    expect(readClock(clock, HOSPITAL, day("2026-03-12"))).toMatchObject({
      elapsed: 10,
      remaining: 4,
      state: "running",
    });
    expect(readClock(clock, HOSPITAL, day("2026-02-20"))).toMatchObject({ elapsed: 11, state: "running" });
    expect(readClock(clock, HOSPITAL, day("2026-02-08"))).toMatchObject({ elapsed: 34, lateness: 20, state: "late" });
  });

  test("over 30 days without a written status: more time must be told, and before it runs out", () => {
    const extension = { at: on("2026-02-10T10:00"), amount: 21, reason: "A witness is away.", toldAt: null };
    const problem = (known: object) => {
      const extensions = { resolve: [{ ...extension, ...known }] };
      return problemsOf(clockOf("us-hospital", "resolve", clockFacts(RECEIVED, { extensions })), HOSPITAL)[0]?.field;
    };
    expect(problem({})).toBe("extensions.0.toldAt");
    expect(problem({ toldAt: extension.at })).toBe("extensions.0.at");
    expect(problem({ toldAt: extension.at, at: on("2026-02-03T10:00") })).toBeUndefined();
  });

  test('"a stated number of days" and no number: a pack without one is refused', () => {
    const limits = US.limits.map((limit) => ({ ...limit, amount: null }));
    expect(packSchema.safeParse({ ...US, limits }).success).toBe(false);
  });

  test("30 days were measured while letters promised 7: one pack says both, and which is no law", () => {
    const facts = clockFacts(RECEIVED);
    const say = (id: string) => {
      const clock = clockOf("us-hospital", id, facts);
      return tellClock(clock, readClock(clock, HOSPITAL, day("2026-01-08")), HOSPITAL.zone);
    };
    expect(say("acknowledge")).toMatch(/^Day 3 of 7[.].*a target, not a legal limit[.]$/);
    expect(say("resolve")).toMatch(/^Day 3 of 30[.].*a target, not a legal limit[.]$/);
  });

  test("a pause that is set once it is late, to look in time, changes nothing", () => {
    const pauses = [{ from: on("2026-02-06T10:00"), until: null, reasonId: "consent" }];
    const late = clockOf("us-hospital", "resolve", clockFacts(RECEIVED, { pauses }));
    expect(readClock(late, HOSPITAL, day("2026-02-20"))).toMatchObject({ state: "late", lateness: 16, paused: 0 });
  });
});
