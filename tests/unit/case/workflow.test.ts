import { describe, expect, test } from "vitest";
import { CaseState } from "@/lib/case/schema";
import { type CaseEvent, nextState } from "@/lib/case/workflow";

const EVENTS = ["assign", "change", "escalate"] as const satisfies CaseEvent[];

// Where an event leaves a case when it does not leave it as it was.
const MOVES: Partial<Record<CaseState, Partial<Record<CaseEvent, CaseState | null>>>> = {
  new: { assign: "triaged" },
  reopened: { assign: "triaged" },
  closed: { assign: null, change: null, escalate: null },
};

describe("a case", () => {
  const table = Object.values(CaseState).flatMap((state) =>
    EVENTS.map((event) => {
      const next = MOVES[state]?.[event];
      return { state, event, next: next === undefined ? state : next };
    }),
  );

  test.each(table)("that is $state is $next after: $event", ({ state, event, next }) => {
    expect(nextState(state, event)).toBe(next);
  });
});
