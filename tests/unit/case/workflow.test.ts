import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { movesOf } from "@/lib/case/policy";
import { CaseKind, CaseOutcome, CaseState } from "@/lib/case/schema";
import {
  CASE_EVENTS,
  type CaseEvent,
  type Missing,
  needsFindings,
  nextLetterStep,
  nextState,
  suggestedEvent,
  type WorkflowFacts,
  whatIsMissing,
} from "@/lib/case/workflow";
import { Role } from "@/lib/platform/generated/enums";

const { new: fresh, ...rest } = CaseState;
const OPEN = [fresh, ...Object.values(rest)].filter((state) => state !== "closed");

// Written out a second time, from the text of the house rather than from the code: where each event leads, state by state.
const EXPECTED: Record<CaseEvent, Partial<Record<CaseState, CaseState>>> = {
  assign: {
    ...{ new: "triaged", triaged: "triaged", investigating: "investigating", waiting: "waiting" },
    ...{ response_drafted: "response_drafted", answered: "answered", reopened: "triaged" },
  },
  change: Object.fromEntries(OPEN.map((state) => [state, state])),
  escalate: Object.fromEntries(OPEN.map((state) => [state, state])),
  investigate: {
    ...{ triaged: "investigating", response_drafted: "investigating" },
    ...{ answered: "investigating", reopened: "investigating" },
  },
  wait: { triaged: "waiting", investigating: "waiting", response_drafted: "waiting", reopened: "waiting" },
  resume: { waiting: "investigating" },
  draft_response: {
    triaged: "response_drafted",
    investigating: "response_drafted",
    reopened: "response_drafted",
  },
  answer: {
    ...{ triaged: "answered", investigating: "answered", waiting: "answered" },
    ...{ response_drafted: "answered", reopened: "answered" },
  },
  close: Object.fromEntries(OPEN.map((state) => [state, "closed"])),
  reopen: { closed: "reopened" },
};

const settled: WorkflowFacts = {
  kind: "complaint",
  reporterKind: "patient",
  ownerId: "somebody",
  isTold: true,
  isEscalated: false,
  openRequests: 0,
  openPromises: 0,
  letter: null,
  issues: [{ id: "one", hasFinding: true, hasAnswer: true }],
};

const OWED = {
  ...{ before: ["answered" as const, "closed" as const], basis: "a law", gap: null },
  notOwed: [
    { when: "withdrawn" as const, because: "They took it back.", basis: "a law", isConfirmed: true },
    { when: "anonymous" as const, because: "Nobody knows who.", basis: "a law", isConfirmed: true },
  ],
} satisfies WorkflowFacts["letter"];
const GAP = { step: "send", letterId: "letter", sentence: "Send it." } as const;
const HELD = { ...OWED, gap: GAP };
const WRITE = { ...OWED, gap: { step: "write", letterId: null, sentence: "Write it." } as const };

describe("a case", () => {
  const table = CASE_EVENTS.flatMap((event) =>
    Object.values(CaseState).map((state) => ({ event, state, next: EXPECTED[event][state] ?? null })),
  );

  test.each(table)("that is $state is $next after: $event", ({ state, event, next }) => {
    expect(nextState(state, event)).toBe(next);
  });

  test("is closed by closing and by nothing else, and then only opens again", () => {
    const toClosed = table.filter(({ next }) => next === "closed").map(({ event }) => event);
    expect(new Set(toClosed)).toEqual(new Set(["close"]));
    expect(table.filter(({ state, next }) => state === "closed" && next !== null)).toEqual([
      { event: "reopen", state: "closed", next: "reopened" },
    ]);
  });

  test("always has a way on, and what is suggested is one of its moves", () => {
    for (const state of Object.values(CaseState)) {
      expect(table.some((row) => row.state === state && row.next !== null)).toBe(true);
      for (const kind of Object.values(CaseKind)) {
        for (const isAnswerSent of [false, true]) {
          const event = suggestedEvent(state, kind, isAnswerSent);
          if (event) expect(nextState(state, event)).not.toBeNull();
        }
      }
    }
  });

  test("never leaves the table, whatever roles try in whatever order", () => {
    const step = fc.record({ event: fc.constantFrom(...CASE_EVENTS), role: fc.constantFrom(...Object.values(Role)) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let state: CaseState = "new";
        for (const { event, role } of steps) {
          const viewer = { personId: "me", grants: [{ role, siteId: "here", unitId: null }] };
          const isOffered = movesOf(viewer, { siteId: "here", state }).includes(event);
          const mayWork = role === "associate" || role === "supervisor" || role === "manager";
          const expected: CaseState | undefined = EXPECTED[event][state];
          const mayDo = event === "assign" ? mayWork && role !== "associate" : mayWork;
          expect(isOffered).toBe(mayDo && expected !== undefined);
          if (isOffered && expected) state = expected;
        }
      }),
    );
  });
});

