"use client";

import { X } from "lucide-react";
import { DateInput } from "@/components/form/date-input";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Button } from "@/components/ui/button";
import { MOST_PARTS } from "@/lib/billing/rules/plan";

/** One part while it is written; its number names its fields. */
export type PartRow = { row: number; dueOn: string; amount: string };

type PlanPartsProps = {
  rows: PartRow[];
  onChange: (rows: PartRow[]) => void;
  fieldId: (name: string) => string;
  errorsOf: (name: string) => string[] | undefined;
};

export function PlanParts({ rows, onChange, fieldId, errorsOf }: PlanPartsProps) {
  const change = (row: number, field: Partial<PartRow>) =>
    onChange(rows.map((one) => (one.row === row ? { ...one, ...field } : one)));
  const add = () => onChange([...rows, { row: (rows.at(-1)?.row ?? 0) + 1, dueOn: "", amount: "" }]);
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 font-medium">Parts</legend>
      {rows.map(({ row, dueOn, amount }, index) => (
        <div key={row} className="grid grid-cols-[1.25rem_auto_minmax(0,1fr)_auto] items-start gap-2">
          <span aria-hidden className="pt-2 text-end text-muted tabular-nums">
            {index + 1}
          </span>
          <Field
            id={fieldId(`parts.${row}.dueOn`)}
            label={`Part ${index + 1} due`}
            labelHidden
            error={errorsOf(`parts.${row}.dueOn`)}
          >
            {(control) => (
              <DateInput
                {...control}
                name={`parts.${row}.dueOn`}
                value={dueOn}
                onChange={(event) => change(row, { dueOn: event.currentTarget.value })}
              />
            )}
          </Field>
          <Field
            id={fieldId(`parts.${row}.amount`)}
            label={`Part ${index + 1} amount`}
            labelHidden
            error={errorsOf(`parts.${row}.amount`)}
          >
            {(control) => (
              <Input
                {...control}
                name={`parts.${row}.amount`}
                inputMode="decimal"
                autoComplete="off"
                value={amount}
                onChange={(event) => change(row, { amount: event.currentTarget.value })}
                className="text-end tabular-nums"
              />
            )}
          </Field>
          <Button
            variant="quiet"
            aria-label={`Remove part ${index + 1}`}
            disabled={rows.length === 1}
            onClick={() => onChange(rows.filter((one) => one.row !== row))}
            className="px-2"
            icon={<X aria-hidden />}
          />
        </div>
      ))}
      <div>
        <Button size="s" variant="quiet" disabled={rows.length >= MOST_PARTS} onClick={add}>
          Add a part
        </Button>
      </div>
    </fieldset>
  );
}
