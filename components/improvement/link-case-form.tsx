"use client";

import { FormDialog, FormEnd } from "@/components/billing/form-dialog";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { useActionForm } from "@/components/form/use-action-form";
import { useToast } from "@/components/ui/toast";
import { linkCaseToImprovementAction } from "@/lib/improvement/actions";
import { linkCaseToImprovementSchema } from "@/lib/improvement/schema";
import { LIMITS } from "@/lib/shared/text";

export function LinkCaseDialog({ improvementId }: { improvementId: string }) {
  return (
    <FormDialog
      button="Link a case"
      variant="plain"
      title="Link a case"
      description="A case of the same site out of which this action came. The case's page then shows the action."
    >
      {({ close }) => <LinkForm improvementId={improvementId} onClose={close} />}
    </FormDialog>
  );
}

function LinkForm({ improvementId, onClose }: { improvementId: string; onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: linkCaseToImprovementAction,
    schema: linkCaseToImprovementSchema,
    tellsConflicts: true,
    onDone: () => {
      onClose();
      tell({ title: "The case is linked." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="improvementId" value={improvementId} />
      <Field id={fieldId("reference")} label="Reference" error={errorsOf("reference")}>
        {(control) => <Input {...control} name="reference" maxLength={LIMITS.line} className="max-w-60" />}
      </Field>
      <FormEnd submit="Link the case" isPending={isPending} onClose={onClose} />
    </form>
  );
}
