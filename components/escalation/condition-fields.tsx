"use client";

import { Checkbox } from "@/components/form/checkbox";
import { ErrorText, Field, type FieldError } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Select } from "@/components/form/select";
import { KIND_LABELS } from "@/lib/case/labels";
import { CaseKind } from "@/lib/case/schema";
import { CLOCK_STATE_LABELS, clockLabel, FACT_CHOICE_LABELS } from "@/lib/escalation/labels";
import {
  CLOCK_STATES,
  type Condition,
  MATRIX_CLOCKS,
  MATRIX_FACTS,
  type MatrixFact,
} from "@/lib/escalation/rules/matrix";
import { HARM_LABELS } from "@/lib/issue/labels";

type ConditionFieldsProps = {
  at: string;
  when: Condition | null;
  /** The facts that are ever recorded at the site. */
  asked: readonly MatrixFact[];
  fieldId: (name: string) => string;
  errorsOf: (name: string) => FieldError;
  onChange: (when: Condition | null) => void;
};

/** When a row holds: everything that is chosen must be so. */
export function ConditionFields({ at, when, asked, fieldId, errorsOf, onChange }: ConditionFieldsProps) {
  const set = (part: Condition) => onChange(withoutEmpty({ ...when, ...part }));
  return (
    <div id={fieldId(at)} tabIndex={-1} className="grid grid-cols-1 gap-4">
      <ErrorText id={fieldId(at)} error={errorsOf(at)} />
      <Checkbox
        id={fieldId(`${at}.isStep`)}
        label="Only when another row goes on to this one"
        checked={when === null}
        onChange={({ target }) => onChange(target.checked ? null : {})}
      />
      {when === null ? null : (
        <>
          <Choices
            legend="Any of these is recorded"
            id={fieldId(`${at}.facts`)}
            options={MATRIX_FACTS.filter((fact) => asked.includes(fact) || when.facts?.includes(fact)).map((fact) => ({
              value: fact,
              label: FACT_CHOICE_LABELS[fact],
            }))}
            chosen={when.facts ?? []}
            onChange={(chosen) => set({ facts: nonEmpty(MATRIX_FACTS.filter((fact) => chosen.includes(fact))) })}
          />
          <Choices
            legend="It is any of these kinds"
            id={fieldId(`${at}.kinds`)}
            options={Object.values(CaseKind).map((kind) => ({ value: kind, label: KIND_LABELS[kind] }))}
            chosen={when.kinds ?? []}
            onChange={(chosen) =>
              set({ kinds: nonEmpty(Object.values(CaseKind).filter((kind) => chosen.includes(kind))) })
            }
          />
          <div className="grid grid-cols-1 gap-3 sm:grid-cols-2 lg:grid-cols-3">
            <Field id={fieldId(`${at}.severityAtLeast`)} label="Severity">
              {(control) => (
                <Select
                  {...control}
                  value={String(when.severityAtLeast ?? "")}
                  placeholder="Any"
                  onChange={({ target }) => set({ severityAtLeast: numberOf(target.value) })}
                  options={[
                    { value: "2", label: "Medium or high" },
                    { value: "3", label: "High" },
                  ]}
                />
              )}
            </Field>
            <Field id={fieldId(`${at}.harmAtLeast`)} label="Harm as they tell it">
              {(control) => (
                <Select
                  {...control}
                  value={String(when.harmAtLeast ?? "")}
                  placeholder="Any"
                  onChange={({ target }) => set({ harmAtLeast: numberOf(target.value) })}
                  options={([1, 2, 3, 4, 5] as const).map((harm) => ({
                    value: String(harm),
                    label: harm === 5 ? HARM_LABELS[harm] : `${HARM_LABELS[harm]} or worse`,
                  }))}
                />
              )}
            </Field>
            <Field id={fieldId(`${at}.clock`)} label="Time limit">
              {(control) => (
                <Select
                  {...control}
                  value={when.clock ? `${when.clock.state} ${when.clock.clock ?? ""}` : ""}
                  placeholder="Not asked for"
                  onChange={({ target }) => set({ clock: readClock(target.value) })}
                  options={CLOCK_STATES.flatMap((state) =>
                    [null, ...MATRIX_CLOCKS].map((clock) => ({
                      value: `${state} ${clock ?? ""}`,
                      label: `${clockLabel(clock)} is ${CLOCK_STATE_LABELS[state]}`,
                    })),
                  )}
                />
              )}
            </Field>
            {NUMBERS.map(({ key, label }) => (
              <Field key={key} id={fieldId(`${at}.${key}`)} label={label} error={errorsOf(`${at}.${key}`)} optional>
                {(control) => (
                  <Input
                    {...control}
                    type="number"
                    min={1}
                    step={1}
                    value={when[key] ?? ""}
                    onChange={({ target }) => set({ [key]: numberOf(target.value) })}
                  />
                )}
              </Field>
            ))}
          </div>
        </>
      )}
    </div>
  );
}

const NUMBERS = [
  { key: "ageDaysAtLeast", label: "Open for so many days" },
  { key: "unheardDaysAtLeast", label: "Not heard from us for so many days" },
  { key: "repeatsAtLeast", label: "Cases of the patient in 12 months" },
] as const;

type ChoicesProps = {
  legend: string;
  id: string;
  options: { value: string; label: string }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
};

function Choices({ legend, id, options, chosen, onChange }: ChoicesProps) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium">{legend}</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {options.map(({ value, label }) => (
          <Checkbox
            key={value}
            id={`${id}-${value}`}
            label={label}
            checked={chosen.includes(value)}
            onChange={({ target }) =>
              onChange(target.checked ? [...chosen, value] : chosen.filter((each) => each !== value))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}

function withoutEmpty(when: Condition): Condition {
  return Object.fromEntries(Object.entries(when).filter(([, value]) => value !== undefined));
}

function nonEmpty<T>(values: T[]): [T, ...T[]] | undefined {
  const [first, ...rest] = values;
  return first === undefined ? undefined : [first, ...rest];
}

function numberOf(value: string): number | undefined {
  return value === "" ? undefined : Number(value);
}

function readClock(value: string): Condition["clock"] {
  const [left = "", right = ""] = value.split(" ");
  const state = CLOCK_STATES.find((each) => each === left);
  return state && { state, clock: MATRIX_CLOCKS.find((each) => each === right) ?? null };
}
