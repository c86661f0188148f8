import { daysFrom } from "@/lib/shared/dates";
import { tellReason } from "../labels";
import { allegedOf, type EscalationFacts } from "./facts";
import { type Condition, groupOf, type Level, type Matrix, type RowGroup, rowsInOrder } from "./matrix";

export type Decision = {
  rowId: string;
  level: Level;
  group: RowGroup;
  /** Why, in a sentence of labels and numbers. */
  because: string;
  /** What it is for: the same occasion never raises twice. */
  occasion: string;
  isUrgent: boolean;
};

/**
 * What the matrix makes of a case, the most pressing first. Of the rows that look at what a case is the first that holds decides; so
 * does the first of those for its age, for our silence and for its clocks, each for itself.
 */
export function decideEscalation(matrix: Matrix, facts: EscalationFacts, now: Date): Decision[] {
  const decided = new Map<RowGroup, Decision>();
  for (const { id, when, level, overridesQuietHours } of rowsInOrder(matrix)) {
    const group = groupOf(when);
    if (decided.has(group) || !holds(when, facts, now)) continue;
    decided.set(group, {
      ...{ rowId: id, level, group, isUrgent: overridesQuietHours },
      because: tellReason(when, facts, now),
      occasion: occasionOf(group, when, facts),
    });
  }
  return [...decided.values()].toSorted((a, b) => Number(b.isUrgent) - Number(a.isUrgent) || b.level - a.level);
}

function holds(when: Condition, facts: EscalationFacts, now: Date): boolean {
  const { kind, severity, harm, receivedAt, zone, unheardSince, repeats, clock } = facts;
  const { kinds, severityAtLeast = 0, harmAtLeast, ageDaysAtLeast = 0, unheardDaysAtLeast, repeatsAtLeast = 0 } = when;
  return (
    Object.keys(when).length > 0 &&
    (!kinds || kinds.includes(kind)) &&
    severity >= severityAtLeast &&
    (!when.facts || allegedOf(when, facts).length > 0) &&
    (!harmAtLeast || (harm ?? 0) >= harmAtLeast) &&
    daysFrom(receivedAt, now, zone) >= ageDaysAtLeast &&
    (!unheardDaysAtLeast || (unheardSince !== null && daysFrom(unheardSince, now, zone) >= unheardDaysAtLeast)) &&
    repeats >= repeatsAtLeast &&
    (!when.clock || (clock?.state === when.clock.state && (when.clock.clock ?? clock.clock) === clock.clock))
  );
}

// A fact that comes to light later is news; a case that is still old, or still the third, is none.
function occasionOf(group: RowGroup, when: Condition, facts: EscalationFacts): string {
  switch (group) {
    case "standing":
      return when.facts ? `facts ${allegedOf(when, facts).join(" ")}` : "once";
    case "age":
      return "age";
    case "silence":
      return `silence ${facts.unheardSince?.toISOString() ?? ""}`;
    case "clock":
      return facts.clock ? `clock ${facts.clock.clock} ${facts.clock.state} ${facts.clock.key}` : "clock";
    default:
      return group satisfies never;
  }
}
