import { describe, expect, test } from "vitest";
import { approversOf } from "@/lib/follow-up/rules/authority";
import { DAYS_AHEAD, reminderDay, reminderOf } from "@/lib/follow-up/rules/reminders";

describe("the day that reminders go by", () => {
  test.each([
    ["2026-05-12T05:59:00Z", "Europe/London", "2026-05-11"],
    ["2026-05-12T06:00:00Z", "Europe/London", "2026-05-12"],
    ["2026-05-12T22:59:00Z", "Europe/London", "2026-05-12"],
    ["2026-05-12T19:00:00Z", "Pacific/Auckland", "2026-05-13"],
    ["2026-05-12T18:59:00Z", "Pacific/Auckland", "2026-05-12"],
    // The clocks go forward that night, and seven is seven all the same.
    ["2026-03-29T06:00:00Z", "Europe/London", "2026-03-29"],
    ["2026-03-29T05:59:00Z", "Europe/London", "2026-03-28"],
    ["2026-01-01T06:59:00Z", "Europe/London", "2025-12-31"],
  ])("at %s in %s is %s", (at, zone, day) => {
    expect(reminderDay(new Date(at), zone)).toBe(day);
  });
});

describe("what is told of a day", () => {
  const TODAY = "2026-05-12";
  const facts = { daysAhead: DAYS_AHEAD.promise, since: "2026-05-01", remindedOf: null } as const;

  test.each([
    ["promise", "2026-05-14", null],
    ["promise", "2026-05-13", "due"],
    ["promise", "2026-05-12", "due"],
    ["promise", "2026-05-11", "late"],
    ["followUp", "2026-05-13", null],
    ["followUp", "2026-05-12", "due"],
    ["followUp", "2026-05-11", "late"],
  ] as const)("of a %s for %s: %s", (what, dueOn, stage) => {
    expect(reminderOf({ ...facts, daysAhead: DAYS_AHEAD[what], dueOn }, TODAY)).toBe(stage);
  });

  test.each([
    ["2026-05-13", "due", null],
    ["2026-05-11", "due", "late"],
    ["2026-05-11", "late", null],
    ["2026-04-01", null, "late"],
  ] as const)("due on %s and reminded of %s: %s", (dueOn, remindedOf, stage) => {
    expect(reminderOf({ ...facts, dueOn, remindedOf }, TODAY)).toBe(stage);
  });

  test("is nothing on the day on which it was planned", () => {
    expect(reminderOf({ ...facts, dueOn: "2026-05-13", since: TODAY }, TODAY)).toBeNull();
    expect(reminderOf({ ...facts, dueOn: "2026-05-13", since: TODAY }, "2026-05-13")).toBe("due");
  });
});

test.each([
  [20_000, ["supervisor", "manager"]],
  [25_001, ["manager"]],
  [900_000, ["manager"]],
])("an amount of %d is for %j to approve", (amount, roles) => {
  expect(approversOf(amount, { associate: 0, supervisor: 25_000, manager: 250_000 })).toEqual(roles);
});
