"use client";

import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import { useState } from "react";
import { Checkbox } from "@/components/form/checkbox";
import { ErrorText, Field, type FieldError } from "@/components/form/field";
import { Select } from "@/components/form/select";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { describeRow, LEVEL_LABELS, ROLE_TARGET_LABELS } from "@/lib/escalation/labels";
import { LEVELS, type Level, type MatrixRow, TARGET_ROLES, type Target } from "@/lib/escalation/rules/matrix";
import type { Answerer } from "@/lib/escalation/rules/target";
import type { MatrixView } from "@/lib/escalation/types";
import { ConditionFields } from "./condition-fields";
import { DeadlineFields } from "./deadline-fields";

type RowEditorProps = {
  row: MatrixRow;
  index: number;
  rows: readonly MatrixRow[];
  people: readonly Answerer[];
  asked: MatrixView["asked"];
  naming: Parameters<typeof describeRow>[1];
  fieldId: (name: string) => string;
  errorsOf: (name: string) => FieldError;
  onChange: (row: MatrixRow) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
};

/** One row: its sentence, where it stands, and its fields when it is being changed or something is wrong in it. */
export function MatrixRowEditor(props: RowEditorProps) {
  const { row, index, rows, naming, fieldId, errorsOf, onMove, onRemove } = props;
  const [isOpen, setIsOpen] = useState(false);
  const at = `matrix.rows[${index}]`;
  const isWrong = ROW_FIELDS.some((field) => errorsOf(`${at}.${field}`));
  // What was wrong stays open while it is put right.
  if (isWrong && !isOpen) setIsOpen(true);
  const number = index + 1;
  return (
    <li className="grid grid-cols-1 gap-3 px-3.5 py-3">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <Chip>{number}</Chip>
        <p className="min-w-0 max-w-prose flex-1 basis-64 wrap-anywhere">{describeRow(row, naming)}</p>
        <div className="flex flex-wrap gap-1">
          <Button
            size="s"
            variant="quiet"
            aria-label={`Move row ${number} up`}
            icon={<ArrowUp aria-hidden />}
            disabled={index === 0}
            onClick={() => onMove(-1)}
          />
          <Button
            size="s"
            variant="quiet"
            aria-label={`Move row ${number} down`}
            icon={<ArrowDown aria-hidden />}
            disabled={index === rows.length - 1}
            onClick={() => onMove(1)}
          />
          <Button
            size="s"
            variant="quiet"
            aria-label={`Remove row ${number}`}
            icon={<Trash2 aria-hidden />}
            onClick={onRemove}
          />
          <Button
            size="s"
            aria-label={`Change row ${number}`}
            aria-expanded={isOpen}
            onClick={() => setIsOpen(!isOpen)}
          >
            {isOpen ? "Done" : "Change"}
          </Button>
        </div>
      </div>
      <ErrorText id={fieldId(`${at}.id`)} error={errorsOf(`${at}.id`)} />
      {isOpen ? <RowFields {...props} at={at} /> : null}
    </li>
  );
}

const ROW_FIELDS = [
  ...["target", "fallbackPersonId", "answerWithinMinutes", "ifUnanswered", "when", "level"],
  ...["when.ageDaysAtLeast", "when.unheardDaysAtLeast", "when.repeatsAtLeast"],
];

function RowFields({
  row,
  index,
  rows,
  people,
  asked,
  fieldId,
  errorsOf,
  onChange,
  at,
}: RowEditorProps & { at: string }) {
  const name = (field: string) => `${at}.${field}`;
  const persons = people.map((person) => ({ value: person.id, label: person.name }));
  const fallbackId = row.fallbackPersonId ?? "";
  const targetValue = choiceOf(row.target);
  return (
    <fieldset className="grid min-w-0 grid-cols-1 gap-4 rounded border bg-sunk p-3">
      <legend className="sr-only">Row {index + 1}</legend>
      <ConditionFields
        at={name("when")}
        when={row.when}
        asked={asked}
        fieldId={fieldId}
        errorsOf={errorsOf}
        onChange={(when) => onChange({ ...row, when })}
      />
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-3">
        <Field id={fieldId(name("level"))} label="Level" error={errorsOf(name("level"))}>
          {(control) => (
            <Select
              {...control}
              value={String(row.level)}
              onChange={({ target }) => onChange({ ...row, level: readLevel(target.value) })}
              options={LEVELS.map((level) => ({ value: String(level), label: LEVEL_LABELS[level] }))}
            />
          )}
        </Field>
        <Field id={fieldId(name("target"))} label="To" error={errorsOf(name("target"))}>
          {(control) => (
            <Select
              {...control}
              value={targetValue}
              onChange={({ target }) => onChange({ ...row, target: readTarget(target.value) })}
              options={[
                ...TARGET_ROLES.map((role) => ({ value: role, label: ROLE_TARGET_LABELS[role] })),
                { value: "duty", label: "Whoever is on call" },
                { label: "One person", options: withGone(persons, row.target.by === "person" ? targetValue : "") },
              ]}
            />
          )}
        </Field>
        <Field id={fieldId(name("fallbackPersonId"))} label="Or else" error={errorsOf(name("fallbackPersonId"))}>
          {(control) => (
            <Select
              {...control}
              value={fallbackId}
              placeholder="The managers of the site"
              onChange={({ target }) => onChange({ ...row, fallbackPersonId: target.value || null })}
              options={withGone(persons, fallbackId)}
            />
          )}
        </Field>
      </div>
      <DeadlineFields
        at={at}
        value={row}
        rows={rows}
        ownId={row.id}
        fieldId={fieldId}
        errorsOf={errorsOf}
        onChange={({ answerWithinMinutes, counts, ifUnanswered }) =>
          onChange({ ...row, answerWithinMinutes, counts, ifUnanswered })
        }
      />
      <Checkbox
        id={fieldId(name("overridesQuietHours"))}
        label="Immediate danger: at any hour"
        hint="They are told in the quiet hours too, and a manager with them."
        checked={row.overridesQuietHours}
        onChange={({ target }) => onChange({ ...row, overridesQuietHours: target.checked })}
      />
    </fieldset>
  );
}

type Choice = { value: string; label: string };

// Somebody who left since the matrix was saved stays to be seen, and to be replaced.
function withGone(persons: Choice[], chosen: string): Choice[] {
  if (chosen === "" || persons.some(({ value }) => value === chosen)) return persons;
  return [...persons, { value: chosen, label: "Somebody who is not here any more" }];
}

function choiceOf(target: Target): string {
  switch (target.by) {
    case "role":
      return target.role;
    case "duty":
      return "duty";
    case "person":
      return target.personId;
    default:
      return target satisfies never;
  }
}

function readTarget(value: string): Target {
  const role = TARGET_ROLES.find((each) => each === value);
  if (role) return { by: "role", role };
  return value === "duty" ? { by: "duty" } : { by: "person", personId: value };
}

function readLevel(value: string): Level {
  return LEVELS.find((level) => String(level) === value) ?? 1;
}
