"use client";

import { useState } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { useUnsaved } from "@/components/form/unsaved";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { saveDenominatorsAction } from "@/lib/insight/actions";
import { monthTitle } from "@/lib/insight/rules/months";
import { saveDenominatorsSchema } from "@/lib/insight/schema";
import type { DenominatorGrid } from "@/lib/insight/types";
import { CountCell } from "./count-cell";

type DenominatorRowProps = {
  row: DenominatorGrid["rows"][number];
  months: DenominatorGrid["months"];
  of: Pick<DenominatorGrid, "siteId" | "measure" | "year">;
};

/** A row that is a form: a form may not hold the cells of a table, so they name it. */
export function DenominatorRow({ row, months, of }: DenominatorRowProps) {
  const tell = useToast();
  const unsaved = useUnsaved();
  const [isChanged, setChanged] = useState(false);
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: saveDenominatorsAction,
    schema: saveDenominatorsSchema,
    tellsConflicts: true,
    unsaved,
    onDone: ({ changed }) => {
      setChanged(false);
      tell({
        title:
          changed === 0
            ? "Nothing was changed."
            : `${row.name}: ${changed === 1 ? "1 month" : `${changed} months`} saved.`,
      });
    },
  });
  return (
    <>
      <tr
        className="border-b last:border-b-0"
        onInput={() => {
          unsaved.mark();
          setChanged(true);
        }}
      >
        <th scope="row" className="sticky left-0 z-10 min-w-32 bg-surface px-3.5 py-1.5 text-left font-medium">
          {row.name}
        </th>
        {months.map(({ month, hasBegun }, index) => {
          const name = `months[${index}].value`;
          return (
            <td key={month} className="px-1 py-1.5">
              <CountCell
                id={fieldId(name)}
                form={formProps.id}
                names={{ value: name, base: `months[${index}].base` }}
                kept={row.values[index] ?? null}
                isSending={isPending}
                className="min-w-16 px-1.5"
                readOnly={!hasBegun}
                aria-label={`${row.name}, ${monthTitle(month)}`}
                aria-invalid={errorsOf(name) ? true : undefined}
              />
            </td>
          );
        })}
        <td className="px-2 py-1.5">
          <form {...formProps}>
            <input type="hidden" name="siteId" value={of.siteId} />
            <input type="hidden" name="unitId" value={row.unitId ?? ""} />
            <input type="hidden" name="measure" value={of.measure} />
            <input type="hidden" name="year" value={of.year} />
            <Button
              type="submit"
              size="s"
              variant={isChanged ? "primary" : undefined}
              pending={isPending}
              pendingLabel="Saving…"
              aria-label={`Save ${row.name}`}
            >
              Save
            </Button>
          </form>
        </td>
      </tr>
      {summary.errors.length > 0 ? (
        <tr>
          <td colSpan={months.length + 2} className="px-3.5 py-2">
            <ErrorSummary {...summary} />
          </td>
        </tr>
      ) : null}
    </>
  );
}
