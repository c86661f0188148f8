"use client";

import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { useToast } from "@/components/ui/toast";
import { voidPlanAction } from "@/lib/billing/actions";
import { voidPlanSchema } from "@/lib/billing/schema";
import { LIMITS } from "@/lib/shared/text";
import { errorsWithConflict, FormDialog, FormEnd } from "./form-dialog";

export function VoidPlanDialog({ planId }: { planId: string }) {
  return (
    <FormDialog
      button="Void plan"
      title="Void the payment plan"
      description="It stays on record. Another can be agreed afterwards."
    >
      {({ close }) => <VoidForm planId={planId} onClose={close} />}
    </FormDialog>
  );
}

function VoidForm({ planId, onClose }: { planId: string; onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: voidPlanAction,
    schema: voidPlanSchema,
    onDone: () => {
      onClose();
      tell({ title: "The payment plan is void." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary errors={errorsWithConflict(summary.errors, failure)} attempt={summary.attempt} />
      <input type="hidden" name="planId" value={planId} />
      <Field id={fieldId("reason")} label="Why?" error={errorsOf("reason")}>
        {(control) => <Textarea {...control} name="reason" rows={2} limit={LIMITS.reason} autoFocus />}
      </Field>
      <FormEnd submit="Void plan" isPending={isPending} onClose={onClose} />
    </form>
  );
}
