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
import { withdrawArticleAction } from "@/lib/knowledge/actions";
import { withdrawArticleSchema } from "@/lib/knowledge/schema";
import { newId } from "@/lib/shared/ids";
import { LIMITS } from "@/lib/shared/text";

/** Takes an article away from its readers. */
export function WithdrawDialog({ articleId }: { articleId: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  return (
    <>
      <Button variant="quiet" onClick={() => setIsOpen(true)}>
        Withdraw
      </Button>
      <Dialog
        open={isOpen}
        onClose={close}
        title="Withdraw this article"
        description="Nobody finds or reads it any more but who keeps articles. Its versions stay, and it can be published again."
      >
        <WithdrawForm articleId={articleId} onClose={close} />
      </Dialog>
    </>
  );
}

function WithdrawForm({ articleId, onClose }: { articleId: string; onClose: () => void }) {
  const tell = useToast();
  const [withdrawalId] = useState(newId);
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: withdrawArticleAction,
    schema: withdrawArticleSchema,
    onDone: () => {
      onClose();
      tell({ title: "The article is withdrawn." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <DialogConflict failure={failure} onClose={onClose} />
      <input type="hidden" name="articleId" value={articleId} />
      <input type="hidden" name="withdrawalId" value={withdrawalId} />
      <Field id={fieldId("reason")} label="Why does it no longer hold?" error={errorsOf("reason")}>
        {(control) => <Textarea {...control} name="reason" limit={LIMITS.reason} autoFocus />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="danger" pending={isPending} pendingLabel="Withdrawing…">
          Withdraw
        </Button>
      </div>
    </form>
  );
}
