"use client";

import { useState } from "react";
import { Field, type FieldError } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Select } from "@/components/form/select";
import type { Deadline, IfUnanswered, MatrixRow } from "@/lib/escalation/rules/matrix";

type DeadlineFieldsProps = {
  /** Where in the form: "matrix.rows[2]". */
  at: string;
  value: Deadline;
  rows: readonly MatrixRow[];
  /** The row they belong to, which does not follow itself. */
  ownId?: string;
  fieldId: (name: string) => string;
  errorsOf: (name: string) => FieldError;
  onChange: (value: Deadline) => void;
};

/** How soon they must answer, and what happens if they do not. */
export function DeadlineFields({ at, value, rows, ownId, fieldId, errorsOf, onChange }: DeadlineFieldsProps) {
  const { answerWithinMinutes, counts, ifUnanswered } = value;
  const [unit, setUnit] = useState(answerWithinMinutes % 60 === 0 ? 60 : 1);
  const change = (part: Partial<Deadline>) => onChange({ answerWithinMinutes, counts, ifUnanswered, ...part });
  const name = (field: string) => `${at}.${field}`;
  return (
    <div className="grid grid-cols-1 gap-3 sm:grid-cols-2 lg:grid-cols-4">
      <Field
        id={fieldId(name("answerWithinMinutes"))}
        label="Answer within"
        error={errorsOf(name("answerWithinMinutes"))}
      >
        {(control) => (
          <Input
            {...control}
            type="number"
            min={1}
            step={1}
            value={Number.isFinite(answerWithinMinutes) ? answerWithinMinutes / unit : ""}
            onChange={({ target }) => change({ answerWithinMinutes: target.valueAsNumber * unit })}
          />
        )}
      </Field>
      <Field id={fieldId(name("unit"))} label="Unit">
        {(control) => (
          <Select
            {...control}
            value={String(unit)}
            onChange={({ target }) => {
              const next = Number(target.value);
              setUnit(next);
              change({ answerWithinMinutes: (answerWithinMinutes / unit) * next });
            }}
            options={[
              { value: "1", label: "minutes" },
              { value: "60", label: "hours" },
            ]}
          />
        )}
      </Field>
      <Field id={fieldId(name("counts"))} label="Counted in" error={errorsOf(name("counts"))}>
        {(control) => (
          <Select
            {...control}
            value={counts}
            onChange={({ target }) => change({ counts: target.value === "business" ? "business" : "calendar" })}
            options={[
              { value: "calendar", label: "all hours" },
              { value: "business", label: "working hours of the site" },
            ]}
          />
        )}
      </Field>
      <Field id={fieldId(name("ifUnanswered"))} label="If nobody answers" error={errorsOf(name("ifUnanswered"))}>
        {(control) => (
          <Select
            {...control}
            value={ifUnanswered.do === "go_on" ? ifUnanswered.rowId : ifUnanswered.do}
            onChange={({ target }) => change({ ifUnanswered: readIfUnanswered(target.value) })}
            options={[
              { value: "nothing", label: "it stays with them" },
              { value: "repeat", label: "tell them again" },
              ...rows.flatMap(({ id }, index) =>
                id === ownId && !(ifUnanswered.do === "go_on" && ifUnanswered.rowId === id)
                  ? []
                  : [{ value: id, label: `row ${index + 1} follows` }],
              ),
            ]}
          />
        )}
      </Field>
    </div>
  );
}

function readIfUnanswered(value: string): IfUnanswered {
  if (value === "nothing" || value === "repeat") return { do: value };
  return { do: "go_on", rowId: value };
}
