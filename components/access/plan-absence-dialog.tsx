"use client";

import { useState } from "react";
import { DateInput } from "@/components/form/date-input";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Select } from "@/components/form/select";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { planAbsenceAction } from "@/lib/access/actions";
import { planAbsenceSchema } from "@/lib/access/schema";
import { newId } from "@/lib/shared/ids";
import type { Person } from "@/lib/shared/person";

type PlanAbsenceProps = { person: Person; isSelf: boolean; covers: Person[]; today: string };

export function PlanAbsenceDialog(props: PlanAbsenceProps) {
  const [absenceId, setAbsenceId] = useState<string | null>(null);
  const close = () => setAbsenceId(null);
  return (
    <>
      <Button size="s" onClick={() => setAbsenceId(newId())}>
        Set an absence
      </Button>
      <Dialog
        open={absenceId !== null}
        onClose={close}
        title={props.isSelf ? "Set when you are away" : `Set when ${props.person.name} is away`}
        description="Open cases stay where they are; hand over what cannot wait."
      >
        {absenceId ? <PlanForm {...props} absenceId={absenceId} onClose={close} /> : null}
      </Dialog>
    </>
  );
}

type PlanFormProps = PlanAbsenceProps & { absenceId: string; onClose: () => void };

function PlanForm({ person, covers, today, absenceId, onClose }: PlanFormProps) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: planAbsenceAction,
    schema: planAbsenceSchema,
    tellsConflicts: true,
    onDone: () => {
      onClose();
      tell({ title: "The absence is set." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="absenceId" value={absenceId} />
      <input type="hidden" name="personId" value={person.id} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field id={fieldId("fromOn")} label="First day away" error={errorsOf("fromOn")}>
          {(control) => <DateInput {...control} name="fromOn" defaultValue={today} />}
        </Field>
        <Field id={fieldId("untilOn")} label="Last day away" error={errorsOf("untilOn")}>
          {(control) => <DateInput {...control} name="untilOn" />}
        </Field>
      </div>
      <Field id={fieldId("coverId")} label="Who covers?" optional error={errorsOf("coverId")}>
        {(control) => (
          <Select
            {...control}
            name="coverId"
            placeholder="Nobody is named"
            options={covers.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </Field>
      <Field
        id={fieldId("note")}
        label="Note"
        optional
        hint="Colleagues see it. The reason for being away does not belong here."
        error={errorsOf("note")}
      >
        {(control) => <Input {...control} name="note" dir="auto" />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Setting…">
          Set absence
        </Button>
      </div>
    </form>
  );
}
