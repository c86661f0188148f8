"use client";

import { useState } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { voidContactAction } from "@/lib/contact/actions";
import { voidContactSchema } from "@/lib/contact/schema";
import { LIMITS } from "@/lib/shared/text";

/** For a contact that was logged wrongly. It stays in the timeline, marked as voided, with the reason. */
export function VoidContactDialog({ contactId }: { contactId: string }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="quiet" size="s" className="-ms-2.5 justify-self-start" onClick={() => setIsOpen(true)}>
        Void this contact
      </Button>
      <Dialog
        open={isOpen}
        onClose={() => setIsOpen(false)}
        title="Void this contact"
        description="It stays readable, with your reason, and no longer counts as having been in touch."
      >
        <VoidForm contactId={contactId} onClose={() => setIsOpen(false)} />
      </Dialog>
    </>
  );
}

function VoidForm({ contactId, onClose }: { contactId: string; onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: voidContactAction,
    schema: voidContactSchema,
    onDone: () => {
      onClose();
      tell({ title: "The contact is voided." });
    },
  });
  const errors = failure?.code === "CONFLICT" ? [{ message: failure.message }] : summary.errors;
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary errors={errors} attempt={summary.attempt} />
      <input type="hidden" name="contactId" value={contactId} />
      <Field id={fieldId("reason")} label="What is wrong with it?" error={errorsOf("reason")}>
        {(control) => <Textarea {...control} name="reason" rows={2} limit={LIMITS.reason} autoFocus />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="danger" pending={isPending} pendingLabel="Voiding…">
          Void
        </Button>
      </div>
    </form>
  );
}
