"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { addRepresentativeAction } from "@/lib/representative/actions";
import { addRepresentativeSchema } from "@/lib/representative/schema";
import { newId } from "@/lib/shared/ids";
import { type CaseChoice, RepresentativeFields } from "./representative-fields";

type AddRepresentativeProps = {
  patientId: string;
  cases: CaseChoice[];
  /** What is known already, by field name. */
  values?: Record<string, string>;
  label?: string;
};

/** Puts on record who may be told about the patient. */
export function AddRepresentativeDialog({ label = "Add", ...props }: AddRepresentativeProps) {
  const [representativeId, setRepresentativeId] = useState<string | null>(null);
  const close = () => setRepresentativeId(null);
  return (
    <>
      <Button size="s" onClick={() => setRepresentativeId(newId())}>
        {label}
      </Button>
      <Dialog
        open={representativeId !== null}
        onClose={close}
        title="Who may be told"
        description="Somebody who may speak for the patient or be told about them, and on what ground."
      >
        {representativeId ? <AddForm {...props} representativeId={representativeId} onClose={close} /> : null}
      </Dialog>
    </>
  );
}

type AddFormProps = Omit<AddRepresentativeProps, "label"> & { representativeId: string; onClose: () => void };

function AddForm({ patientId, cases, values = {}, representativeId, onClose }: AddFormProps) {
  const tell = useToast();
  const router = useRouter();
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: addRepresentativeAction,
    schema: addRepresentativeSchema,
    onDone: () => {
      onClose();
      tell({ title: "Put on record." });
      router.refresh();
    },
  });
  const errors = failure?.code === "CONFLICT" ? [{ message: failure.message }] : summary.errors;
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary errors={errors} attempt={summary.attempt} />
      <input type="hidden" name="representativeId" value={representativeId} />
      <input type="hidden" name="patientId" value={patientId} />
      <RepresentativeFields values={values} fieldId={fieldId} errorsOf={errorsOf} cases={cases} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Saving…">
          Put on record
        </Button>
      </div>
    </form>
  );
}
