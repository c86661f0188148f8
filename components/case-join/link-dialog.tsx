"use client";

import { useState } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Select } from "@/components/form/select";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { linkCasesAction } from "@/lib/case-join/actions";
import { RELATION_LABELS } from "@/lib/case-join/labels";
import { linkCasesSchema, RELATIONS } from "@/lib/case-join/schema";
import type { CaseChoice } from "@/lib/case-join/types";
import { newId } from "@/lib/shared/ids";
import { CaseField } from "./case-field";

type LinkProps = { caseId: string; choices: CaseChoice[] };

export function LinkDialog(props: LinkProps) {
  const [linkId, setLinkId] = useState<string | null>(null);
  const close = () => setLinkId(null);
  return (
    <>
      <Button size="s" variant="quiet" onClick={() => setLinkId(newId())}>
        Link a case
      </Button>
      <Dialog
        open={linkId !== null}
        onClose={close}
        title="Link a case"
        description="Both go on by themselves; each shows the other."
      >
        {linkId ? <LinkForm {...props} linkId={linkId} onClose={close} /> : null}
      </Dialog>
    </>
  );
}

function LinkForm({ caseId, choices, linkId, onClose }: LinkProps & { linkId: string; onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: linkCasesAction,
    schema: linkCasesSchema,
    tellsConflicts: true,
    onDone: ({ otherReference }) => {
      onClose();
      tell({ title: `Linked with ${otherReference}.` });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="linkId" value={linkId} />
      <input type="hidden" name="caseId" value={caseId} />
      <CaseField id={fieldId("other")} name="other" label="Which case?" choices={choices} error={errorsOf("other")} />
      <Field id={fieldId("relation")} label="How do they belong together?" error={errorsOf("relation")}>
        {(control) => (
          <Select
            {...control}
            name="relation"
            placeholder="Choose"
            options={RELATIONS.map((value) => ({ value, label: RELATION_LABELS[value] }))}
          />
        )}
      </Field>
      <Field id={fieldId("note")} label="Note" optional error={errorsOf("note")}>
        {(control) => <Input {...control} name="note" dir="auto" />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Linking…">
          Link
        </Button>
      </div>
    </form>
  );
}
