import type { CaseState } from "./schema";

/** What can happen to a case's state so far. */
export type CaseEvent = "assign" | "change" | "escalate";

/**
 * The state after an event, or null where the event is not allowed. Giving a new case an owner triages it; nothing but a note is added
 * to a closed case.
 */
const TABLE: Record<CaseState, Record<CaseEvent, CaseState | null>> = {
  new: { assign: "triaged", change: "new", escalate: "new" },
  triaged: { assign: "triaged", change: "triaged", escalate: "triaged" },
  investigating: { assign: "investigating", change: "investigating", escalate: "investigating" },
  waiting: { assign: "waiting", change: "waiting", escalate: "waiting" },
  response_drafted: { assign: "response_drafted", change: "response_drafted", escalate: "response_drafted" },
  answered: { assign: "answered", change: "answered", escalate: "answered" },
  closed: { assign: null, change: null, escalate: null },
  reopened: { assign: "triaged", change: "reopened", escalate: "reopened" },
};

export function nextState(state: CaseState, event: CaseEvent): CaseState | null {
  return TABLE[state][event];
}
