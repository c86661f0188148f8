import { describe, expect, test } from "vitest";
import { countActions, type DueAction } from "@/lib/improvement/rules/figures";
import { canMove } from "@/lib/improvement/workflow";

const TODAY = "2026-05-12";
const due = (state: DueAction["state"], dueOn: string, doneOn: string | null = null) => ({ state, dueOn, doneOn });

describe("actions that fell due", () => {
  test.each([
    ["none", [], { due: 0, onTime: 0, overdue: 0, verified: 0, effective: 0 }],
    [
      "due today is not missed yet",
      [due("doing", TODAY)],
      { due: 0, onTime: 0, overdue: 0, verified: 0, effective: 0 },
    ],
    [
      "open after its day is missed",
      [due("planned", "2026-05-11")],
      { due: 1, onTime: 0, overdue: 1, verified: 0, effective: 0 },
    ],
    [
      "done on its day, and late",
      [due("done", "2026-05-01", "2026-05-01"), due("done", "2026-05-01", "2026-05-02")],
      { due: 2, onTime: 1, overdue: 0, verified: 0, effective: 0 },
    ],
    [
      "verified both ways, and abandoned",
      [
        due("verified_effective", "2026-04-01", "2026-04-01"),
        due("verified_not_effective", "2026-04-01", "2026-04-05"),
        due("abandoned", "2026-04-01"),
      ],
      { due: 2, onTime: 1, overdue: 0, verified: 2, effective: 1 },
    ],
  ])("%s", (_what, actions, counted) => {
    expect(countActions(actions, TODAY)).toEqual(counted);
  });
});

describe("an action", () => {
  test.each([
    ["planned", "start", true],
    ["planned", "finish", false],
    ["doing", "finish", true],
    ["doing", "verify", false],
    ["done", "verify", true],
    ["done", "abandon", false],
    ["verified_effective", "reopen", true],
    ["abandoned", "reopen", true],
    ["planned", "reopen", false],
  ] as const)("that is %s: %s %s", (state, move, may) => {
    expect(canMove(state, move)).toBe(may);
  });
});
