"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConflictNotice } from "@/components/form/conflict";
import { ErrorSummary } from "@/components/form/error-summary";
import { useActionForm } from "@/components/form/use-action-form";
import { useMine } from "@/components/form/use-mine";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { changePatientAction } from "@/lib/patient/actions";
import type { EthnicityChoice } from "@/lib/patient/rules/self-described";
import { changePatientSchema } from "@/lib/patient/schema";
import { PatientFields } from "./patient-fields";

/** `values` are the fields as a form holds them: empty texts, and "on" for a ticked box. */
type ChangePatientProps = {
  patientId: string;
  values: Record<string, string>;
  languages: { tag: string; name: string }[];
  ethnicities: EthnicityChoice[];
};

export function ChangePatientDialog(props: ChangePatientProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>Change details</Button>
      <Dialog open={isOpen} onClose={() => setIsOpen(false)} title="Change details">
        <ChangeForm {...props} onClose={() => setIsOpen(false)} />
      </Dialog>
    </>
  );
}

function ChangeForm({
  patientId,
  values,
  languages,
  ethnicities,
  onClose,
}: ChangePatientProps & { onClose: () => void }) {
  const tell = useToast();
  const router = useRouter();
  const keepTheirs = () => {
    onClose();
    router.refresh();
  };
  const [base, setBase] = useState(values);
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: changePatientAction,
    schema: changePatientSchema,
    onDone: () => {
      onClose();
      tell({ title: "Changed." });
    },
  });
  const { differences, isUndecided, saveMine } = useMine({ formId: formProps.id, failure, base, setBase, asField });
  return (
    <form {...formProps} className="grid gap-4.5">
      <ErrorSummary {...summary} />
      {failure?.code === "CONFLICT" ? (
        <ConflictNotice message={failure.message} differences={differences} onKeepTheirs={keepTheirs} />
      ) : null}
      <input type="hidden" name="patientId" value={patientId} />
      {Object.entries(base).map(([name, value]) => (
        <input key={name} type="hidden" name={`base.${name}`} value={value} />
      ))}
      <PatientFields {...{ values, fieldId, errorsOf, languages, ethnicities }} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          type={isUndecided ? "button" : "submit"}
          onClick={isUndecided ? saveMine : undefined}
          variant="primary"
          pending={isPending}
          pendingLabel="Saving…"
        >
          {isUndecided ? "Save mine over theirs" : "Save changes"}
        </Button>
      </div>
    </form>
  );
}

// Events tell a box as yes or no; a form holds "on" or nothing.
function asField(value: string): string {
  if (value === "yes") return "on";
  return value === "no" ? "" : value;
}
