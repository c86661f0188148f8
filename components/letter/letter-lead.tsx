import { ButtonLink } from "@/components/ui/button";
import { GAP_LABELS } from "@/lib/letter/labels";
import type { LetterGap } from "@/lib/letter/rules/gate";
import { WriteAnswerButton } from "./write-letter-dialog";

type LetterLeadProps = { gap: LetterGap; caseId: string; reference: string };

/** Leads to what is next about the letter that a case waits for. */
export function LetterLead({ gap: { step, letterId }, caseId, reference }: LetterLeadProps) {
  if (letterId === null) return <WriteAnswerButton caseId={caseId} />;
  return (
    <ButtonLink href={`/cases/${reference}/letters/${letterId}`} variant="primary">
      {GAP_LABELS[step]}
    </ButtonLink>
  );
}
