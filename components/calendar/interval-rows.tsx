"use client";

import { Plus, X } from "lucide-react";
import { ErrorText, Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Button } from "@/components/ui/button";
import type { Interval } from "@/lib/calendar/types";

/** Hours while they are written; the key stays with the row. */
export type TimeRow = Interval & { key: number };

type IntervalRowsProps = {
  /** The name of the field that takes the rows. */
  name: string;
  /** Whose hours they are, for the names of the controls: "Monday". */
  of: string;
  rows: TimeRow[];
  most: number;
  onChange: (rows: TimeRow[]) => void;
  fieldId: (name: string) => string;
  errorsOf: (name: string) => string[] | undefined;
};

/** Any number of opening hours for one day. */
export function IntervalRows({ name, of, rows, most, onChange, fieldId, errorsOf }: IntervalRowsProps) {
  const change = (key: number, field: Partial<Interval>) =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...field } : row)));
  const add = () => onChange([...rows, { key: (rows.at(-1)?.key ?? 0) + 1, opensAt: "", closesAt: "" }]);
  const timeField = (row: TimeRow, index: number, field: keyof Interval, verb: string) => {
    const path = `${name}[${index}].${field}`;
    return (
      <Field
        id={fieldId(path)}
        label={`${of} ${verb}${index > 0 ? `, ${index + 1}` : ""}`}
        labelHidden
        error={errorsOf(path)}
        className="w-32 shrink-0"
      >
        {(control) => (
          <Input
            {...control}
            type="time"
            name={path}
            value={row[field]}
            onChange={(event) => change(row.key, { [field]: event.currentTarget.value })}
            className="tabular-nums"
          />
        )}
      </Field>
    );
  };
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
      {rows.length === 0 ? <span className="py-2 text-muted">Closed</span> : null}
      {rows.map((row, index) => (
        <div key={row.key} className="flex flex-wrap items-start gap-1.5">
          {timeField(row, index, "opensAt", "opens")}
          <span aria-hidden className="shrink-0 py-2 text-muted">
            to
          </span>
          {timeField(row, index, "closesAt", "closes")}
          <Button
            variant="quiet"
            aria-label={`Remove hours ${index + 1} of ${of}`}
            onClick={() => onChange(rows.filter(({ key }) => key !== row.key))}
            className="px-2"
            icon={<X aria-hidden />}
          />
        </div>
      ))}
      <Button
        variant="quiet"
        aria-label={`Add hours to ${of}`}
        disabled={rows.length >= most}
        onClick={add}
        icon={<Plus aria-hidden />}
      >
        Hours
      </Button>
      <ErrorText id={fieldId(name)} error={errorsOf(name)} />
    </div>
  );
}

/** A picker of times writes the end of a day as 00:00. */
export function toTimeRows(intervals: readonly Interval[]): TimeRow[] {
  return intervals.map(({ opensAt, closesAt }, key) => ({
    ...{ key, opensAt },
    closesAt: closesAt === "24:00" ? "00:00" : closesAt,
  }));
}

/** The hours as they will be kept. */
export function fromTimeRows(rows: readonly TimeRow[]): Interval[] {
  return rows.map(({ opensAt, closesAt }) => ({ opensAt, closesAt: closesAt === "00:00" ? "24:00" : closesAt }));
}
