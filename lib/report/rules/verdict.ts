import type { Finding } from "@/lib/platform/generated/enums";
import type { Facts } from "../types";
import type { Definition } from "./result";
import { casesOf, type Part } from "./selection";

export const VERDICTS = ["upheld", "partly_upheld", "not_upheld"] as const;
export type Verdict = (typeof VERDICTS)[number];

/**
 * What became of a case by the findings on its issues: upheld where each was upheld, not upheld where none was even in part, else partly upheld. Null
 * without a finding: it was withdrawn, or closed without one.
 * Source: KO41a guidance: "partially upheld" is one issue or more but not all of them.
 */
export function verdictOf(findings: readonly (Finding | null)[]): Verdict | null {
  const found = findings.filter((finding) => finding !== null);
  if (found.length === 0) return null;
  if (found.every((finding) => finding === "upheld")) return "upheld";
  return found.every((finding) => finding === "not_upheld") ? "not_upheld" : "partly_upheld";
}

/** The cases that were closed in the time and still were at its end, by what became of them. */
export function settledOf(facts: Facts, part: Part): Record<Verdict | "none", string[]> {
  const findings = Map.groupBy(facts.issues, ({ caseId }) => caseId);
  const by: Record<Verdict | "none", string[]> = { upheld: [], partly_upheld: [], not_upheld: [], none: [] };
  for (const caseId of casesOf(facts, "settled", part)) {
    by[verdictOf((findings.get(caseId) ?? []).map(({ finding }) => finding)) ?? "none"].push(caseId);
  }
  return by;
}

export const VERDICT_DEFINITIONS: Record<Verdict, Definition> = {
  upheld: told("every issue with a finding was upheld"),
  partly_upheld: told("something was upheld, and not every issue in full"),
  not_upheld: told("nothing was upheld"),
};

function told(what: string): Definition {
  return {
    says: `In how many of the complaints resolved ${what}.`,
    numerator: `complaints resolved in which ${what}`,
    denominator: "complaints resolved with a finding",
    source:
      "Resolved: closed in the time with a finding, and not reopened by its end. One complaint counts once, by the findings on all its issues.",
  };
}
