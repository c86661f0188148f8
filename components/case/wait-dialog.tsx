"use client";

import { DateInput } from "@/components/form/date-input";
import { useDeed } from "@/components/form/deed-button";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Select } from "@/components/form/select";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { undoMoveAction, waitOnCaseAction } from "@/lib/case/actions";
import { WAITING_LABELS } from "@/lib/case/labels";
import { waitOnCaseSchema } from "@/lib/case/schema";
import type { CaseDetail } from "@/lib/case/types";
import { undoing } from "./undoing";

type MoveDialogProps = {
  open: boolean;
  onClose: () => void;
  detail: Pick<CaseDetail, "id" | "reference" | "state">;
};

export function WaitDialog({ open, ...props }: MoveDialogProps) {
  return (
    <Dialog
      open={open}
      onClose={props.onClose}
      title="Wait for somebody"
      description="The case stays yours and says whom it waits for."
    >
      <WaitForm {...props} />
    </Dialog>
  );
}

function WaitForm({ detail, onClose }: Omit<MoveDialogProps, "open">) {
  const tell = useToast();
  const { act } = useDeed();
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: waitOnCaseAction,
    schema: waitOnCaseSchema,
    tellsConflicts: true,
    onDone: (moved) => {
      onClose();
      const back = undoing(undoMoveAction, moved);
      tell({
        title: `${moved.reference} is waiting.`,
        action: back ? { label: "Undo", onAct: () => act(back) } : undefined,
      });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="caseId" value={detail.id} />
      <input type="hidden" name="expectedState" value={detail.state} />
      <Field id={fieldId("waitingFor")} label="For whom?" error={errorsOf("waitingFor")}>
        {(control) => (
          <Select
            {...control}
            name="waitingFor"
            autoFocus
            placeholder="Choose"
            options={Object.entries(WAITING_LABELS).map(([value, label]) => ({ value, label }))}
          />
        )}
      </Field>
      <Field
        id={fieldId("reason")}
        label="For what?"
        hint="In a line, for whoever looks at it next."
        error={errorsOf("reason")}
      >
        {(control) => <Input {...control} name="reason" dir="auto" />}
      </Field>
      <Field id={fieldId("until")} label="Look at it again on" optional error={errorsOf("until")}>
        {(control) => <DateInput {...control} name="until" />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Saving…">
          Wait
        </Button>
      </div>
    </form>
  );
}
