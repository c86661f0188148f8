import type { CaseKind, ReporterKind } from "@/lib/platform/generated/enums";
import { type ClockState, type Condition, MATRIX_FACTS, type MatrixFact } from "./matrix";

/** What the matrix looks at of an open case. */
export type EscalationFacts = {
  kind: CaseKind;
  severity: number;
  /** Those that are recorded as so. */
  alleged: readonly MatrixFact[];
  /** The worst that any issue tells of, 0 to 5. */
  harm: number | null;
  receivedAt: Date;
  /** Of the site, in which days are counted. */
  zone: string;
  /** Since when they have not heard from us; null where nobody can be told. */
  unheardSince: Date | null;
  /** Cases of the same patient within twelve months, this one included. */
  repeats: number;
  /** A clock that has just become due soon or late. */
  clock: { clock: string; state: ClockState; key: string } | null;
};

/** Of what a row asks for, what is recorded, in the order of the list. */
export function allegedOf(when: Condition, { alleged }: Pick<EscalationFacts, "alleged">): MatrixFact[] {
  return MATRIX_FACTS.filter((fact) => when.facts?.includes(fact) && alleged.includes(fact));
}

type Heard = { reporterKind: ReporterKind; receivedAt: Date; lastHeardAt: Date | null };

/** Since when nobody has told them anything; null where there is nobody to tell. */
export function unheardSinceOf({ reporterKind, receivedAt, lastHeardAt }: Heard): Date | null {
  if (reporterKind === "anonymous") return null;
  return lastHeardAt && lastHeardAt > receivedAt ? lastHeardAt : receivedAt;
}
