"use client";

import { useState } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { addAlertAction } from "@/lib/patient-alert/actions";
import { addAlertSchema } from "@/lib/patient-alert/schema";
import { newId } from "@/lib/shared/ids";

export function AddAlertDialog({ patientId }: { patientId: string }) {
  const [alertId, setAlertId] = useState<string | null>(null);
  const close = () => setAlertId(null);
  return (
    <>
      <Button onClick={() => setAlertId(newId())}>Add alert</Button>
      <Dialog
        open={alertId !== null}
        onClose={close}
        title="Add an alert"
        description="A line that staff see first, on this page and on every case about them."
      >
        {alertId ? <AddForm alertId={alertId} patientId={patientId} onClose={close} /> : null}
      </Dialog>
    </>
  );
}

function AddForm({ alertId, patientId, onClose }: { alertId: string; patientId: string; onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: addAlertAction,
    schema: addAlertSchema,
    onDone: () => {
      onClose();
      tell({ title: "Alert added." });
    },
  });
  const errors = failure?.code === "CONFLICT" ? [{ message: failure.message }] : summary.errors;
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary errors={errors} attempt={summary.attempt} />
      <input type="hidden" name="alertId" value={alertId} />
      <input type="hidden" name="patientId" value={patientId} />
      <Field
        id={fieldId("body")}
        label="What must be known first?"
        hint="Such as: hard of hearing, call the landline."
        error={errorsOf("body")}
      >
        {(control) => <Input {...control} name="body" dir="auto" autoFocus />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Adding…">
          Add alert
        </Button>
      </div>
    </form>
  );
}
