import type { Deed } from "@/lib/access/policy";
import { isHeldBy, type LetterGap, type LetterOwed, whyNotOwed } from "@/lib/letter/rules/gate";
import type { CaseKind, CaseOutcome, CaseState, ReporterKind } from "./schema";

/** What can happen to a case's state. Whatever else is done to an open case counts as a change. */
export const CASE_EVENTS = [
  "assign",
  "change",
  "escalate",
  "investigate",
  "wait",
  "resume",
  "draft_response",
  "answer",
  "close",
  "reopen",
] as const;
export type CaseEvent = (typeof CASE_EVENTS)[number];

/** What must be true of a case before an event. */
export type Need =
  | "owner"
  | "answers"
  | "findings"
  | "letter"
  | "told"
  | "requests_settled"
  | "promises_settled"
  | "escalation_answered";

type Rule = {
  /** The deed that a person's role must allow at the site. */
  who: Deed;
  /** Where the event leads from each state; a state that is not named refuses it. */
  moves: Partial<Record<CaseState, CaseState>>;
  needs: readonly Need[];
};

const OPEN = ["new", "triaged", "investigating", "waiting", "response_drafted", "answered", "reopened"] as const;

const stays = Object.fromEntries(OPEN.map((state) => [state, state])) as Record<(typeof OPEN)[number], CaseState>;
const leadTo = (next: CaseState, from: readonly CaseState[]) =>
  Object.fromEntries(from.map((state) => [state, next])) as Partial<Record<CaseState, CaseState>>;

/**
 * The life of a case, in one table: who may do what, in which state, and what must be true before. Buttons and server read the same
 * rows, and only `close` leads to closed. Giving a new or reopened case an owner triages it.
 */
export const WORKFLOW: Record<CaseEvent, Rule> = {
  assign: { who: "case.assign", moves: { ...stays, new: "triaged", reopened: "triaged" }, needs: [] },
  change: { who: "case.work", moves: stays, needs: [] },
  escalate: { who: "case.work", moves: stays, needs: [] },
  investigate: {
    who: "case.work",
    moves: leadTo("investigating", ["triaged", "response_drafted", "answered", "reopened"]),
    needs: ["owner"],
  },
  wait: {
    who: "case.work",
    moves: leadTo("waiting", ["triaged", "investigating", "response_drafted", "reopened"]),
    needs: ["owner"],
  },
  resume: { who: "case.work", moves: { waiting: "investigating" }, needs: ["owner"] },
  draft_response: {
    who: "case.work",
    moves: leadTo("response_drafted", ["triaged", "investigating", "reopened"]),
    needs: ["owner"],
  },
  answer: {
    who: "case.work",
    moves: leadTo("answered", ["triaged", "investigating", "waiting", "response_drafted", "reopened"]),
    needs: ["owner", "findings", "answers", "letter"],
  },
  close: {
    who: "case.work",
    moves: leadTo("closed", OPEN),
    needs: ["escalation_answered", "findings", "answers", "letter", "told", "requests_settled", "promises_settled"],
  },
  reopen: { who: "case.work", moves: { closed: "reopened" }, needs: [] },
};

/** The state after an event, or null where the event is not allowed. */
export function nextState(state: CaseState, event: CaseEvent): CaseState | null {
  return WORKFLOW[event].moves[state] ?? null;
}

/**
 * What usually comes next, so that a screen can offer it first. A question, praise or an idea is answered and closed in one go, and what
 * a letter has answered is answered.
 */
export function suggestedEvent(state: CaseState, kind: CaseKind, isAnswerSent = false): CaseEvent | null {
  if (state === "new" || state === "closed") return null;
  if (!needsFindings(kind)) return "close";
  if (isAnswerSent && nextState(state, "answer")) return "answer";
  switch (state) {
    case "triaged":
    case "reopened":
      return "investigate";
    case "investigating":
      return "draft_response";
    case "waiting":
      return "resume";
    case "response_drafted":
      return "answer";
    case "answered":
      return "close";
    default:
      return state satisfies never;
  }
}

