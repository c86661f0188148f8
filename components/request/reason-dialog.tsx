"use client";

import { type ReactNode, useState } from "react";
import { DialogConflict } from "@/components/form/dialog-conflict";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Button, type ButtonSize, type ButtonVariant } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { returnRequestAction, withdrawRequestAction } from "@/lib/request/actions";
import { returnRequestSchema } from "@/lib/request/schema";
import type { ActionResult } from "@/lib/shared/result";
import { LIMITS } from "@/lib/shared/text";

type Wording = { open: string; title: string; description: ReactNode; label: string; hint: string; send: string };
type ReasonDialogProps<T> = {
  requestId: string;
  action: (previous: ActionResult<T> | null, form: FormData) => Promise<ActionResult<T>>;
  wording: Wording;
  /** What is said when it is done. */
  done: string;
  size?: ButtonSize;
  variant?: ButtonVariant;
};

/** The unit says that a request is not for it, and why. */
export function ReturnRequestDialog({
  requestId,
  unit,
  askedBy,
}: {
  requestId: string;
  unit: string;
  askedBy: string;
}) {
  const wording: Wording = {
    open: "Not for us",
    title: "Not for us",
    description: `${askedBy} sees your reason and can ask somebody else.`,
    label: "Why is it not for you?",
    hint: "If you know who can answer, say so.",
    send: "Return it",
  };
  return (
    <ReasonDialog
      requestId={requestId}
      action={returnRequestAction}
      wording={wording}
      done={`Returned, with the reason of ${unit}.`}
    />
  );
}

/** Whoever works the case takes a request back, and says why. */
export function WithdrawRequestDialog({
  requestId,
  unit,
  size,
}: {
  requestId: string;
  unit: string;
  size?: ButtonSize;
}) {
  const wording: Wording = {
    open: "Withdraw",
    title: `Withdraw what ${unit} is asked`,
    description: "The unit reads your reason, and no longer sees what you shared.",
    label: "Why is it no longer needed?",
    hint: "In a line.",
    send: "Withdraw request",
  };
  return (
    <ReasonDialog
      requestId={requestId}
      action={withdrawRequestAction}
      wording={wording}
      done={`The request to ${unit} is withdrawn.`}
      size={size}
      variant="quiet"
    />
  );
}

function ReasonDialog<T>({ size, variant, ...rest }: ReasonDialogProps<T>) {
  const [isOpen, setIsOpen] = useState(false);
  // Closing the dialog is not discarding.
  const [kept, setKept] = useState("");
  const { open, title, description } = rest.wording;
  return (
    <>
      <Button size={size} variant={variant} onClick={() => setIsOpen(true)}>
        {open}
      </Button>
      <Dialog open={isOpen} onClose={() => setIsOpen(false)} title={title} description={description}>
        <ReasonForm {...rest} kept={kept} onTyping={setKept} onClose={() => setIsOpen(false)} />
      </Dialog>
    </>
  );
}

type ReasonFormProps<T> = Omit<ReasonDialogProps<T>, "size" | "variant"> & {
  kept: string;
  onTyping: (text: string) => void;
  onClose: () => void;
};

function ReasonForm<T>({ requestId, action, wording, done, kept, onTyping, onClose }: ReasonFormProps<T>) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action,
    schema: returnRequestSchema,
    onDone: () => {
      onClose();
      tell({ title: done });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <DialogConflict failure={failure} onClose={onClose} />
      <input type="hidden" name="requestId" value={requestId} />
      <Field id={fieldId("reason")} label={wording.label} hint={wording.hint} error={errorsOf("reason")}>
        {(control) => (
          <Textarea
            {...control}
            name="reason"
            rows={3}
            limit={LIMITS.reason}
            autoFocus
            defaultValue={kept}
            onInput={(event) => onTyping(event.currentTarget.value)}
          />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Sending…">
          {wording.send}
        </Button>
      </div>
    </form>
  );
}
