import Link from "next/link";
import { OUTCOMES_OF } from "@/lib/case/labels";
import type { CaseDetail } from "@/lib/case/types";
import { whatIsMissing } from "@/lib/case/workflow";
import { GAP_LABELS } from "@/lib/letter/labels";
import { whyNotOwed } from "@/lib/letter/rules/gate";

type LetterOwedLineProps = {
  detail: Pick<CaseDetail, "reference" | "kind" | "workflow">;
  /** As it is chosen in the closing dialog. */
  outcome: string;
};

/** What the letter with the answer still wants before the case closes, or why none is needed with this outcome. */
export function LetterOwedLine({ detail: { reference, kind, workflow }, outcome }: LetterOwedLineProps) {
  const ended = OUTCOMES_OF[kind].find((each) => each === outcome) ?? null;
  const { letter, reporterKind } = workflow;
  if (!letter?.gap) return null;
  const missing = whatIsMissing("close", workflow, ended).find(({ need }) => need === "letter");
  if (!missing) {
    const because = whyNotOwed(letter, { outcome: ended, reporterKind });
    return because ? <p className="text-sm text-muted">No letter is needed. {because}</p> : null;
  }
  const { step, letterId, sentence } = letter.gap;
  return (
    <p className="rounded bg-soon-bg px-3 py-2.5">
      {sentence}{" "}
      {letterId ? (
        <Link
          prefetch={false}
          href={`/cases/${reference}/letters/${letterId}`}
          className="text-primary-text hover:underline"
        >
          {GAP_LABELS[step]}
        </Link>
      ) : null}
      <span className="block text-sm text-muted">It is asked for by: {letter.basis}.</span>
    </p>
  );
}
