"use client";

import { Pencil } from "lucide-react";
import { useState } from "react";
import { DialogConflict } from "@/components/form/dialog-conflict";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { renameUnitAction } from "@/lib/access/actions";
import { renameUnitSchema } from "@/lib/access/schema";

type Unit = { id: string; name: string };

/** The units of a site; each is a button that gives it another name. */
export function UnitList({ units }: { units: Unit[] }) {
  const [renamed, setRenamed] = useState<Unit | null>(null);
  const close = () => setRenamed(null);
  return (
    <>
      <ul className="flex flex-wrap gap-1.5">
        {units.map((unit) => (
          <li key={unit.id} className="max-w-full">
            <button
              type="button"
              onClick={() => setRenamed(unit)}
              aria-label={`Rename ${unit.name}`}
              className="inline-flex h-7 max-w-full items-center gap-1.5 rounded-full border bg-sunk px-2.5 text-sm font-medium text-muted hover:border-line-strong hover:text-text"
            >
              <bdi className="truncate">{unit.name}</bdi>
              <Pencil aria-hidden className="size-3 shrink-0" />
            </button>
          </li>
        ))}
      </ul>
      <Dialog
        open={renamed !== null}
        onClose={close}
        title={
          <>
            Rename <bdi>{renamed?.name}</bdi>
          </>
        }
        description="It is the same unit, with its cases and its people. What is on record keeps the name that held then."
      >
        {renamed ? <RenameForm key={renamed.id} unit={renamed} onClose={close} /> : null}
      </Dialog>
    </>
  );
}

function RenameForm({ unit, onClose }: { unit: Unit; onClose: () => void }) {
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
      <Field id={fieldId("name")} label="New name" error={errorsOf("name")}>
        {(control) => (
          <Input {...control} name="name" dir="auto" defaultValue={unit.name} autoComplete="off" autoFocus />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Renaming…">
          Rename unit
        </Button>
      </div>
    </form>
  );
}
