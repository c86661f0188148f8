import type { WorkflowFacts } from "@/lib/case/workflow";
import { checkLetter, type LetterFacts } from "@/lib/letter/rules/check";
import { elementsOf, letterNeededFor } from "@/lib/letter/rules/demands";
import { type Answered, letterGap } from "@/lib/letter/rules/gate";
import { shippedWords } from "@/lib/letter/rules/shipped-words";
import { keptFactsSchema } from "@/lib/letter/schema";
import { packOf } from "@/lib/regulation/rules";
import type { DemoData } from "@/prisma/seed/rows";

/** What each demo case owes of its letter, by the rule that the app goes by. */
export function lettersIn({ letters, letterSendings, issues, closings }: DemoData) {
  const sendings = new Map(letterSendings.map((sending) => [sending.letterId, sending]));
  const answers = Map.groupBy(
    letters.filter(({ kind }) => kind === "resolution"),
    ({ caseId }) => caseId,
  );
  const [own, ended] = [Map.groupBy(issues, ({ caseId }) => caseId), Map.groupBy(closings, ({ caseId }) => caseId)];
  return (row: DemoData["cases"][number]): WorkflowFacts["letter"] => {
    const need = letterNeededFor(packOf(row), row.kind, "closed");
    if (!need) return null;
    const read = (answers.get(row.id) ?? []).map(({ id, state, decidedFacts }) => {
      const sending = sendings.get(id);
      const sent = sending ? { ...sending, lacks: [], issues: factsIn(decidedFacts).issues as Answered[] } : null;
      return { id, state, decidedBy: null, sent };
    });
    const reopenedAt = ended.get(row.id)?.findLast((closing) => closing.reopenedAt)?.reopenedAt ?? null;
    return { ...need, gap: letterGap({ need, reopenedAt, letters: read, issues: own.get(row.id) ?? [] }) };
  };
}

/** What would have held back the first so many of the letters that went out. */
export function heldBackIn({ letters, cases }: DemoData, most: number): string[] {
  const byId = new Map(cases.map((row) => [row.id, row]));
  const sent = letters.filter(({ state }) => state === "sent").slice(0, most);
  return sent.flatMap(({ text, caseId, decidedFacts }) => {
    const row = byId.get(caseId);
    if (!row) return [`A letter has no case: ${caseId}`];
    const pack = packOf(row);
    const found = checkLetter({
      ...{ text, facts: factsIn(decidedFacts), letterKind: "resolution", language: "en", writtenOn: "2026-05-12" },
      ...{ elements: elementsOf(pack, "resolution", row.kind), blocking: pack.letterBlocks },
      ...{ words: shippedWords("en"), forbidden: { privileged: [], otherPatients: [], staffNames: [] } },
    });
    return found.filter(({ severity }) => severity === "blocks").map(({ message }) => message);
  });
}

function factsIn(decidedFacts: unknown): LetterFacts {
  return keptFactsSchema.parse(decidedFacts).facts as unknown as LetterFacts;
}