/**
 * What is next about the letter with the answer, where that comes before the step that is suggested: once nothing else is missing for it,
 * or earlier where one is under way.
 */
export function nextLetterStep(suggested: CaseEvent | null, facts: WorkflowFacts): LetterGap | null {
  if (suggested !== "draft_response" && suggested !== "answer" && suggested !== "close") return null;
  const missing = whatIsMissing(suggested === "close" ? "close" : "answer", facts);
  const gap = missing.flatMap((one) => (one.need === "letter" ? [one.gap] : []))[0];
  if (gap?.step !== "write") return gap ?? null;
  const isReady = !missing.some(({ need }) => need === "owner" || need === "findings" || need === "answers");
  return isReady && suggested !== "draft_response" ? gap : null;
}

const WITH_FINDINGS: readonly CaseKind[] = ["concern", "complaint", "grievance"];

/** Whether an issue of this kind of case is upheld or not; praise, ideas and questions are only answered. */
export function needsFindings(kind: CaseKind): boolean {
  return WITH_FINDINGS.includes(kind);
}

export type WorkflowFacts = {
  kind: CaseKind;
  reporterKind: ReporterKind;
  ownerId: string | null;
  isTold: boolean;
  isEscalated: boolean;
  openRequests: number;
  /** Those that nobody has been named for beyond the closing. */
  openPromises: number;
  /** What the pack wants of the letter with the answer; null where it wants none. */
  letter: LetterOwed | null;
  /** Those that stand: what was listed by mistake does not count. */
  issues: readonly { id: string; hasFinding: boolean; hasAnswer: boolean }[];
};

export type Missing =
  | { need: "owner" | "told" | "requests_settled" | "promises_settled" | "escalation_answered" }
  | { need: "letter"; gap: LetterGap }
  | { need: "findings" | "answers"; issueId: string };

/**
 * What an event still lacks, in the order in which a person would settle it. A complaint that was withdrawn needs no findings and no
 * answer. Somebody anonymous cannot be told; somebody who could not be reached need not have been, unless it is a grievance, whose
 * written notice is due all the same (42 CFR 482.13(a)(2)(iii)). Of a letter that the pack wants, only the pack itself excuses.
 */
export function whatIsMissing(event: CaseEvent, facts: WorkflowFacts, outcome: CaseOutcome | null = null): Missing[] {
  return WORKFLOW[event].needs.flatMap((need) =>
    need === "letter" ? lacksLetter(event, facts, outcome) : lacks(need, facts, outcome),
  );
}

function lacksLetter(
  event: CaseEvent,
  { letter, reporterKind }: WorkflowFacts,
  outcome: CaseOutcome | null,
): Missing[] {
  if (!letter?.gap || !isHeldBy(letter, event === "close" ? "closed" : "answered")) return [];
  return whyNotOwed(letter, { outcome, reporterKind }) === null ? [{ need: "letter", gap: letter.gap }] : [];
}

function lacks(need: Exclude<Need, "letter">, facts: WorkflowFacts, outcome: CaseOutcome | null): Missing[] {
  const isWithdrawn = outcome === "withdrawn";
  switch (need) {
    case "owner":
      return facts.ownerId === null ? [{ need }] : [];
    case "findings":
      if (isWithdrawn || !needsFindings(facts.kind)) return [];
      return facts.issues.filter(({ hasFinding }) => !hasFinding).map(({ id }) => ({ need, issueId: id }));
    case "answers":
      if (isWithdrawn) return [];
      return facts.issues.filter(({ hasAnswer }) => !hasAnswer).map(({ id }) => ({ need, issueId: id }));
    case "told": {
      const isExcused = isWithdrawn || (outcome === "unreachable" && facts.kind !== "grievance");
      return facts.isTold || isExcused || facts.reporterKind === "anonymous" ? [] : [{ need }];
    }
    case "escalation_answered":
      return facts.isEscalated ? [{ need }] : [];
    case "requests_settled":
      return facts.openRequests > 0 ? [{ need }] : [];
    case "promises_settled":
      return facts.openPromises > 0 ? [{ need }] : [];
    default:
      return need satisfies never;
  }
}
