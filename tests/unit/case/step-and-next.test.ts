import { expect, test } from "vitest";
import { describeMoved, stepAndNext } from "@/lib/case/rules";
import type { CaseState } from "@/lib/case/schema";
import type { CaseEvent, WorkflowFacts } from "@/lib/case/workflow";

const WORKFLOW: WorkflowFacts = {
  ...{ kind: "complaint", reporterKind: "patient", ownerId: "ana", isTold: true, isEscalated: false },
  ...{ openRequests: 0, openPromises: 0, letter: null, issues: [] },
};

const ANA = { id: "ana", name: "Ana Ruiz" };
const MOVES: CaseEvent[] = ["investigate", "resume", "draft_response", "answer", "close"];

const aCase = (state: CaseState) => ({
  ...{ reference: "PR-26-000950-4", kind: "complaint" as const, given: null, issues: [] },
  ...{ state, owner: ANA, moves: MOVES, workflow: WORKFLOW },
});

test.each([
  ["triaged", "Start looking into it, and next", "Moves PR-26-000950-4 to Investigating and shows the next case."],
  ["waiting", "Go on with it, and next", "Moves PR-26-000950-4 to Investigating and shows the next case."],
  ["answered", "Close and next", 'Opens "Close" for PR-26-000950-4. Once that is saved, the next case is shown.'],
] as const)("of a case that is %s it says the step and where it leads", (state, label, title) => {
  expect(stepAndNext(aCase(state), "ana")).toEqual({ label, title, isBarred: false });
});

test("a drafted response is called that, also where it is barred with what is missing", () => {
  const found = stepAndNext(aCase("investigating"), "ana");
  expect(found?.label).toBe("Response drafted, and next");
});

test("what stands in the way is the reason, and nothing is promised", () => {
  const unowned = { ...aCase("triaged"), owner: null, workflow: { ...WORKFLOW, ownerId: null } };
  const found = stepAndNext(unowned, "ana");
  expect(found).toMatchObject({ isBarred: true });
  expect(found?.title).not.toContain("Moves");
});

test("a case that a colleague has is moved by whoever may, told whose it is", () => {
  expect(stepAndNext(aCase("triaged"), "ben")).toMatchObject({
    title: "Ana Ruiz has this case. Moves PR-26-000950-4 to Investigating and shows the next case.",
    isBarred: false,
  });
  expect(stepAndNext({ ...aCase("triaged"), moves: [] }, "ben")).toBeNull();
});

test("where nothing comes next, or the viewer may not do it, there is none", () => {
  expect(stepAndNext(aCase("new"), "ana")).toBeNull();
  expect(stepAndNext({ ...aCase("triaged"), moves: [] }, "ana")).toBeNull();
});

test("says to where a case was moved", () => {
  expect(describeMoved("PR-26-000950-4", "response_drafted")).toBe("PR-26-000950-4 was moved to Response drafted.");
});
