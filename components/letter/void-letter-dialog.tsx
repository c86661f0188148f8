"use client";

import { useState } from "react";
import { DialogConflict } from "@/components/form/dialog-conflict";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { voidLetterAction } from "@/lib/letter/actions";
import { voidLetterSchema } from "@/lib/letter/schema";
import { LIMITS } from "@/lib/shared/text";

/** Makes a letter void that is not to be sent. */
export function VoidLetterDialog({ letterId }: { letterId: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  return (
    <>
      <Button variant="quiet" onClick={() => setIsOpen(true)}>
        Make void
      </Button>
      <Dialog
        open={isOpen}
        onClose={close}
        title="Make this letter void"
        description="It is not sent, and nobody works on it any more. Its texts stay, and so does why."
      >
        <VoidForm letterId={letterId} onClose={close} />
      </Dialog>
    </>
  );
}

function VoidForm({ letterId, onClose }: { letterId: string; onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: voidLetterAction,
    schema: voidLetterSchema,
    onDone: () => {
      onClose();
      tell({ title: "The letter is void." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <DialogConflict failure={failure} onClose={onClose} />
      <input type="hidden" name="letterId" value={letterId} />
      <Field id={fieldId("reason")} label="Why is it not sent?" error={errorsOf("reason")}>
        {(control) => <Textarea {...control} name="reason" limit={LIMITS.reason} autoFocus />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="danger" pending={isPending} pendingLabel="Making void…">
          Make void
        </Button>
      </div>
    </form>
  );
}
