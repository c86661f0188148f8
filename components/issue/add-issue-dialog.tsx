"use client";

import { useState } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Segmented } from "@/components/form/segmented";
import { Select } from "@/components/form/select";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { unitLabel } from "@/lib/access/labels";
import type { UnitChoice } from "@/lib/access/types";
import { SEVERITY_LABELS } from "@/lib/case/labels";
import { SEVERITIES } from "@/lib/case/schema";
import { addIssueAction } from "@/lib/issue/actions";
import { CATEGORY_LABELS } from "@/lib/issue/labels";
import { addIssueSchema } from "@/lib/issue/schema";
import { newId } from "@/lib/shared/ids";

type AddIssueProps = { caseId: string; unitId: string | null; units: UnitChoice[] };

/** One more thing they raised: each is looked into, and answered, by itself. */
export function AddIssueDialog(props: AddIssueProps) {
  const [issueId, setIssueId] = useState<string | null>(null);
  return (
    <>
      <Button size="s" variant="quiet" onClick={() => setIssueId(newId())}>
        Add issue
      </Button>
      <Dialog
        open={issueId !== null}
        onClose={() => setIssueId(null)}
        title="Add an issue"
        description="One more thing they raised."
      >
        {issueId ? <IssueForm {...props} issueId={issueId} onClose={() => setIssueId(null)} /> : null}
      </Dialog>
    </>
  );
}

function IssueForm({
  caseId,
  unitId,
  units,
  issueId,
  onClose,
}: AddIssueProps & { issueId: string; onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: addIssueAction,
    schema: addIssueSchema,
    onDone: () => {
      onClose();
      tell({ title: "Issue added." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="issueId" value={issueId} />
      <input type="hidden" name="caseId" value={caseId} />
      <Field id={fieldId("summary")} label="What do they raise?" hint="In a line." error={errorsOf("summary")}>
        {(control) => <Input {...control} name="summary" dir="auto" autoFocus />}
      </Field>
      <Segmented
        id={fieldId("severity")}
        name="severity"
        legend="How serious is it?"
        options={SEVERITIES.map((value) => ({ value: String(value), label: SEVERITY_LABELS[value] }))}
        error={errorsOf("severity")}
      />
      <Field id={fieldId("category")} label="Category" optional error={errorsOf("category")}>
        {(control) => (
          <Select
            {...control}
            name="category"
            placeholder="Not sure yet"
            options={Object.entries(CATEGORY_LABELS).map(([value, label]) => ({ value, label }))}
          />
        )}
      </Field>
      <Field id={fieldId("unitId")} label="Where?" optional error={errorsOf("unitId")}>
        {(control) => (
          <Select
            {...control}
            name="unitId"
            defaultValue={unitId ?? ""}
            placeholder="No unit, or not known"
            options={units.map((unit) => ({ value: unit.id, label: unitLabel(unit) }))}
          />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Adding…">
          Add issue
        </Button>
      </div>
    </form>
  );
}
