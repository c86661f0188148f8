"use client";

import { ErrorSummary } from "@/components/form/error-summary";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { answerCaseAction } from "@/lib/case/actions";
import { answerCaseSchema } from "@/lib/case/schema";
import type { CaseDetail } from "@/lib/case/types";
import { endStep } from "./awaited-step";
import { carryNews } from "./step-news";
import { ToldFields } from "./told-fields";

type AnswerDialogProps = {
  open: boolean;
  onClose: () => void;
  detail: Pick<CaseDetail, "id" | "reference" | "state" | "given">;
  today: string;
};

export function AnswerDialog({ open, ...props }: AnswerDialogProps) {
  return (
    <Dialog
      open={open}
      onClose={props.onClose}
      title="They have the answer"
      description={
        props.detail.given
          ? "The letter with the answer went out. How and when stand here as they were written down."
          : "Every issue has its finding and answer. Say how and when they were told."
      }
    >
      <AnswerForm {...props} />
    </Dialog>
  );
}

function AnswerForm({ detail, today, onClose }: Omit<AnswerDialogProps, "open">) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: answerCaseAction,
    schema: answerCaseSchema,
    tellsConflicts: true,
    onDone: ({ reference }) => {
      const title = `${reference} is answered.`;
      const isCarried = carryNews({ reference, title, undo: null });
      endStep(reference, true);
      onClose();
      if (!isCarried) tell({ title });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="caseId" value={detail.id} />
      <input type="hidden" name="expectedState" value={detail.state} />
      <ToldFields fieldId={fieldId} errorsOf={errorsOf} today={today} letter={detail.given} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Saving…">
          Save
        </Button>
      </div>
    </form>
  );
}
