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
  /** Its clocks of which people were told that they are due soon or late. */
  clocks: readonly ClockStanding[];
};

/** A clock at a stage; `key` says which running of it, where it runs more than once. */
export type ClockStanding = { clock: string; state: ClockState; key: string };

/** A case with the one of its clocks that is looked at. */
export type SeenFacts = EscalationFacts & { clock: ClockStanding | null };

type Told = { clock: string; dueAt: Date; notices: readonly { stage: ClockState; dueAt: Date }[] };

/** Where a clock that runs stands, as people were told of it; null where they were told of another due time only. */
export function standingOf({ clock, dueAt, notices }: Told): ClockStanding | null {
  const stages = notices.filter((notice) => notice.dueAt.getTime() === dueAt.getTime()).map(({ stage }) => stage);
  if (stages.length === 0) return null;
  return { clock, state: stages.includes("late") ? "late" : "due_soon", key: dueAt.toISOString() };
}

type Past = {
  clock: string;
  dueAt: Date;
  dueSoonAt: Date;
  metAt: Date | null;
  endedAt: Date | null;
  isPaused: boolean;
  computedAt: Date;
};

/** The stages that a clock came to before it was met or over, or until now. Of one that is paused: before it was. */
export function pastStandings(past: Past, now: Date): ClockStanding[] {
  const { clock, dueAt, dueSoonAt } = past;
  const end = past.metAt ?? past.endedAt ?? (past.isPaused ? past.computedAt : now);
  const stages = [
    { state: "late", at: dueAt },
    { state: "due_soon", at: dueSoonAt },
  ] as const;
  return stages.filter(({ at }) => at < end).map(({ state }) => ({ clock, state, key: dueAt.toISOString() }));
}

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
