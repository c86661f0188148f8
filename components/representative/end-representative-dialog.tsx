"use client";

import { useState } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { endRepresentativeAction } from "@/lib/representative/actions";
import { endRepresentativeSchema } from "@/lib/representative/schema";

type EndRepresentativeProps = { representativeId: string; name: string };

export function EndRepresentativeDialog({ representativeId, name }: EndRepresentativeProps) {
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  return (
    <>
      <Button size="s" variant="quiet" aria-label={`End the authority of ${name}`} onClick={() => setIsOpen(true)}>
        End
      </Button>
      <Dialog
        open={isOpen}
        onClose={close}
        title={`End the authority of ${name}`}
        description="From now on they are told nothing. The entry stays to be read."
      >
        <EndForm representativeId={representativeId} onClose={close} />
      </Dialog>
    </>
  );
}

function EndForm({ representativeId, onClose }: { representativeId: string; onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: endRepresentativeAction,
    schema: endRepresentativeSchema,
    onDone: () => {
      onClose();
      tell({ title: "Ended." });
    },
  });
  const errors = failure?.code === "CONFLICT" ? [{ message: failure.message }] : summary.errors;
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary errors={errors} attempt={summary.attempt} />
      <input type="hidden" name="representativeId" value={representativeId} />
      <Field
        id={fieldId("reason")}
        label="Why does it end?"
        hint="Such as: consent withdrawn."
        error={errorsOf("reason")}
      >
        {(control) => <Input {...control} name="reason" dir="auto" autoFocus />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Ending…">
          End it
        </Button>
      </div>
    </form>
  );
}
