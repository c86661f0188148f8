import { daysFrom } from "@/lib/shared/dates";
import { tellReason } from "../labels";
import { allegedOf, type ClockStanding, type EscalationFacts, type SeenFacts } from "./facts";
import { type Condition, groupOf, type Level, type Matrix, type RowGroup, type RuledRow, rowsInOrder } from "./matrix";

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
 * does the first of those for its age, for our silence and for each of its clocks, each for itself.
 */
export function decideEscalation(matrix: Matrix, facts: EscalationFacts, now: Date): Decision[] {
  const rows = rowsInOrder(matrix);
  const decided = [
    ...STANDING.flatMap(
      (group) => rows.find(({ when }) => groupOf(when) === group && holds(when, facts, now)) ?? [],
    ).map((row) => decide(row, { facts, clock: null, now })),
    ...facts.clocks.flatMap((clock) => {
      const row = findClockRow(rows, clock, facts, now);
      return row ? [decide(row, { facts, clock, now })] : [];
    }),
  ];
  return decided.toSorted((a, b) => Number(b.isUrgent) - Number(a.isUrgent) || b.level - a.level);
}

const STANDING = ["standing", "age", "silence"] as const satisfies readonly RowGroup[];

// A clock that became late while nothing could be raised is still owed what was due when it was due soon.
function findClockRow(rows: RuledRow[], clock: ClockStanding, facts: EscalationFacts, now: Date): RuledRow | undefined {
  const states = clock.state === "late" ? (["late", "due_soon"] as const) : (["due_soon"] as const);
  const holding = rows.filter(
    ({ when }) => when.clock && (when.clock.clock ?? clock.clock) === clock.clock && holds(when, facts, now),
  );
  return states.flatMap((state) => holding.find(({ when }) => when.clock?.state === state) ?? [])[0];
}

type Deciding = { facts: EscalationFacts; clock: ClockStanding | null; now: Date };

function decide({ id, when, level, overridesQuietHours }: RuledRow, { facts, clock, now }: Deciding): Decision {
  const group = groupOf(when);
  return {
    ...{ rowId: id, level, group, isUrgent: overridesQuietHours },
    because: tellReason(when, { ...facts, clock }, now),
    occasion: occasionOf(group, when, { ...facts, clock }),
  };
}

/** Whether a row holds, but for the clock that it may ask for. */
function holds(when: Condition, facts: EscalationFacts, now: Date): boolean {
  const { kind, severity, harm, receivedAt, zone, unheardSince, repeats } = facts;
  const { kinds, severityAtLeast = 0, harmAtLeast, ageDaysAtLeast = 0, unheardDaysAtLeast, repeatsAtLeast = 0 } = when;
  return (
    Object.keys(when).length > 0 &&
    (!kinds || kinds.includes(kind)) &&
    severity >= severityAtLeast &&
    (!when.facts || allegedOf(when, facts).length > 0) &&
    (!harmAtLeast || (harm ?? 0) >= harmAtLeast) &&
    daysFrom(receivedAt, now, zone) >= ageDaysAtLeast &&
    (!unheardDaysAtLeast || (unheardSince !== null && daysFrom(unheardSince, now, zone) >= unheardDaysAtLeast)) &&
    repeats >= repeatsAtLeast
  );
}

// A fact that comes to light later is news; a case that is still old, or still the third, is none.
function occasionOf(group: RowGroup, when: Condition, facts: SeenFacts): string {
  switch (group) {
    case "standing":
      return when.facts ? `facts ${allegedOf(when, facts).join(" ")}` : "once";
    case "age":
      return "age";
    case "silence":
      return `silence ${facts.unheardSince?.toISOString() ?? ""}`;
    case "clock":
      return facts.clock ? `clock ${facts.clock.clock} ${when.clock?.state} ${facts.clock.key}` : "clock";
    default:
      return group satisfies never;
  }
}
