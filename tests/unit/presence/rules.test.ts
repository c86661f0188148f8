import { describe, expect, test } from "vitest";
import { describeHere } from "@/lib/presence/labels";
import { type Doing, othersOn, type Presence, withPresence } from "@/lib/presence/rules";

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
  test.each<[string, Presence[], Presence, Doing, Presence[]]>([
    ["stands in place of what it told before", [tab()], tab(), "writes", [tab({ isWriting: true })]],
    ["ends its writing when it reads", [tab({ isWriting: true })], tab(), "reads", [tab()]],
    [
      "leaves its writing as it was when it is only there",
      [tab({ isWriting: true })],
      tab(),
      "is_here",
      [tab({ isWriting: true })],
    ],
    ["begins to read when it is there for the first time", [], tab(), "is_here", [tab()]],
    [
      "begins to read on another case",
      [tab({ isWriting: true })],
      tab({ caseId: "another" }),
      "is_here",
      [tab({ caseId: "another" })],
    ],
    ["takes it off when it has left", [tab()], tab(), "left", []],
    [
      "leaves other tabs alone, also of the same key",
      [tab({ personId: "dana" })],
      tab(),
      "left",
      [tab({ personId: "dana" })],
    ],
    [
      "forgets what no longer counts",
      [tab({ tabKey: "old" })],
      tab({ seenAt: 40_001 }),
      "reads",
      [tab({ seenAt: 40_001 })],
    ],
  ])("%s", (_what, before, told, doing, after) => {
    expect(withPresence(before, told, doing)).toEqual(after);
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
