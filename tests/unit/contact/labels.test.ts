import { describe, expect, test } from "vitest";
import * as labels from "@/lib/contact/labels";
import { ContactChannel, ContactDirection, ContactOutcome, InterpreterMode, MayBeTold } from "@/lib/contact/schema";
import { SHOW_LABELS } from "@/lib/events/labels";
import { TIMELINE_SHOWS } from "@/lib/events/schema";

test.each<[string, readonly string[], Record<string, string>]>([
  ["direction", Object.values(ContactDirection), labels.DIRECTION_LABELS],
  ["way", Object.values(ContactChannel), labels.WAY_LABELS],
  ["outcome", Object.values(ContactOutcome), labels.OUTCOME_LABELS],
  ["right to be told", Object.values(MayBeTold), labels.MAY_BE_TOLD_LABELS],
  ["interpreter", Object.values(InterpreterMode), labels.INTERPRETER_MODE_LABELS],
  ["part of the timeline", TIMELINE_SHOWS, SHOW_LABELS],
])("every %s has words of its own, which begin with a capital", (_what, values, words) => {
  expect(Object.keys(words).toSorted()).toEqual(values.toSorted());
  expect(new Set(Object.values(words)).size).toBe(values.length);
  for (const text of Object.values(words)) expect(text).toMatch(/^\p{Lu}/u);
});

describe("somebody else who was spoken to", () => {
  test.each([
    ["patient", "yes", null],
    ["patient", "not_checked", null],
    ["other", "yes", null],
    ["other", "no", /may not be told/],
    ["other", "not_checked", /was not checked/],
  ] as const)("%s, %s", (party, mayBeTold, warning) => {
    const told = labels.warnOfTelling({ party, mayBeTold });
    if (warning === null) expect(told).toBeNull();
    else expect(told).toMatch(warning);
  });
});

test.each([
  [0, "2026-11-21T10:00:00Z", "Heard from us today"],
  [1, "2026-11-20T10:00:00Z", "Heard from us 1 day ago"],
  [9, "2026-11-12T10:00:00Z", "Heard from us 9 days ago"],
  [0, null, "Has not heard from us yet"],
  [1, null, "Has not heard from us yet, for 1 day"],
  [null, "2026-11-12T10:00:00Z", null],
])("after %j days, last at %j: %j", (daysUnheard, lastHeardAt, told) => {
  expect(labels.tellUnheard({ daysUnheard, lastHeardAt })).toBe(told);
});
