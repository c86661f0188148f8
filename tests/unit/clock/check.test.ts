import { describe, expect, test } from "vitest";
import { problemsOf } from "@/lib/clock/rules/check";
import { type Extension, type Limit, limitSchema, pauseSchema } from "@/lib/clock/schema";
import { aClock, aLimit, at, weekdays } from "@/tests/support/clocks";

const LONDON = weekdays("Europe/London");
const START = at(LONDON, "2026-03-03T09:14");
const pause = (from: string, until: string | null, reasonId = "consent") => ({
  from: at(LONDON, from),
  until: until === null ? null : at(LONDON, until),
  reasonId,
});
const extended = (known: Partial<Extension> = {}): Extension => ({
  at: at(LONDON, "2026-03-09T10:00"),
  amount: 14,
  reason: "A witness is away.",
  toldAt: at(LONDON, "2026-03-09T10:05"),
  ...known,
});
const RULE = {
  most: 21,
  unit: "calendar_days",
  times: 2,
  mustTell: true,
  basis: "nothing",
  isConfirmed: true,
} as const;

describe("a pause is refused", () => {
  test.each([
    [
      "that ends before it begins",
      [pause("2026-03-05T10:00", "2026-03-04T10:00")],
      {
        field: "pauses.0.until",
        message: "The pause ends on Wed 4 Mar 2026, 10:00, before it begins on Thu 5 Mar 2026, 10:00.",
      },
    ],
    [
      "that overlaps another",
      [pause("2026-03-04T10:00", "2026-03-06T10:00"), pause("2026-03-05T10:00", "2026-03-07T10:00")],
      {
        field: "pauses.1.from",
        message:
          "The pause that begins on Thu 5 Mar 2026, 10:00 overlaps the one that begins on Wed 4 Mar 2026, 10:00.",
      },
    ],
    [
      "that begins in one which has not ended",
      [pause("2026-03-04T10:00", null), pause("2026-03-08T10:00", "2026-03-09T10:00")],
      {
        field: "pauses.1.from",
        message:
          "The pause that begins on Sun 8 Mar 2026, 10:00 overlaps the one that begins on Wed 4 Mar 2026, 10:00.",
      },
    ],
    [
      "for a reason that the pack does not allow",
      [pause("2026-03-04T10:00", null, "holiday")],
      {
        field: "pauses.0.reasonId",
        message: "This time can only be paused for: waiting for consent, waiting for their answer.",
      },
    ],
  ])("%s", (_what, pauses, problem) => {
    expect(problemsOf(aClock(START, { pauses }), LONDON)).toEqual([problem]);
  });

  test("where the pack allows none", () => {
    const clock = aClock(START, { limit: { pauses: [] }, pauses: [pause("2026-03-04T10:00", null)] });
    expect(problemsOf(clock, LONDON)).toEqual([{ field: "pauses.0.reasonId", message: "This time cannot be paused." }]);
  });

  test("no earlier than needed: one may begin when another ends", () => {
    const pauses = [pause("2026-03-05T10:00", "2026-03-06T10:00"), pause("2026-03-04T10:00", "2026-03-05T10:00")];
    expect(problemsOf(aClock(START, { pauses }), LONDON)).toEqual([]);
  });
});

describe("an extension is refused", () => {
  test.each<[string, Extension[], string, string]>([
    [
      "past its limit",
      [extended({ amount: 22 })],
      "extensions.0.amount",
      "This time can be extended by 21 days in all; this would make it 22 days.",
    ],
    [
      "past its limit together",
      [extended(), extended({ at: at(LONDON, "2026-03-20T10:00") })],
      "extensions.1.amount",
      "This time can be extended by 21 days in all; this would make it 28 days.",
    ],
    ["without a reason", [extended({ reason: " " })], "extensions.0.reason", "An extension needs a reason."],
    [
      "without a word to the patient",
      [extended({ toldAt: null })],
      "extensions.0.toldAt",
      "The patient must be told why it takes longer, and when they were told.",
    ],
    [
      "once the time had run out",
      [extended({ at: at(LONDON, "2026-03-11T00:00") })],
      "extensions.0.at",
      "The time had run out on Tue 10 Mar 2026, 23:59, before this extension was given.",
    ],
    [
      "a third time",
      [3, 4, 5].map((day) => extended({ amount: 1, at: at(LONDON, `2026-03-0${day}T10:00`) })),
      "extensions.2.at",
      "This time can be extended 2 times at most.",
    ],
  ])("%s", (_what, extensions, field, message) => {
    expect(problemsOf(aClock(START, { limit: { extension: RULE }, extensions }), LONDON)).toEqual([{ field, message }]);
  });

  test("where the pack allows none", () => {
    const clock = aClock(START, { extensions: [extended()] });
    expect(problemsOf(clock, LONDON)).toEqual([
      { field: "extensions.0.amount", message: "This time cannot be extended." },
    ]);
  });

  test("but not one in time, told and within its limit", () => {
    const extensions = [extended(), extended({ amount: 7, at: at(LONDON, "2026-03-24T23:59") })];
    expect(problemsOf(aClock(START, { limit: { extension: RULE }, extensions }), LONDON)).toEqual([]);
  });
});

test("a limit without a number, or a pause that is no instant, is no data", () => {
  const limit: Record<keyof Limit, unknown> = aLimit();
  expect(limitSchema.safeParse(limit).success).toBe(true);
  for (const amount of [null, 0, -1, 1.5, "a stated number", undefined])
    expect(limitSchema.safeParse({ ...limit, amount }).success).toBe(false);
  expect(pauseSchema.safeParse({ from: "Tuesday", until: null, reasonId: "consent" }).success).toBe(false);
});
