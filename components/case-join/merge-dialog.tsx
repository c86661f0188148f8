"use client";

import { useState } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { mergeCasesAction } from "@/lib/case-join/actions";
import { mergeCasesSchema } from "@/lib/case-join/schema";
import type { CaseChoice } from "@/lib/case-join/types";
import { newId } from "@/lib/shared/ids";
import { CaseField } from "./case-field";

type MergeProps = { caseId: string; reference: string; choices: CaseChoice[] };

export function MergeDialog(props: MergeProps) {
  const [mergeId, setMergeId] = useState<string | null>(null);
  const close = () => setMergeId(null);
  return (
    <>
      <Button size="s" variant="quiet" onClick={() => setMergeId(newId())}>
        Merge
      </Button>
      <Dialog
        open={mergeId !== null}
        onClose={close}
        title={`Merge ${props.reference} into another case`}
        description="For two cases about one event. Its issues, open requests and unsent letters go over; what was written here stays readable, and the merge can be undone."
      >
        {mergeId ? <MergeForm {...props} mergeId={mergeId} onClose={close} /> : null}
      </Dialog>
    </>
  );
}

function MergeForm({ caseId, choices, mergeId, onClose }: MergeProps & { mergeId: string; onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: mergeCasesAction,
    schema: mergeCasesSchema,
    tellsConflicts: true,
    onDone: ({ reference }) => {
      onClose();
      tell({ title: `Merged into ${reference}.` });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="mergeId" value={mergeId} />
      <input type="hidden" name="caseId" value={caseId} />
      <CaseField
        id={fieldId("into")}
        name="into"
        label="Which case goes on?"
        choices={choices}
        error={errorsOf("into")}
      />
      <Field id={fieldId("reason")} label="Why are the two one?" error={errorsOf("reason")}>
        {(control) => <Textarea {...control} name="reason" dir="auto" rows={2} />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Merging…">
          Merge
        </Button>
      </div>
    </form>
  );
}
