import { decideEscalation } from "./decide";
import type { EscalationFacts } from "./facts";
import { LEVELS, type Level, type Matrix } from "./matrix";

/** A case of the last 90 days as it stood at its end, or as it stands. */
export type PastCase = { reference: string; facts: EscalationFacts; until: Date };

export type Difference = { reference: string; saved: Level | null; draft: Level | null; because: string };

export type Preview = {
  cases: number;
  /** How many cases each would have brought to each level. */
  counts: { level: Level; saved: number; draft: number }[];
  differing: number;
  /** Null for whoever may not see the cases; decision 0007. */
  differences: Difference[] | null;
};

const MOST_SHOWN = 50;

/** The highest level a case would have reached by a matrix, and why; null: none. */
function highestLevel(matrix: Matrix, { facts, until }: PastCase): { level: Level; because: string } | null {
  const [highest] = decideEscalation(matrix, facts, until).toSorted((a, b) => b.level - a.level);
  return highest ?? null;
}

/** What a draft would have done to these cases, beside what the saved matrix would have. */
export function previewMatrix(
  saved: Matrix,
  draft: Matrix,
  cases: readonly PastCase[],
): Preview & { differences: Difference[] } {
  const outcomes = cases.map((one) => ({
    reference: one.reference,
    saved: highestLevel(saved, one),
    draft: highestLevel(draft, one),
  }));
  const differing = outcomes.filter((one) => one.saved?.level !== one.draft?.level);
  const count = (by: "saved" | "draft", level: Level) => outcomes.filter((one) => one[by]?.level === level).length;
  return {
    cases: cases.length,
    counts: LEVELS.map((level) => ({ level, saved: count("saved", level), draft: count("draft", level) })),
    differing: differing.length,
    differences: differing.slice(0, MOST_SHOWN).map(({ reference, saved: was, draft: is }) => ({
      reference,
      saved: was?.level ?? null,
      draft: is?.level ?? null,
      because: is?.because ?? was?.because ?? "",
    })),
  };
}
