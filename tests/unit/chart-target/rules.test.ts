import { describe, expect, test } from "vitest";
import { askTarget, readTarget, tellTarget } from "@/lib/chart-target/rules";
import { setTargetSchema, TARGET_FIGURES } from "@/lib/chart-target/schema";
import { METRICS } from "@/lib/insight/rules/metrics";
import { newId } from "@/lib/shared/ids";

describe("a target as a person writes it", () => {
  test.each([
    ["90", "answeredInTime", 0.9, "90%"],
    ["92.5 %", "answeredInTime", 0.925, "92.5%"],
    ["100", "handlingSatisfaction", 1, "100%"],
    ["0.29", "answeredInTime", 0.0029, "0.29%"],
    ["25", "timeToAnswer", 25, "25 days"],
    ["1", "timeToAnswer", 1, "1 day"],
    ["48", "timeToAcknowledge", 48, "48 hours"],
    [" 4.75 ", "complaintsPerEncounters", 4.75, "4.75 per 1,000"],
  ] as const)("%s of %s", (text, figure, value, told) => {
    expect(readTarget(text, METRICS[figure])).toEqual({ value });
    expect(tellTarget(value, METRICS[figure])).toBe(told);
  });

  test.each([
    ["", "answeredInTime", /Write a number/],
    ["ninety", "answeredInTime", /in digits/],
    ["-5", "timeToAnswer", /in digits/],
    ["1e3", "timeToAnswer", /in digits/],
    ["4.567", "complaintsPerEncounters", /at most two after a point/],
    ["101", "answeredInTime", /at most 100%/],
    ["20%", "timeToAnswer", /no percentage/],
  ] as const)("%j of %s is refused", (text, figure, words) => {
    expect(readTarget(text, METRICS[figure])).toEqual({ error: expect.stringMatching(words) });
  });
});

test("what is asked for says which way is better", () => {
  expect(askTarget(METRICS.answeredInTime)).toBe("Target, at least this many per cent");
  expect(askTarget(METRICS.timeToClose)).toBe("Target, at most this many days");
  expect(askTarget(METRICS.complaintsPerVisits)).toBe("Target, at most this many per 1,000");
});

test("no figure has a target of which neither way is better", () => {
  expect(TARGET_FIGURES.filter((figure) => String(METRICS[figure].better) === "neutral")).toEqual([]);
});

test("what is wrong with a target is said beside it, and the rest is kept", () => {
  const given = { targetId: newId(), siteId: newId(), figure: "answeredInTime", reason: "The board", target: "lots" };
  const parsed = setTargetSchema.safeParse(given);
  expect(parsed.error?.issues).toEqual([expect.objectContaining({ path: ["target"] })]);
  expect(setTargetSchema.parse({ ...given, target: "90" })).toMatchObject({ value: 0.9, standingId: null });
});
