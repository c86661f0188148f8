"use client";

import { useState } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { PATIENT_FIELD_LABELS } from "@/lib/patient/labels";
import { unmergePatientsAction } from "@/lib/patient-merge/actions";
import { type PatientField, unmergePatientsSchema } from "@/lib/patient-merge/schema";

export function UnmergeDialog({ mergeId, name }: { mergeId: string; name: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  return (
    <>
      <Button size="s" variant="quiet" aria-label={`Undo the merge of ${name}`} onClick={() => setIsOpen(true)}>
        Undo
      </Button>
      <Dialog
        open={isOpen}
        onClose={close}
        title="Undo the merge"
        description="What was moved and still stands here goes back to the other record. What was changed here since stays."
      >
        <UnmergeForm mergeId={mergeId} onClose={close} />
      </Dialog>
    </>
  );
}

function UnmergeForm({ mergeId, onClose }: { mergeId: string; onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: unmergePatientsAction,
    schema: unmergePatientsSchema,
    onDone: ({ kept }) => {
      onClose();
      tell({ title: "Undone: these are two records again.", description: keptWords(kept) });
    },
  });
  const errors = failure?.code === "CONFLICT" ? [{ message: failure.message }] : summary.errors;
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary errors={errors} attempt={summary.attempt} />
      <input type="hidden" name="mergeId" value={mergeId} />
      <Field
        id={fieldId("reason")}
        label="Why is it undone?"
        hint="Such as: father and son."
        error={errorsOf("reason")}
      >
        {(control) => <Input {...control} name="reason" dir="auto" autoFocus />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Undoing…">
          Undo the merge
        </Button>
      </div>
    </form>
  );
}

function keptWords(kept: PatientField[]): string | undefined {
  if (kept.length === 0) return undefined;
  return `Changed since, and left as it is: ${kept.map((field) => PATIENT_FIELD_LABELS[field].toLowerCase()).join(", ")}.`;
}
