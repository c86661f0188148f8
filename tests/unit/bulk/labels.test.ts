import { describe, expect, test } from "vitest";
import { describeDeed, describeProgress } from "@/lib/bulk/labels";
import { bulkDeedSchema } from "@/lib/bulk/schema";
import type { RunProgress } from "@/lib/bulk/types";

const DANA = "0199aaaa-0000-7000-8000-000000000003";
const run: RunProgress = {
  ...{ id: DANA, title: "Assign to Dana", deed: "assign", state: "ended", total: 1200, done: 1100, left: 100 },
  ...{ undone: 0, undoLeft: 0, begunAt: "2026-05-12T09:30:00Z", endedAt: null, canUndo: true, whyNoUndo: null },
};

describe("how a change of many cases is told", () => {
  test.each([
    [{ state: "waiting", total: null }, "Looking for the cases that match."],
    [{ state: "waiting" }, "0 of 1200 cases so far."],
    [{ state: "running", done: 40, left: 2 }, "42 of 1200 cases so far, 2 left out."],
    [{}, "Done for 1100 cases, 100 left out."],
    [{ done: 1, left: 0 }, "Done for 1 case."],
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