describe("what is missing", () => {
  const unsettled = { id: "two", hasFinding: false, hasAnswer: false };
  const needs = (missing: Missing[]) => missing.map(({ need }) => need);

  test.each<[string, CaseEvent, Partial<WorkflowFacts>, CaseOutcome | null, string[]]>([
    ["nothing, where all is settled", "close", {}, "satisfied", []],
    ["an owner, to look into it", "investigate", { ownerId: null }, null, ["owner"]],
    ["an owner, to wait", "wait", { ownerId: null }, null, ["owner"]],
    ["an owner, to go on", "resume", { ownerId: null }, null, ["owner"]],
    ["nothing, to assign, escalate, change or reopen", "reopen", { ownerId: null, issues: [unsettled] }, null, []],
    ["a finding and an answer, to answer", "answer", { issues: [unsettled] }, null, ["findings", "answers"]],
    ["no finding on a question", "answer", { kind: "inquiry", issues: [unsettled] }, null, ["answers"]],
    [
      "all of it, to close",
      "close",
      { issues: [unsettled], isTold: false },
      "satisfied",
      ["findings", "answers", "told"],
    ],
    ["nothing, where it was withdrawn", "close", { issues: [unsettled], isTold: false }, "withdrawn", []],
    ["the telling, for anybody who can be told", "close", { isTold: false }, "satisfied", ["told"]],
    ["no telling of somebody anonymous", "close", { isTold: false, reporterKind: "anonymous" }, "satisfied", []],
    ["no telling of somebody out of reach", "close", { isTold: false }, "unreachable", []],
    ["the notice of a grievance all the same", "close", { isTold: false, kind: "grievance" }, "unreachable", ["told"]],
    ["the unit's answer", "close", { openRequests: 2 }, "satisfied", ["requests_settled"]],
    ["what becomes of a promise", "close", { openPromises: 1 }, "satisfied", ["promises_settled"]],
    [
      "what becomes of a promise even where it was withdrawn",
      "close",
      { openPromises: 1 },
      "withdrawn",
      ["promises_settled"],
    ],
    ["the unit's answer even where it was withdrawn", "close", { openRequests: 1 }, "withdrawn", ["requests_settled"]],
    ["the letter, to answer", "answer", { letter: HELD }, null, ["letter"]],
    ["the letter, to close", "close", { letter: HELD }, "satisfied", ["letter"]],
    ["the letter even of somebody out of reach", "close", { letter: HELD }, "unreachable", ["letter"]],
    [
      "the letter even where a unit has the rest",
      "close",
      { letter: HELD, openRequests: 1 },
      "reasonable_action",
      ["letter", "requests_settled"],
    ],
    ["no letter where one went out that holds", "close", { letter: OWED }, "satisfied", []],
    ["no letter where it was withdrawn", "close", { letter: HELD }, "withdrawn", []],
    ["no letter to somebody anonymous", "answer", { letter: HELD, reporterKind: "anonymous" }, null, []],
    [
      "the letter where the pack excuses from none",
      "close",
      { letter: { ...HELD, notOwed: [] } },
      "withdrawn",
      ["letter"],
    ],
    ["no letter to look into it", "investigate", { letter: HELD }, null, []],
    [
      "no letter to answer, where it is needed to close",
      "answer",
      { letter: { ...HELD, before: ["closed"] } },
      null,
      [],
    ],
    [
      "the letter to close, where it was needed to answer",
      "close",
      { letter: { ...HELD, before: ["answered"] } },
      "satisfied",
      ["letter"],
    ],
    ["the supervisor's answer", "close", { isEscalated: true }, "withdrawn", ["escalation_answered"]],
  ])("%s", (_, event, facts, outcome, expected) => {
    expect(needs(whatIsMissing(event, { ...settled, ...facts }, outcome))).toEqual(expected);
  });

  test.each<[string, CaseEvent | null, Partial<WorkflowFacts>, string | null]>([
    ["nothing, where none is owed", "answer", {}, null],
    ["what is under way, before the response counts as drafted", "draft_response", { letter: HELD }, "send"],
    ["nothing while it is looked into", "investigate", { letter: HELD }, null],
    ["writing it, where all else is there", "answer", { letter: WRITE }, "write"],
    ["not writing it before the findings are there", "answer", { letter: WRITE, issues: [unsettled] }, null],
    ["not writing it before the response is drafted", "draft_response", { letter: WRITE }, null],
    ["writing it before an answered case closes", "close", { letter: WRITE }, "write"],
  ])("next about the letter: %s", (_, suggested, facts, step) => {
    expect(nextLetterStep(suggested, { ...settled, ...facts })?.step ?? null).toBe(step);
  });

  test("names each issue that lacks something", () => {
    const issues = [unsettled, ...settled.issues, { id: "three", hasFinding: true, hasAnswer: false }];
    expect(whatIsMissing("answer", { ...settled, issues })).toEqual([
      { need: "findings", issueId: "two" },
      { need: "answers", issueId: "two" },
      { need: "answers", issueId: "three" },
    ]);
  });

  test("never grows by settling something", () => {
    const facts = fc.record({
      kind: fc.constantFrom(...Object.values(CaseKind)),
      reporterKind: fc.constantFrom("patient" as const, "anonymous" as const),
      ownerId: fc.constantFrom(null, "somebody"),
      isTold: fc.boolean(),
      isEscalated: fc.boolean(),
      openRequests: fc.nat(3),
      openPromises: fc.nat(3),
      letter: fc.constantFrom(null, OWED),
      issues: fc.array(fc.record({ id: fc.uuid(), hasFinding: fc.boolean(), hasAnswer: fc.boolean() }), {
        maxLength: 4,
      }),
    });
    const outcome = fc.constantFrom(null, ...Object.values(CaseOutcome));
    fc.assert(
      fc.property(facts, fc.constantFrom(...CASE_EVENTS), outcome, (given, event, ended) => {
        const before = whatIsMissing(event, given, ended);
        const better = {
          ...given,
          isTold: true,
          isEscalated: false,
          openRequests: 0,
          openPromises: 0,
          ownerId: "somebody",
        };
        expect(before).toEqual(expect.arrayContaining(whatIsMissing(event, better, ended)));
        expect(needsFindings(given.kind) || before.every(({ need }) => need !== "findings")).toBe(true);
      }),
    );
  });
});
