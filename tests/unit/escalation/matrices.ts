import { DEFAULT_MATRIX } from "@/lib/escalation/rules/default-matrix";
import type { EscalationFacts } from "@/lib/escalation/rules/facts";
import type { Condition, Matrix, MatrixRow } from "@/lib/escalation/rules/matrix";
import type { Answerer } from "@/lib/escalation/rules/target";

export const ANA = "018f2c5e-0000-7000-8000-00000000000a";
export const BEN = "018f2c5e-0000-7000-8000-00000000000b";
export const CY = "018f2c5e-0000-7000-8000-00000000000c";

/** A manager and two supervisors. */
export const PEOPLE: Answerer[] = [
  { id: ANA, name: "Ana", roles: ["manager"] },
  { id: BEN, name: "Ben", roles: ["supervisor"] },
  { id: CY, name: "Cy", roles: ["supervisor"] },
];

export function aRow(when: Condition | null, fields: Partial<MatrixRow> = {}): MatrixRow {
  return {
    ...{ id: "one", when, level: 1, target: { by: "role", role: "supervisor" }, fallbackPersonId: null },
    ...{ answerWithinMinutes: 60, counts: "calendar", ifUnanswered: { do: "nothing" }, overridesQuietHours: false },
    ...fields,
  };
}

export const DANGER = aRow(
  { facts: ["allegesAbuse", "allegesNeglect", "allegesHarm"] },
  { id: "danger", level: 3, target: { by: "role", role: "manager" }, overridesQuietHours: true },
);

/** A matrix of these rows, with the one for danger first. */
export function aMatrix(...rows: MatrixRow[]): Matrix {
  return {
    ...DEFAULT_MATRIX,
    byHand: { ...DEFAULT_MATRIX.byHand, ifUnanswered: { do: "nothing" } },
    rows: [DANGER, ...rows],
  };
}

export const NOW = new Date("2026-05-12T09:30:00Z");
const DAY_MS = 86_400_000;

export function daysAgo(days: number): Date {
  return new Date(NOW.getTime() - days * DAY_MS);
}

/** A complaint of middling severity, received now, of which nothing is recorded. */
export function someFacts(fields: Partial<EscalationFacts> = {}): EscalationFacts {
  return {
    ...{ kind: "complaint", severity: 2, alleged: [], harm: null, receivedAt: NOW, unheardSince: NOW, repeats: 1 },
    zone: "Europe/London",
    clocks: [],
    ...fields,
  };
}
