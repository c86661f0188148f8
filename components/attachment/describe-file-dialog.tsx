"use client";

import { useState } from "react";
import { DialogConflict } from "@/components/form/dialog-conflict";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { describeFileAction } from "@/lib/attachment/actions";
import { describeFileSchema } from "@/lib/attachment/schema";

type DescribeFileProps = { attachmentId: string; name: string; description: string | null };

export function DescribeFileDialog(props: DescribeFileProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button size="s" variant="quiet" aria-label={`Describe ${props.name}`} onClick={() => setIsOpen(true)}>
        Describe
      </Button>
      <Dialog
        open={isOpen}
        onClose={() => setIsOpen(false)}
        title="What is this file?"
        description={<bdi className="wrap-anywhere">{props.name}</bdi>}
      >
        <DescribeFileForm {...props} onClose={() => setIsOpen(false)} />
      </Dialog>
    </>
  );
}

function DescribeFileForm({ attachmentId, description, onClose }: DescribeFileProps & { onClose: () => void }) {
  const tell = useToast();
  // What stood there when the person began to write, even should the page learn of another meanwhile.
  const [base] = useState(description ?? "");
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: describeFileAction,
    schema: describeFileSchema,
    onDone: () => {
      onClose();
      tell({ title: "Saved." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <DialogConflict failure={failure} onClose={onClose} />
      <input type="hidden" name="attachmentId" value={attachmentId} />
      <input type="hidden" name="base.description" value={failure?.differences?.[0]?.theirValue ?? base} />
      <Field
        id={fieldId("description")}
        label="In a line"
        optional
        hint="Such as: the daughter’s letter of 3 May."
        error={errorsOf("description")}
      >
        {(control) => <Input {...control} name="description" dir="auto" defaultValue={base} autoFocus />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Saving…">
          Save
        </Button>
      </div>
    </form>
  );
}
