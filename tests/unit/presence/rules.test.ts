import { describe, expect, test } from "vitest";
import { describeHere } from "@/lib/presence/labels";
import { othersOn, type Presence, withPresence } from "@/lib/presence/rules";

const tab = (given: Partial<Presence> = {}): Presence => ({
  ...{ caseId: "a case", siteId: "a site", personId: "sam", tabKey: "one", isWriting: false, seenAt: 0 },
  ...given,
});
const asked = { caseId: "a case", exceptId: "me", now: 0 };

describe("who else is on a case", () => {
  test.each([
    ["nobody", [], []],
    ["somebody", [tab()], [{ id: "sam", isWriting: false }]],
    ["not oneself", [tab({ personId: "me" })], []],
    ["not who is on another case", [tab({ caseId: "another" })], []],
    ["not who has not been heard of for too long", [tab({ seenAt: -40_001 })], []],
    [
      "each once, writing where any of their tabs is",
      [tab(), tab({ tabKey: "two", isWriting: true }), tab({ tabKey: "three" }), tab({ personId: "dana" })],
      [
        { id: "sam", isWriting: true },
        { id: "dana", isWriting: false },
      ],
    ],
  ])("%s", (_what, tabs, others) => {
    expect(othersOn(tabs, asked)).toEqual(others);
  });
});

describe("what a tab tells", () => {
  test.each([
    ["stands in place of what it told before", [tab()], tab({ isWriting: true }), false, [tab({ isWriting: true })]],
    ["takes it off when it has left", [tab()], tab(), true, []],
    [
      "leaves other tabs alone, also of the same key",
      [tab({ personId: "dana" })],
      tab(),
      true,
      [tab({ personId: "dana" })],
    ],
    [
      "forgets what no longer counts",
      [tab({ tabKey: "old" })],
      tab({ seenAt: 40_001 }),
      false,
      [tab({ seenAt: 40_001 })],
    ],
  ])("%s", (_what, before, told, hasLeft, after) => {
    expect(withPresence(before, told, hasLeft)).toEqual(after);
  });
});

test("says who is here and who is writing", () => {
  expect(describeHere([])).toBe("");
  const people = [
    { id: "sam", name: "Sam Ortiz", isWriting: true },
    { id: "dana", name: "Dana Moreau", isWriting: false },
  ];
  expect(describeHere(people)).toBe("Sam Ortiz is writing. Dana Moreau is here.");
});
