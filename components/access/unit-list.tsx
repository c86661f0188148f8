"use client";

import { Pencil } from "lucide-react";
import { useState } from "react";
import { DateInput } from "@/components/form/date-input";
import { DialogConflict } from "@/components/form/dialog-conflict";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { closeUnitAction, renameUnitAction } from "@/lib/access/actions";
import { unitLabel } from "@/lib/access/labels";
import { closeUnitSchema, renameUnitSchema } from "@/lib/access/schema";
import type { UnitChoice } from "@/lib/access/types";

/** The units of a site, those that closed last; each is a button that changes it. */
export function UnitList({ units }: { units: UnitChoice[] }) {
  const [changed, setChanged] = useState<UnitChoice | null>(null);
  const close = () => setChanged(null);
  return (
    <>
      <ul className="flex flex-wrap gap-1.5">
        {units.map((unit) => (
          <li key={unit.id} className="max-w-full">
            <button
              type="button"
              onClick={() => setChanged(unit)}
              aria-label={`Change ${unitLabel(unit)}`}
              className="inline-flex h-7 max-w-full items-center gap-1.5 rounded-full border bg-sunk px-2.5 text-sm font-medium text-muted hover:border-line-strong hover:text-text"
            >
              <bdi className="truncate">{unitLabel(unit)}</bdi>
              <Pencil aria-hidden className="size-3 shrink-0" />
            </button>
          </li>
        ))}
      </ul>
      <Dialog open={changed !== null} onClose={close} title={<bdi>{changed?.name}</bdi>}>
        {changed ? (
          <div key={changed.id} className="grid gap-5">
            <RenameForm unit={changed} onClose={close} />
            <CloseForm unit={changed} onClose={close} />
          </div>
        ) : null}
      </Dialog>
    </>
  );
}

type FormProps = { unit: UnitChoice; onClose: () => void };

function RenameForm({ unit, onClose }: FormProps) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: renameUnitAction,
    schema: renameUnitSchema,
    onDone: () => {
      onClose();
      tell({ title: "Unit renamed." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <DialogConflict failure={failure} onClose={onClose} />
      <input type="hidden" name="unitId" value={unit.id} />
      <input type="hidden" name="base.name" value={unit.name} />
      <Field
        id={fieldId("name")}
        label="Name"
        hint="What is on record keeps the name that held then."
        error={errorsOf("name")}
      >
        {(control) => (
          <Input {...control} name="name" dir="auto" defaultValue={unit.name} autoComplete="off" autoFocus />
        )}
      </Field>
      <div className="flex justify-end">
        <Button type="submit" pending={isPending} pendingLabel="Renaming…">
          Rename unit
        </Button>
      </div>
    </form>
  );
}

/** Until when it was open. Nothing of it is lost: what closed can be opened again. */
function CloseForm({ unit, onClose }: FormProps) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: closeUnitAction,
    schema: closeUnitSchema,
    onDone: () => {
      onClose();
      tell({ title: "Saved until when this unit was open." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4 border-t pt-4">
      <ErrorSummary {...summary} />
      <DialogConflict failure={failure} onClose={onClose} />
      <input type="hidden" name="unitId" value={unit.id} />
      <input type="hidden" name="base.closedOn" value={unit.closedOn ?? ""} />
      <Field
        id={fieldId("closedOn")}
        label="Last day it was open"
        hint="Empty while it is open. Its charts end there, it is not asked any more, and cases can still name it."
        error={errorsOf("closedOn")}
      >
        {(control) => <DateInput {...control} name="closedOn" defaultValue={unit.closedOn ?? ""} />}
      </Field>
      <div className="flex justify-end">
        <Button type="submit" pending={isPending} pendingLabel="Saving…">
          Save last day
        </Button>
      </div>
    </form>
  );
}
