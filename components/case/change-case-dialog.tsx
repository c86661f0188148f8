"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConflictNotice } from "@/components/form/conflict";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Segmented } from "@/components/form/segmented";
import { Select } from "@/components/form/select";
import { useActionForm } from "@/components/form/use-action-form";
import { useMine } from "@/components/form/use-mine";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { unitLabel } from "@/lib/access/labels";
import type { UnitChoice } from "@/lib/access/types";
import { changeCaseAction } from "@/lib/case/actions";
import { SEVERITY_LABELS } from "@/lib/case/labels";
import { changeCaseSchema, SEVERITIES } from "@/lib/case/schema";
import type { CaseDetail } from "@/lib/case/types";

type ChangeCaseProps = {
  detail: Pick<CaseDetail, "id" | "kind" | "about" | "severity" | "unitId" | "namesStaff">;
  units: UnitChoice[];
};

/** What it is about, its severity and unit, and of a compliment whether it names staff. The words themselves are never changed. */
export function ChangeCaseDialog({ detail, units }: ChangeCaseProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>Change details</Button>
      <Dialog
        open={isOpen}
        onClose={() => setIsOpen(false)}
        title="Change details"
        description="Their words stay as they were taken down."
      >
        <ChangeForm detail={detail} units={units} onClose={() => setIsOpen(false)} />
      </Dialog>
    </>
  );
}

function ChangeForm({ detail, units, onClose }: ChangeCaseProps & { onClose: () => void }) {
  const tell = useToast();
  const router = useRouter();
  const keepTheirs = () => {
    onClose();
    router.refresh();
  };
  const [base, setBase] = useState<Record<string, string>>({
    about: detail.about,
    severity: String(detail.severity),
    unitId: detail.unitId ?? "",
    namesStaff: detail.namesStaff ? "yes" : "no",
  });
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: changeCaseAction,
    schema: changeCaseSchema,
    onDone: () => {
      onClose();
      tell({ title: "Changed." });
    },
  });
  const { differences, isUndecided, saveMine } = useMine({ formId: formProps.id, failure, base, setBase });

  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      {failure?.code === "CONFLICT" ? (
        <ConflictNotice message={failure.message} differences={differences} onKeepTheirs={keepTheirs} />
      ) : null}
      <input type="hidden" name="caseId" value={detail.id} />
      {Object.entries(base).map(([name, value]) => (
        <input key={name} type="hidden" name={`base.${name}`} value={value} />
      ))}
      <Field id={fieldId("about")} label="What is it about?" error={errorsOf("about")}>
        {(control) => <Input {...control} name="about" dir="auto" defaultValue={detail.about} />}
      </Field>
      <div className="flex flex-wrap gap-4">
        <Field id={fieldId("unitId")} label="Where?" error={errorsOf("unitId")} className="grow basis-48">
          {(control) => (
            <Select
              {...control}
              name="unitId"
              defaultValue={detail.unitId ?? ""}
              placeholder="No unit, or not known"
              options={units.map((unit) => ({ value: unit.id, label: unitLabel(unit) }))}
            />
          )}
        </Field>
        <Segmented
          id={fieldId("severity")}
          name="severity"
          legend="How serious is it?"
          options={SEVERITIES.map((value) => ({ value: String(value), label: SEVERITY_LABELS[value] }))}
          defaultValue={String(detail.severity)}
          error={errorsOf("severity")}
        />
      </div>
      {detail.kind === "compliment" ? (
        <Segmented
          id={fieldId("namesStaff")}
          name="namesStaff"
          legend="Does it name somebody of the staff?"
          options={[
            { value: "yes", label: "Yes" },
            { value: "no", label: "No" },
          ]}
          defaultValue={base.namesStaff}
          error={errorsOf("namesStaff")}
        />
      ) : (
        <input type="hidden" name="namesStaff" value={base.namesStaff} />
      )}
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
