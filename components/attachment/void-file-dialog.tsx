"use client";

import { useState } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { voidFileAction } from "@/lib/attachment/actions";
import { voidFileSchema } from "@/lib/attachment/schema";
import { LIMITS } from "@/lib/shared/text";

type VoidFileProps = { attachmentId: string; name: string };

export function VoidFileDialog(props: VoidFileProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button size="s" variant="quiet" aria-label={`Remove ${props.name}`} onClick={() => setIsOpen(true)}>
        Remove
      </Button>
      <Dialog
        open={isOpen}
        onClose={() => setIsOpen(false)}
        title="Remove a file"
        description={
          <>
            <bdi className="wrap-anywhere">{props.name}</bdi> can then be opened by nobody. That it was here stays in
            the record.
          </>
        }
      >
        <VoidFileForm {...props} onClose={() => setIsOpen(false)} />
      </Dialog>
    </>
  );
}

function VoidFileForm({ attachmentId, onClose }: VoidFileProps & { onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: voidFileAction,
    schema: voidFileSchema,
    onDone: () => {
      onClose();
      tell({ title: "File removed." });
    },
  });
  const errors = failure?.code === "CONFLICT" ? [{ message: failure.message }] : summary.errors;
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary errors={errors} attempt={summary.attempt} />
      <input type="hidden" name="attachmentId" value={attachmentId} />
      <Field
        id={fieldId("reason")}
        label="Why does it not belong here?"
        hint="Such as: another patient’s letter."
        error={errorsOf("reason")}
      >
        {(control) => <Textarea {...control} name="reason" rows={2} limit={LIMITS.reason} autoFocus />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="danger" pending={isPending} pendingLabel="Removing…">
          Remove file
        </Button>
      </div>
    </form>
  );
}
