"use client";

import { useState } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { unlinkCasesAction, unmergeCasesAction } from "@/lib/case-join/actions";
import { unlinkCasesSchema, unmergeCasesSchema } from "@/lib/case-join/schema";

export function UnmergeDialog({ mergeId }: { mergeId: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  return (
    <>
      <Button size="s" onClick={() => setIsOpen(true)}>
        Undo the merge
      </Button>
      <Dialog
        open={isOpen}
        onClose={close}
        title="Undo the merge"
        description="Its issues and requests come back, and the case is open again as it was. What was written on the other case stays there."
      >
        <UnmergeForm mergeId={mergeId} onClose={close} />
      </Dialog>
    </>
  );
}

function UnmergeForm({ mergeId, onClose }: { mergeId: string; onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: unmergeCasesAction,
    schema: unmergeCasesSchema,
    tellsConflicts: true,
    onDone: () => {
      onClose();
      tell({ title: "Undone: these are two cases again." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="mergeId" value={mergeId} />
      <Field id={fieldId("reason")} label="Why is it undone?" error={errorsOf("reason")}>
        {(control) => <Input {...control} name="reason" dir="auto" autoFocus />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Undoing…">
          Undo
        </Button>
      </div>
    </form>
  );
}

type UnlinkProps = { linkId: string; caseId: string; reference: string };

export function UnlinkDialog(props: UnlinkProps) {
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  return (
    <>
      <Button
        size="s"
        variant="quiet"
        aria-label={`Remove the link with ${props.reference}`}
        onClick={() => setIsOpen(true)}
      >
        Remove
      </Button>
      <Dialog open={isOpen} onClose={close} title={`Remove the link with ${props.reference}`}>
        <UnlinkForm {...props} onClose={close} />
      </Dialog>
    </>
  );
}

function UnlinkForm({ linkId, caseId, onClose }: UnlinkProps & { onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: unlinkCasesAction,
    schema: unlinkCasesSchema,
    tellsConflicts: true,
    onDone: () => {
      onClose();
      tell({ title: "The link is removed." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="linkId" value={linkId} />
      <input type="hidden" name="caseId" value={caseId} />
      <Field
        id={fieldId("reason")}
        label="Why do they not belong together?"
        hint="The link stays readable, with this reason."
        error={errorsOf("reason")}
      >
        {(control) => <Input {...control} name="reason" dir="auto" autoFocus />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Removing…">
          Remove the link
        </Button>
      </div>
    </form>
  );
}
