"use client";

import { type ReactNode, useState } from "react";
import type { SummaryError } from "@/components/form/error-summary";
import { Button, type ButtonSize, type ButtonVariant } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { newId } from "@/lib/shared/ids";
import type { Failure } from "@/lib/shared/result";

type FormDialogProps = {
  button: string;
  /** What a screen reader is told where several buttons bear the same words: "Decide charge 2". */
  buttonName?: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
  title: string;
  description?: ReactNode;
  /** A new id each time it opens, so that what is sent twice from one opening is made once. */
  children: (given: { id: string; close: () => void }) => ReactNode;
};

/** A button and the dialog with a form that it opens. */
export function FormDialog(props: FormDialogProps) {
  const { button, buttonName, variant = "quiet", size = "s", title, description, children } = props;
  const [id, setId] = useState<string | null>(null);
  const close = () => setId(null);
  return (
    <>
      <Button size={size} variant={variant} aria-label={buttonName} onClick={() => setId(newId())}>
        {button}
      </Button>
      <Dialog open={id !== null} onClose={close} title={title} description={description}>
        {id ? children({ id, close }) : null}
      </Dialog>
    </>
  );
}

type FormEndProps = {
  submit: string;
  isPending: boolean;
  onClose: () => void;
  /** Where another was first: what the button does instead, and then says. */
  saveMine?: () => void;
};

export function FormEnd({ submit, isPending, onClose, saveMine }: FormEndProps) {
  return (
    <div className="flex justify-end gap-2">
      <Button onClick={onClose}>Cancel</Button>
      <Button
        type={saveMine ? "button" : "submit"}
        onClick={saveMine}
        variant="primary"
        pending={isPending}
        pendingLabel="Saving…"
      >
        {saveMine ? "Save mine over theirs" : submit}
      </Button>
    </div>
  );
}

/** What stands in the way, a conflict that has nothing to compare among it. */
export function errorsWithConflict(errors: SummaryError[], failure: Failure | null): SummaryError[] {
  const isBare = failure?.code === "CONFLICT" && !failure.differences?.length;
  return isBare ? [{ message: failure.message }, ...errors] : errors;
}
