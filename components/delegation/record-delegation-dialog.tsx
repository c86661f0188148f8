"use client";

import { useState } from "react";
import { DateInput } from "@/components/form/date-input";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Segmented } from "@/components/form/segmented";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { recordDelegationAction } from "@/lib/delegation/actions";
import { recordDelegationSchema } from "@/lib/delegation/schema";
import type { DelegationRow } from "@/lib/delegation/types";
import { newId } from "@/lib/shared/ids";

type RecordProps = { siteId: string; newest: DelegationRow | null };

export function RecordDelegationDialog({ siteId, newest }: RecordProps) {
  const [delegationId, setDelegationId] = useState<string | null>(null);
  const close = () => setDelegationId(null);
  return (
    <>
      <Button variant="primary" onClick={() => setDelegationId(newId())}>
        {newest ? "Record a new version" : "Record the delegation"}
      </Button>
      <Dialog
        open={delegationId !== null}
        onClose={close}
        title={newest ? "Record a new version" : "Record the delegation"}
        description="What the governing body adopted in writing. Its signed document is attached in the next step."
      >
        {delegationId ? (
          <RecordForm siteId={siteId} newest={newest} delegationId={delegationId} onClose={close} />
        ) : null}
      </Dialog>
    </>
  );
}

type RecordFormProps = RecordProps & { delegationId: string; onClose: () => void };

function RecordForm({ siteId, newest, delegationId, onClose }: RecordFormProps) {
  const tell = useToast();
  const [ends, setEnds] = useState("on");
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: recordDelegationAction,
    schema: recordDelegationSchema,
    tellsConflicts: true,
    onDone: ({ number }) => {
      onClose();
      tell({ title: `Version ${number} is recorded. Attach the signed document now.` });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="delegationId" value={delegationId} />
      <input type="hidden" name="siteId" value={siteId} />
      <input type="hidden" name="base" value={newest?.number ?? 0} />
      <Field id={fieldId("committee")} label="Name of the committee" error={errorsOf("committee")}>
        {(control) => (
          <Input {...control} name="committee" dir="auto" defaultValue={newest?.committee ?? ""} autoComplete="off" />
        )}
      </Field>
      <Field
        id={fieldId("signedBy")}
        label="Who signed?"
        hint="For the governing body, with their office."
        error={errorsOf("signedBy")}
      >
        {(control) => <Input {...control} name="signedBy" dir="auto" autoComplete="off" />}
      </Field>
      <Field id={fieldId("adoptedOn")} label="Adopted on" error={errorsOf("adoptedOn")}>
        {(control) => <DateInput {...control} name="adoptedOn" />}
      </Field>
      <Segmented
        id={fieldId("ends")}
        name="ends"
        legend="Does it end?"
        value={ends}
        onChange={({ target }) => setEnds(target.value)}
        error={errorsOf("ends")}
        options={[
          { value: "on", label: "On a day" },
          { value: "never", label: "It states no end" },
        ]}
      />
      {ends === "on" ? (
        <Field id={fieldId("expiresOn")} label="The last day on which it holds" error={errorsOf("expiresOn")}>
          {(control) => <DateInput {...control} name="expiresOn" />}
        </Field>
      ) : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Recording…">
          Record
        </Button>
      </div>
    </form>
  );
}
