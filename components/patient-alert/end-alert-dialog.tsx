"use client";

import { useState } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { endAlertAction } from "@/lib/patient-alert/actions";
import { endAlertSchema } from "@/lib/patient-alert/schema";

export function EndAlertDialog({ alertId, body }: { alertId: string; body: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  return (
    <>
      <Button size="s" variant="quiet" aria-label={`End the alert: ${body}`} onClick={() => setIsOpen(true)}>
        End
      </Button>
      <Dialog open={isOpen} onClose={close} title="End the alert" description={<bdi>{body}</bdi>}>
        <EndForm alertId={alertId} onClose={close} />
      </Dialog>
    </>
  );
}

function EndForm({ alertId, onClose }: { alertId: string; onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: endAlertAction,
    schema: endAlertSchema,
    onDone: () => {
      onClose();
      tell({ title: "The alert is ended." });
    },
  });
  const errors = failure?.code === "CONFLICT" ? [{ message: failure.message }] : summary.errors;
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary errors={errors} attempt={summary.attempt} />
      <input type="hidden" name="alertId" value={alertId} />
      <Field id={fieldId("reason")} label="Why does it no longer count?" error={errorsOf("reason")}>
        {(control) => <Input {...control} name="reason" dir="auto" autoFocus />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Ending…">
          End alert
        </Button>
      </div>
    </form>
  );
}
