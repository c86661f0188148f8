"use client";

import { useState } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { removeDayAction } from "@/lib/calendar/actions";
import { removeDaySchema } from "@/lib/calendar/schema";
import { tellRecount } from "./told";

type RemoveDayProps = { dayId: string; day: string; name: string; isLoaded: boolean };

export function RemoveDayDialog({ dayId, day, name, isLoaded }: RemoveDayProps) {
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  return (
    <>
      <Button size="s" variant="quiet" aria-label={`Remove ${day}: ${name}`} onClick={() => setIsOpen(true)}>
        Remove
      </Button>
      <Dialog
        open={isOpen}
        onClose={close}
        title={`Remove ${day}`}
        description={
          <>
            <bdi>{name}</bdi>.{" "}
            {isLoaded ? "It stays out when public holidays are loaded again." : "The week's hours hold on it again."}
          </>
        }
      >
        <RemoveForm dayId={dayId} onClose={close} />
      </Dialog>
    </>
  );
}

function RemoveForm({ dayId, onClose }: { dayId: string; onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: removeDayAction,
    schema: removeDaySchema,
    tellsConflicts: true,
    onDone: ({ cases }) => {
      onClose();
      tell({ title: `Day removed. ${tellRecount(cases)}` });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="dayId" value={dayId} />
      <Field id={fieldId("reason")} label="Why does it not count?" error={errorsOf("reason")}>
        {(control) => <Input {...control} name="reason" dir="auto" autoFocus />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Removing…">
          Remove day
        </Button>
      </div>
    </form>
  );
}
