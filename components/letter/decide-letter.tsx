"use client";

import { useState } from "react";
import { DeedButton } from "@/components/form/deed-button";
import { DialogConflict } from "@/components/form/dialog-conflict";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { approveLetterAction, returnLetterAction, takeBackLetterAction } from "@/lib/letter/actions";
import { returnLetterSchema } from "@/lib/letter/schema";
import { newId } from "@/lib/shared/ids";
import { LIMITS } from "@/lib/shared/text";

type Seen = { letterId: string; version: number };

/** Approves the text on the screen, on the case as it is on the screen. */
export function ApproveLetterButton({ letterId, version, facts }: Seen & { facts: string }) {
  return (
    <DeedButton
      variant="primary"
      action={approveLetterAction}
      fields={{ letterId, version: String(version), facts }}
      done="The letter is approved."
    >
      Approve
    </DeedButton>
  );
}

export function TakeBackLetterButton({ letterId }: { letterId: string }) {
  return (
    <DeedButton action={takeBackLetterAction} fields={{ letterId }} done="The letter is a draft again.">
      Take back
    </DeedButton>
  );
}

/** Returns the letter with what is to be done. */
export function ReturnLetterDialog(seen: Seen) {
  const [commentId, setCommentId] = useState<string | null>(null);
  const close = () => setCommentId(null);
  return (
    <>
      <Button onClick={() => setCommentId(newId())}>Return</Button>
      <Dialog
        open={commentId !== null}
        onClose={close}
        title="Return this letter"
        description="It goes back to whoever wrote it, with what you say here as a comment."
      >
        {commentId ? <ReturnForm {...seen} commentId={commentId} onClose={close} /> : null}
      </Dialog>
    </>
  );
}

function ReturnForm({ letterId, version, commentId, onClose }: Seen & { commentId: string; onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: returnLetterAction,
    schema: returnLetterSchema,
    onDone: () => {
      onClose();
      tell({ title: "The letter is returned." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <DialogConflict failure={failure} onClose={onClose} />
      <input type="hidden" name="letterId" value={letterId} />
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="commentId" value={commentId} />
      <Field id={fieldId("body")} label="What is to be done?" error={errorsOf("body")}>
        {(control) => <Textarea {...control} name="body" limit={LIMITS.reason} autoFocus />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Returning…">
          Return letter
        </Button>
      </div>
    </form>
  );
}
