"use client";

import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { setAreasAction } from "@/lib/report/actions";
import { type ReportList, setAreasSchema } from "@/lib/report/schema";
import type { AreaRow } from "@/lib/report/types";

type AreasFormProps = { list: ReportList; rows: AreaRow[]; mayChange: boolean };

/** For each of what is recorded, the area of the return that it belongs to. */
export function AreasForm({ list, rows, mayChange }: AreasFormProps) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: setAreasAction,
    schema: setAreasSchema,
    tellsConflicts: true,
    onDone: ({ changed }) =>
      tell({ title: changed === 0 ? "Nothing was different." : "Saved. Reports from now on count by this list." }),
  });
  return (
    <form {...formProps} className="grid gap-3 p-3.5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="list" value={list} />
      {rows.map(({ code, label, area }, index) => {
        const name = `rows[${index}].area`;
        return (
          <div key={code}>
            <input type="hidden" name={`rows[${index}].code`} value={code} />
            <input type="hidden" name={`rows[${index}].base`} value={area} />
            <Field
              id={fieldId(name)}
              label={label}
              optional={code.includes("/")}
              hint={code.includes("/") ? "empty: as its category" : undefined}
              error={errorsOf(name)}
            >
              {(control) => (
                <Input {...control} name={name} defaultValue={area} maxLength={120} readOnly={!mayChange} />
              )}
            </Field>
          </div>
        );
      })}
      {mayChange ? (
        <div>
          <Button type="submit" variant="primary" pending={isPending} pendingLabel="Saving…">
            Save
          </Button>
        </div>
      ) : null}
    </form>
  );
}
