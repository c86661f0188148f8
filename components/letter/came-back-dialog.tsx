"use client";

import { useState } from "react";
import { DateInput } from "@/components/form/date-input";
import { DialogConflict } from "@/components/form/dialog-conflict";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { sendingCameBackAction } from "@/lib/letter/actions";
import { sendingCameBackSchema } from "@/lib/letter/schema";
import { LIMITS } from "@/lib/shared/text";

type Seen = { letterId: string; sendingId: string; today: string };

/** Writes down that a sent letter came back. */
export function CameBackDialog(seen: Seen) {
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>It came back</Button>
      <Dialog
        open={isOpen}
        onClose={close}
        title="This letter came back"
        description="It no longer counts as word from us, and waits to be sent again. How it was sent stays on record, and what it promises stays promised."
      >
        <CameBackForm {...seen} onClose={close} />
      </Dialog>
    </>
  );
}

function CameBackForm({ letterId, sendingId, today, onClose }: Seen & { onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: sendingCameBackAction,
    schema: sendingCameBackSchema,
    onDone: () => {
      onClose();
      tell({ title: "The letter waits to be sent again." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <DialogConflict failure={failure} onClose={onClose} />
      <input type="hidden" name="letterId" value={letterId} />
      <input type="hidden" name="sendingId" value={sendingId} />
      <Field id={fieldId("returnedOn")} label="On which day?" error={errorsOf("returnedOn")}>
        {(control) => <DateInput {...control} name="returnedOn" defaultValue={today} max={today} />}
      </Field>
      <Field
        id={fieldId("reason")}
        label="Why did it come back?"
        hint="As it stands on the envelope or in the answer of the mail server."
        error={errorsOf("reason")}
      >
        {(control) => <Textarea {...control} name="reason" rows={3} limit={LIMITS.reason} />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Writing down…">
          Write down
        </Button>
      </div>
    </form>
  );
}
