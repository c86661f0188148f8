import { describe, expect, test } from "vitest";
import { CLOCK_LABELS, describeAmount, describeCount, STATE_LABELS, tellClock } from "@/lib/clock/labels";
import { readClock } from "@/lib/clock/rules/read";
import { CLOCKS } from "@/lib/clock/schema";
import { aClock, at, clockFacts, clockOf, weekdays } from "@/tests/support/clocks";

const CHICAGO = weekdays("America/Chicago");
const on = (local: string) => at(CHICAGO, local);
const RECEIVED = on("2026-03-03T09:14");

function tell(clock: ReturnType<typeof clockOf>, now: string): string {
  return tellClock(clock, readClock(clock, CHICAGO, new Date(on(now))), CHICAGO.zone);
}

describe("a clock tells itself", () => {
  test("with its day, its start and why, its pauses, and where it is written", () => {
    const pauses = [{ from: on("2026-03-04T09:00"), until: on("2026-03-06T09:00"), reasonId: "consent" }];
    const clock = clockOf("us-hospital", "resolve", clockFacts(RECEIVED, { ruleId: "2-email", pauses }));
    expect(tell(clock, "2026-03-10T12:00")).toBe(
      "Day 5 of 30. Started Tue 3 Mar 09:14 when the e-mail arrived, which makes it a grievance. Paused 2 days waiting for consent. Due Sat 4 Apr. Basis: US hospital pack 2026-1, 42 CFR 482.13(a)(2), A-0122; 30 days is common policy; a target, not a legal limit.",
    );
  });

  test("as it stands: done, late, done late, paused", () => {
    const facts = clockFacts(RECEIVED, { channel: "phone", ruleId: "3-unresolved" });
    const clock = clockOf("us-hospital", "acknowledge", facts);
    const basis = "Basis: US hospital pack 2026-1, 42 CFR 482.13(a)(2), A-0122; a target, not a legal limit.";
    expect(tell(clock, "2026-03-12T10:00")).toBe(
      `Day 9 of 7. Started Tue 3 Mar 09:14 when they rang. It was due Tue 10 Mar, 2 days late. ${basis}`,
    );
    expect(tell({ ...clock, metAt: on("2026-03-09T10:00") }, "2026-03-12T10:00")).toContain(
      "Done Mon 9 Mar 10:00, in time.",
    );
    expect(tell({ ...clock, metAt: on("2026-03-11T10:00") }, "2026-03-12T10:00")).toContain(
      "It was due Tue 10 Mar and done Wed 11 Mar 10:00, 1 day late.",
    );
    const paused = aClock(RECEIVED, {
      pauses: [{ from: on("2026-03-04T09:00"), until: null, reasonId: "their-answer" }],
    });
    expect(tell(paused, "2026-03-07T10:00")).toContain(
      "Paused now, 3 days so far, waiting for their answer. Due Fri 13 Mar if it went on now.",
    );
  });

  test("in hours, in business days, extended, and since the patient last heard", () => {
    const told = { reason: "A witness is away.", toldAt: on("2026-03-04T10:00") };
    const hours = aClock(RECEIVED, { limit: { amount: 8, unit: "business_hours" } });
    expect(tell(hours, "2026-03-03T16:30")).toContain(
      "7 h 16 min of 8 h of business time. Started Tue 3 Mar 09:14 when the letter arrived. Due Wed 4 Mar 09:14.",
    );
    expect(tell(aClock(RECEIVED, { limit: { amount: 24, unit: "calendar_hours" } }), "2026-03-03T09:44")).toMatch(
      /^30 min of 24 h[.]/,
    );
    expect(tell(aClock(RECEIVED, { limit: { amount: 24, unit: "calendar_hours" } }), "2026-04-16T21:20")).toMatch(
      /^44 days 11 h of 1 day[.] .* It was due Wed 4 Mar 09:14, 43 days 11 h late[.]/,
    );
    const extension = {
      most: 5,
      unit: "business_days",
      times: 1,
      mustTell: true,
      basis: "x",
      isConfirmed: true,
    } as const;
    const more = aClock(RECEIVED, {
      limit: { amount: 5, unit: "business_days", extension, isStatutory: true, isConfirmed: false },
      extensions: [{ at: on("2026-03-04T10:00"), amount: 5, ...told }],
    });
    expect(tell(more, "2026-03-05T10:00")).toBe(
      "Business day 2 of 10. Started Tue 3 Mar 09:14 when the letter arrived. Extended by 5 business days. Due Tue 17 Mar. Basis: Test pack 2026-1, nothing; a legal limit, not confirmed at its source.",
    );
    const update = clockOf("us-hospital", "update", clockFacts(RECEIVED, { heardAt: [on("2026-03-05T15:00")] }));
    expect(tell(update, "2026-03-06T10:00")).toMatch(
      /^Day 1 of 14[.] Started Thu 5 Mar 15:00 when they last heard from us[.]/,
    );
  });

  test("anew when what it goes by changes", () => {
    const clock = clockOf("us-hospital", "acknowledge", clockFacts(RECEIVED, { ruleId: "2-email" }));
    const later = { ...clock, startedAt: on("2026-03-05T11:00") };
    expect(tell(clock, "2026-03-08T12:00")).toMatch(
      /^Day 5 of 7[.] Started Tue 3 Mar 09:14 when the e-mail arrived, which makes it a grievance[.] Due Tue 10 Mar[.]/,
    );
    expect(tell(later, "2026-03-08T12:00")).toMatch(/^Day 3 of 7[.] Started Thu 5 Mar 11:00 .* Due Thu 12 Mar[.]/);
  });

  test("with words for everything", () => {
    expect(Object.keys(CLOCK_LABELS)).toEqual([...CLOCKS]);
    expect(Object.keys(STATE_LABELS)).toHaveLength(5);
    expect(describeAmount({ amount: 1, unit: "months" })).toBe("1 month");
    expect(describeCount(90, "business_minutes")).toBe("1 h 30 min of business time");
    expect(describeCount(60, "calendar_minutes")).toBe("1 h");
    expect(describeCount(48 * 60, "calendar_minutes")).toBe("48 h");
    expect(describeCount(72 * 60 + 59, "calendar_minutes")).toBe("3 days");
    expect(describeCount(1_043 * 60 + 19, "calendar_minutes")).toBe("43 days 11 h");
    expect(describeCount(1_043 * 60 + 19, "business_minutes")).toBe("1,043 h of business time");
    expect(describeCount(2, "business_days")).toBe("2 business days");
  });
});
