import type { CaseKind } from "@/lib/platform/generated/enums";
import type { CaseFact, Facts, IssueFact, Line, What } from "../types";

/** What "complaints" are wherever a report counts them. */
export const COMPLAINTS: readonly CaseKind[] = ["complaint", "grievance"];

/** Which part of the facts a figure is about; what is left out is not asked for. */
export type Part = {
  kinds?: readonly CaseKind[];
  siteIds?: readonly string[];
  /** Null: of no unit. */
  unitId?: string | null;
  /** "2026-03". */
  month?: string;
  isOf?: (fact: CaseFact) => boolean;
};

/** The lines of a kind that are within a part. */
export function linesOf(facts: Facts, what: What, part: Part): Line[] {
  return facts.lines[what].filter((line) => isOfPart(facts, line, part));
}

/** Whether what happened to a case on a day is within a part. */
export function isOfPart(facts: Facts, { caseId, day }: { caseId: string; day: string }, part: Part): boolean {
  const fact = facts.cases.get(caseId);
  return fact !== undefined && isInMonth(day, part) && isOf(fact, part) && isOfUnit(fact.unitId, part);
}

/** The cases of the lines of a kind, one for each line. */
export function casesOf(facts: Facts, what: What, part: Part): string[] {
  return linesOf(facts, what, part).map(({ caseId }) => caseId);
}

/** The issues of the cases of some lines; an issue without a unit of its own is of its case's. */
export function issuesOf(facts: Facts, what: "received" | "found", part: Part): IssueFact[] {
  const { unitId: _ofIssues, ...ofCases } = part;
  const within = new Set(casesOf(facts, what, ofCases));
  return facts.issues.filter((issue) => within.has(issue.caseId) && isOfUnit(issue.unitId, part));
}

function isInMonth(day: string, { month }: Part): boolean {
  return month === undefined || day.startsWith(month);
}

function isOf(fact: CaseFact, { kinds, siteIds, isOf: also }: Part): boolean {
  return (
    (kinds === undefined || kinds.includes(fact.kind)) &&
    (siteIds === undefined || siteIds.includes(fact.siteId)) &&
    (also === undefined || also(fact))
  );
}

function isOfUnit(unitId: string | null, part: Part): boolean {
  return part.unitId === undefined || part.unitId === unitId;
}
