"use client";

import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import { useState } from "react";
import { Checkbox } from "@/components/form/checkbox";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Select } from "@/components/form/select";
import { Textarea } from "@/components/form/textarea";
import { Button } from "@/components/ui/button";
import { ITEM_KIND_LABELS } from "@/lib/survey/labels";
import { ITEM_KINDS, type ItemKind } from "@/lib/survey/schema";

export type QuestionRow = {
  key: number;
  id: string;
  kind: ItemKind;
  question: string;
  low: string;
  high: string;
  /** One a line. */
  choices: string;
  isRequired: boolean;
  isScored: boolean;
};

type QuestionFieldsProps = {
  row: QuestionRow;
  at: number;
  isLast: boolean;
  fieldId: (name: string) => string;
  errorsOf: (name: string) => string[] | undefined;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
};

const ENDS = { five: ["1", "5"], ten: ["0", "10"] } as const;

/** One question of a draft, and how it is answered. */
export function QuestionFields({ row, at, isLast, fieldId, errorsOf, onMove, onRemove }: QuestionFieldsProps) {
  const [kind, setKind] = useState(row.kind);
  const name = (part: string) => `items[${at}].${part}`;
  const of = (part: string) => ({ id: fieldId(name(part)), error: errorsOf(name(part)) });
  const place = `question ${at + 1}`;
  return (
    <fieldset className="grid gap-3 p-3.5">
      <legend className="sr-only">Question {at + 1}</legend>
      <input type="hidden" name={name("id")} value={row.id} />
      <div className="flex flex-wrap items-center gap-2">
        <p aria-hidden className="flex-1 font-medium">
          Question {at + 1}
        </p>
        <Button variant="quiet" size="s" aria-label={`Move ${place} up`} disabled={at === 0} onClick={() => onMove(-1)}>
          <ArrowUp aria-hidden />
        </Button>
        <Button variant="quiet" size="s" aria-label={`Move ${place} down`} disabled={isLast} onClick={() => onMove(1)}>
          <ArrowDown aria-hidden />
        </Button>
        <Button variant="quiet" size="s" aria-label={`Remove ${place}`} onClick={onRemove}>
          <Trash2 aria-hidden />
        </Button>
      </div>
      <div className="grid max-w-3xl gap-3">
        <Field {...of("question")} label="What is asked">
          {(control) => <Input {...control} name={name("question")} defaultValue={row.question} />}
        </Field>
        <Field {...of("kind")} label="Answered">
          {(control) => (
            <Select
              {...control}
              name={name("kind")}
              value={kind}
              onChange={(event) => setKind(ITEM_KINDS.find((one) => one === event.currentTarget.value) ?? kind)}
              options={ITEM_KINDS.map((value) => ({ value, label: ITEM_KIND_LABELS[value] }))}
            />
          )}
        </Field>
        {kind === "choice" ? (
          <Field {...of("choices")} label="Answers" hint="One a line, the best first and the worst last.">
            {(control) => <Textarea {...control} name={name("choices")} rows={4} defaultValue={row.choices} />}
          </Field>
        ) : (
          <div className="grid gap-3 sm:grid-cols-2">
            <Field {...of("low")} label={`What ${ENDS[kind][0]} means`}>
              {(control) => <Input {...control} name={name("low")} defaultValue={row.low} />}
            </Field>
            <Field {...of("high")} label={`What ${ENDS[kind][1]} means`}>
              {(control) => <Input {...control} name={name("high")} defaultValue={row.high} />}
            </Field>
          </div>
        )}
        <div className="flex flex-wrap gap-x-6 gap-y-1">
          <Checkbox
            id={fieldId(name("isRequired"))}
            name={name("isRequired")}
            label="Must be answered"
            defaultChecked={row.isRequired}
          />
          <Checkbox
            id={fieldId(name("isScored"))}
            name={name("isScored")}
            label="Counts for the score"
            defaultChecked={row.isScored}
          />
        </div>
      </div>
    </fieldset>
  );
}
