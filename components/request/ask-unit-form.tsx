"use client";

import { type RefObject, useState } from "react";
import type { useDraft } from "@/components/draft/use-draft";
import { Checkbox } from "@/components/form/checkbox";
import { DateInput } from "@/components/form/date-input";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { SavedAt } from "@/components/form/saved-at";
import { Select } from "@/components/form/select";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { DraftFields } from "@/lib/draft/schema";
import { askUnitAction } from "@/lib/request/actions";
import { SHARE_LABELS } from "@/lib/request/labels";
import { listDueChoices } from "@/lib/request/rules";
import { askUnitSchema } from "@/lib/request/schema";
import type { UnitToAsk } from "@/lib/request/types";
import { LIMITS } from "@/lib/shared/text";
import type { AskUnitProps, Shareable } from "./ask-unit-dialog";
import { SharedParts } from "./shared-parts";

/** What stands in the form: a draft, what was typed a moment ago, or an earlier request. */
export type AskKept = { fields: DraftFields; savedAt: string | undefined };

type AskUnitFormProps = AskUnitProps & {
  idempotencyKey: string;
  form: RefObject<HTMLFormElement | null>;
  kept: AskKept;
  saving?: ReturnType<typeof useDraft>;
  onTyping: (fields: DraftFields) => void;
  onDone: (unit: string) => void;
  onClose: () => void;
};

export function AskUnitForm(props: AskUnitFormProps) {
  const { caseId, units, shareable, zone, idempotencyKey, form, kept, saving, onTyping, onDone, onClose } = props;
  const { fields } = kept;
  const [choices] = useState(() => listDueChoices(new Date(), zone));
  const [due, setDue] = useState(fields.due ?? "");
  const unit = units.find(({ id }) => id === fields.unitId);
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: askUnitAction,
    schema: askUnitSchema,
    draft: saving,
    onDone: () => onDone(unit?.name ?? "The unit"),
  });
  const errors = failure?.code === "CONFLICT" ? [{ message: failure.message }] : summary.errors;
  const noteTyping = (changed: Record<string, string> = {}) => {
    saving?.noteTyping();
    if (form.current) onTyping({ ...fieldsOf(form.current), ...changed });
  };
  const chooseDue = (value: string) => {
    setDue(value);
    noteTyping({ due: value });
  };
  return (
    <form ref={form} {...formProps} onInput={() => noteTyping()} className="grid gap-4">
      <ErrorSummary errors={errors} attempt={summary.attempt} />
      <input type="hidden" name="caseId" value={caseId} />
      <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
      <Field id={fieldId("unitId")} label="Which unit?" error={errorsOf("unitId")}>
        {(control) => (
          <Select
            {...control}
            name="unitId"
            autoFocus
            defaultValue={fields.unitId ?? ""}
            placeholder="Choose a unit"
            options={units.map(({ id, name, responders }) => ({
              value: id,
              label: responders.length > 0 ? name : `${name} (nobody answers yet)`,
            }))}
          />
        )}
      </Field>
      {unit ? <Reach unit={unit} /> : null}
      <Field id={fieldId("question")} label="What do you ask?" error={errorsOf("question")}>
        {(control) => (
          <Textarea {...control} name="question" rows={4} limit={LIMITS.reason} defaultValue={fields.question} />
        )}
      </Field>
      <div>
        <Field
          id={fieldId("due")}
          label="By when?"
          hint={`In the time of ${zone.replaceAll("_", " ")}.`}
          error={errorsOf("due")}
        >
          {(control) => (
            <DateInput {...control} withTime name="due" value={due} onChange={(event) => setDue(event.target.value)} />
          )}
        </Field>
        <div className="mt-2 flex flex-wrap gap-2">
          {choices.map((choice) => (
            <Button
              key={choice.label}
              size="s"
              variant="quiet"
              aria-pressed={due === choice.due}
              onClick={() => chooseDue(choice.due)}
            >
              {choice.label}
            </Button>
          ))}
        </div>
      </div>
      <fieldset className="grid gap-1.5">
        <legend className="mb-1.5 font-medium">What may they see besides the question?</legend>
        {(Object.keys(SHARE_LABELS) as (keyof typeof SHARE_LABELS)[]).map((name) => (
          <Checkbox
            key={name}
            id={fieldId(name)}
            name={name}
            label={SHARE_LABELS[name]}
            defaultChecked={fields[name] === "on"}
            disabled={name === "sharesPatient" && shareable.patient === null}
            hint={
              name === "sharesPatient" && shareable.patient === null ? "No patient is named on this case." : undefined
            }
          />
        ))}
      </fieldset>
      <Preview fields={fields} unit={unit} shareable={shareable} />
      <div className="flex flex-wrap items-center justify-end gap-2">
        {saving ? <SavedAt {...saving.savedAt} className="me-auto" /> : null}
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Asking…">
          Ask
        </Button>
      </div>
    </form>
  );
}

function Reach({ unit }: { unit: UnitToAsk }) {
  if (unit.responders.length > 0) {
    return <p className="text-sm text-muted">Reaches {new Intl.ListFormat("en").format(unit.responders)}.</p>;
  }
  return (
    <Notice tone="soon" title={`Nobody answers for ${unit.name} yet`}>
      You can ask, and it waits until an administrator makes somebody a responder of this unit. Ring them as well, or
      ask another unit.
    </Notice>
  );
}

function Preview({ fields, unit, shareable }: { fields: DraftFields; unit?: UnitToAsk; shareable: Shareable }) {
  return (
    <section aria-labelledby="preview" className="grid gap-3 rounded-lg border bg-sunk p-3.5">
      <h3 id="preview" className="text-sm font-medium text-muted">
        What {unit?.name ?? "they"} will see
      </h3>
      <p dir="auto" className="max-w-prose whitespace-pre-wrap wrap-anywhere">
        {fields.question?.trim() ? fields.question : <span className="text-muted">Your question.</span>}
      </p>
      <SharedParts
        shared={{
          words: fields.sharesWords ? shareable.words : null,
          patient: fields.sharesPatient ? shareable.patient : null,
          issues: fields.sharesIssues ? shareable.issues : null,
        }}
        none="Nothing else: not whom it is about, not what they said, not the case's number."
      />
    </section>
  );
}

function fieldsOf(form: HTMLFormElement): DraftFields {
  const fields: DraftFields = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && name !== "caseId" && name !== "idempotencyKey") fields[name] = value;
  }
  return fields;
}
