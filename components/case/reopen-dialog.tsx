"use client";

import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { reopenCaseAction } from "@/lib/case/actions";
import { reopenCaseSchema } from "@/lib/case/schema";
import type { CaseDetail } from "@/lib/case/types";
import { LIMITS } from "@/lib/shared/text";

type ReopenProps = { open: boolean; onClose: () => void; detail: Pick<CaseDetail, "id" | "reference"> };

export function ReopenDialog({ open, ...props }: ReopenProps) {
  return (
    <Dialog
      open={open}
      onClose={props.onClose}
      title={`Reopen ${props.detail.reference}`}
      description="How it was closed stays on record. They will need an answer again."
    >
      <ReopenForm {...props} />
    </Dialog>
  );
}

function ReopenForm({ detail, onClose }: Omit<ReopenProps, "open">) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: reopenCaseAction,
    schema: reopenCaseSchema,
    tellsConflicts: true,
    onDone: ({ reference }) => {
      onClose();
      tell({ title: `${reference} is open again.` });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="caseId" value={detail.id} />
      <Field id={fieldId("reason")} label="Why is it opened again?" error={errorsOf("reason")}>
        {(control) => <Textarea {...control} name="reason" rows={3} limit={LIMITS.reason} />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Reopening…">
          Reopen
        </Button>
      </div>
    </form>
  );
}
