"use client";

import { DeedButton } from "@/components/form/deed-button";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { confirmKindAction, declineKindAction } from "@/lib/case/actions";
import { declineKindSchema } from "@/lib/regulation/schema";
import { LIMITS } from "@/lib/shared/text";

/** The second person agrees. */
export function ConfirmKindForm({ changeId }: { changeId: string }) {
  return (
    <DeedButton action={confirmKindAction} fields={{ changeId }} done="Confirmed." size="s">
      Confirm the lower kind
    </DeedButton>
  );
}

/** The second person does not agree, and says why. */
export function DeclineKindForm({ changeId, proposedBy }: { changeId: string; proposedBy: string }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: declineKindAction,
    schema: declineKindSchema,
    onDone: () => tell({ title: "Declined. The kind stays as it is." }),
  });
  const errors = failure?.code === "CONFLICT" ? [{ message: failure.message }] : summary.errors;
  return (
    <form {...formProps} className="grid gap-3">
      <ErrorSummary errors={errors} attempt={summary.attempt} />
      <input type="hidden" name="changeId" value={changeId} />
      <Field
        id={fieldId("answer")}
        label="Why not?"
        hint={`${proposedBy} reads it in the timeline.`}
        error={errorsOf("answer")}
      >
        {(control) => <Textarea {...control} name="answer" rows={2} limit={LIMITS.reason} />}
      </Field>
      <div>
        <Button type="submit" size="s" pending={isPending} pendingLabel="Declining…">
          Decline with this answer
        </Button>
      </div>
    </form>
  );
}
