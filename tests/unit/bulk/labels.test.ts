import { describe, expect, test } from "vitest";
import { describeDeed, describeProgress, describeShow } from "@/lib/bulk/labels";
import { describePreview } from "@/lib/bulk/rules";
import { bulkDeedSchema } from "@/lib/bulk/schema";
import type { RunProgress } from "@/lib/bulk/types";

const DANA = "0199aaaa-0000-7000-8000-000000000003";
const run: RunProgress = {
  ...{ id: DANA, title: "Assign to Dana", deed: "assign", state: "ended", total: 1200, done: 1100, left: 100 },
  ...{ undone: 0, undoLeft: 0, begunAt: "2026-05-12T09:30:00Z", endedAt: null, canUndo: true, whyNoUndo: null },
};

describe("how a change of many cases is told", () => {
  test.each([
    [{ state: "waiting", total: null }, "Collecting the cases…"],
    [{ state: "running", total: null, done: 0, left: 0 }, "Collecting the cases…"],
    [{ state: "waiting", done: 0, left: 0 }, "0 of 1200 cases so far."],
    [{ state: "running", done: 40, left: 2 }, "42 of 1200 cases so far, 2 left out."],
    [{}, "Done for 1100 cases, 100 left out."],
    [{ done: 1, left: 0 }, "Done for 1 case."],
    [{ total: null, done: 0, left: 0 }, "Stopped before any case was looked for."],
    [{ total: 0, done: 0, left: 0 }, "Done for 0 cases."],
    [{ state: "failed", done: 3, left: 9 }, /^Stopped before its end: done for 3 cases, 9 left out[.]/],
    [{ state: "failed", done: 3, left: 0, undone: 1 }, /done for 3 cases, taken back for 1[.]/],
    [{ state: "undoing", undone: 5 }, "5 of 1100 cases looked at so far."],
    [{ state: "undone", undone: 1100 }, "Taken back for 1100 cases."],
    [{ state: "undone", undone: 1099, undoLeft: 1 }, "Taken back for 1099 cases; left as it was for 1 case."],
  ] as const)("%o", (given, sentence) => {
    const told = describeProgress({ ...run, ...given });
    if (sentence instanceof RegExp) expect(told).toMatch(sentence);
    else expect(told).toBe(sentence);
  });

  test.each([
    [{ deed: "assign", ownerId: DANA }, "Assign to Dana"],
    [{ deed: "take" }, "Take for oneself"],
    [{ deed: "move", event: "investigate" }, "Start looking into it"],
    [{ deed: "wait", waitingFor: "unit", reason: "Rota" }, "Wait for a unit"],
    [{ deed: "tag", label: "Parking" }, "Tag: Parking"],
    [{ deed: "untag", label: "Parking" }, "Take a tag off: Parking"],
    [{ deed: "escalate", reason: "Now", level: "1" }, "Escalate"],
    [
      { deed: "follow_up", what: "Call", dueOn: "2026-05-20", channel: "phone", doneBy: "me" },
      /^Follow up: call on .*20 May/,
    ],
  ])("%o", (given, words) => {
    const told = describeDeed(bulkDeedSchema.parse(given), "Dana");
    if (words instanceof RegExp) expect(told).toMatch(words);
    else expect(told).toBe(words);
  });
});

describe("what will be done is told with the names and words of it", () => {
  const fact = (ownerId: string | null, ownerName: string | null) => ({
    ownerId,
    ownerName,
    state: "triaged" as const,
  });
  const words = (given: object, facts = [fact(null, null), fact(null, null)], total = facts.length) =>
    describePreview({
      ...{ deed: bulkDeedSchema.parse(given), ownerName: "Dana", viewerId: "me", total, facts },
    });

  test("an assignment names the new owner, and from whom cases are taken", () => {
    const taken = [fact("ana", "Ana"), fact("ben", "Ben"), fact("ben", "Ben"), fact("me", "Sam"), fact(null, null)];
    expect(words({ deed: "assign", ownerId: DANA }, taken, 7)).toEqual({
      sentence: "5 of 7 cases will go to Dana.",
      notes: ["4 have an owner now: Ben 2, Ana 1, you 1. Dana is told; they are not."],
      begin: "Assign 5 cases to Dana",
    });
    expect(words({ deed: "assign", ownerId: DANA }).notes).toEqual([]);
  });

  test("of many colleagues the first five are named", () => {
    const taken = [..."abcdefg"].map((name) => fact(name, name));
    expect(words({ deed: "take" }, taken).notes).toEqual([
      "7 have an owner now: a 1, b 1, c 1, d 1, e 1, and 2 more colleagues. They are not told of it.",
    ]);
  });

  test("an escalation says its level, to whom, and its reason", () => {
    const { sentence, notes } = words({ deed: "escalate", reason: "A fall", level: "2" });
    expect(sentence).toBe("All 2 cases will be escalated at Level 2 (a decision is needed).");
    expect(notes).toEqual([
      "The supervisors or managers of each case's site are told, and any of them may answer.",
      "Each says: “A fall”",
    ]);
  });

  test.each([
    [{ deed: "move", event: "investigate" }, "Move 2 cases to Investigating"],
    [{ deed: "move", event: "draft_response" }, "Move 2 cases to Response drafted"],
    [{ deed: "wait", waitingFor: "unit", reason: "Rota" }, "Move 2 cases to Waiting"],
    [{ deed: "tag", label: "Night" }, "Tag 2 cases"],
    [{ deed: "untag", label: "Night" }, "Take the tag off 2 cases"],
    [
      { deed: "follow_up", what: "Call", dueOn: "2026-05-20", channel: "phone", doneBy: "me" },
      "Plan a follow-up for 2 cases",
    ],
  ])("%o is begun by a button that says so", (given, begin) => {
    expect(words(given).begin).toBe(begin);
  });

  test("what can be done to none is not offered", () => {
    expect(words({ deed: "take" }, [], 3)).toMatchObject({
      ...{ sentence: "This can be done to none of these cases.", begin: "" },
    });
  });
});

describe("the parts of a run", () => {
  const shown = (given: object) =>
    (["left", "done", "all"] as const).map((show) => describeShow({ ...run, ...given }, show));

  test("count what became of the cases once it has ended", () => {
    expect(shown({ state: "ended" })).toEqual([
      { label: "Left out", count: "100" },
      { label: "Done", count: "1,100" },
      { label: "All", count: "1,200" },
    ]);
  });

  test("count nothing while it is under way, for its progress does", () => {
    for (const state of ["waiting", "running", "undoing"]) {
      expect(shown({ state }).map(({ count }) => count)).toEqual([undefined, undefined, undefined]);
    }
  });

  test("tell what was taken back in place of what was done", () => {
    expect(shown({ state: "undone", undone: 1090, undoLeft: 10 })).toEqual([
      { label: "Left out", count: "110" },
      { label: "Taken back", count: "1,090" },
      { label: "All", count: "1,200" },
    ]);
  });
});
