import type { Finding } from "@/lib/platform/generated/enums";
import { type CaseFact, type Facts, WHATS, type What } from "@/lib/report/types";

/** Facts without any case. */
export function noFacts(): Facts {
  const lines = Object.fromEntries(WHATS.map((what) => [what, []])) as unknown as Facts["lines"];
  return { cases: new Map(), lines, issues: [], answers: [] };
}

let made = 0;

type Given = Partial<CaseFact> & { is?: What[]; day?: string; value?: number; findings?: (Finding | null)[] };

/** Adds a case with what happened to it, and an issue for each finding. */
export function addCase(
  facts: Facts,
  { is = ["received"], day = "2026-03-10", value, findings = [], ...given }: Given,
) {
  const id = given.id ?? `case-${++made}`;
  const plain = {
    siteId: "site",
    unitId: null,
    unit: null,
    kind: "complaint",
    reporterKind: "patient",
    age: 40,
  } as const;
  facts.cases.set(id, { ...plain, ...given, id });
  for (const what of is) facts.lines[what].push({ caseId: id, day, value: value ?? null });
  for (const [index, finding] of findings.entries()) {
    facts.issues.push({
      ...{ id: `${id}-${index}`, caseId: id, unitId: null, unit: null, category: "quality", stage: null },
      ...{ staffGroup: null, finding },
    });
  }
  return id;
}
