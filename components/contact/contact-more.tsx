"use client";

import { useState } from "react";
import { DateInput } from "@/components/form/date-input";
import { ErrorText, Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Segmented } from "@/components/form/segmented";
import { Select } from "@/components/form/select";
import { INTERPRETER_MODE_LABELS, MAY_BE_TOLD_LABELS } from "@/lib/contact/labels";
import { warnOfClockChange } from "@/lib/contact/rules/contact-times";
import { ContactParty, InterpreterMode, MayBeTold } from "@/lib/contact/schema";
import type { DraftFields } from "@/lib/draft/schema";

/** The fields below, so that an error in one of them or something typed there opens the part in which they stand. */
export const MORE_FIELDS = [
  "at",
  "atTurn",
  "minutes",
  "party",
  "otherName",
  "otherRelation",
  "mayBeTold",
  "checkedHow",
  "interpreterLanguage",
  "interpreterMode",
  "interpreterNumber",
  "interpreterFrom",
  "interpreterTo",
];

type ContactMoreProps = {
  siteZone: string;
  patientLabel: string;
  interpreterFor: string | null;
  languages: { tag: string; name: string }[];
  kept: DraftFields;
  fieldId: (name: string) => string;
  errorsOf: (name: string) => string[] | undefined;
};

/** What a plain call needs not say: when it was, how long it took, with whom else, and who interpreted. */
export function ContactMore({ kept, fieldId, errorsOf, ...props }: ContactMoreProps) {
  const [party, setParty] = useState(kept.party ?? ContactParty.patient);
  const text = (name: string, label: string, more: { hint?: string; className?: string; isNeeded?: boolean } = {}) => (
    <Field
      id={fieldId(name)}
      label={label}
      optional={!more.isNeeded}
      hint={more.hint}
      error={errorsOf(name)}
      className={more.className}
    >
      {(control) => <Input {...control} name={name} dir="auto" autoComplete="off" defaultValue={kept[name]} />}
    </Field>
  );
  return (
    <div className="grid gap-4.5">
      <div className="flex flex-wrap items-start gap-x-4.5 gap-y-3.5">
        <When kept={kept} zone={props.siteZone} fieldId={fieldId} errorsOf={errorsOf} />
        <Field id={fieldId("minutes")} label="Minutes" optional error={errorsOf("minutes")}>
          {(control) => (
            <Input
              {...control}
              name="minutes"
              inputMode="numeric"
              autoComplete="off"
              defaultValue={kept.minutes}
              className="w-24 tabular-nums"
            />
          )}
        </Field>
      </div>
      <Segmented
        id={fieldId("party")}
        name="party"
        legend="With whom?"
        options={[
          { value: ContactParty.patient, label: <bdi>{props.patientLabel}</bdi> },
          { value: ContactParty.other, label: "Somebody else" },
        ]}
        value={party}
        onChange={(event) => setParty(event.target.value)}
        error={errorsOf("party")}
      />
      {party === ContactParty.other ? (
        <>
          <div className="grid gap-4.5 sm:grid-cols-2">
            {text("otherName", "Their name", { isNeeded: true })}
            {text("otherRelation", "Relation to the patient")}
          </div>
          <Segmented
            id={fieldId("mayBeTold")}
            name="mayBeTold"
            legend="May they be told about the patient?"
            options={Object.values(MayBeTold).map((value) => ({ value, label: MAY_BE_TOLD_LABELS[value] }))}
            defaultValue={kept.mayBeTold ?? MayBeTold.not_checked}
            error={errorsOf("mayBeTold")}
          />
          {text("checkedHow", "How was that checked?", { hint: "Such as: written consent of 3 March, on file." })}
        </>
      ) : null}
      <fieldset className="grid gap-3.5">
        <legend className="mb-1.5 font-medium">
          Interpreter{" "}
          {props.interpreterFor ? (
            <span className="text-sm font-normal text-soon">They need one: {props.interpreterFor}.</span>
          ) : null}
        </legend>
        <div className="grid gap-4.5 sm:grid-cols-3">
          <Field id={fieldId("interpreterLanguage")} label="Language" optional error={errorsOf("interpreterLanguage")}>
            {(control) => (
              <Select
                {...control}
                name="interpreterLanguage"
                defaultValue={kept.interpreterLanguage ?? ""}
                placeholder="Nobody interpreted"
                options={props.languages.map(({ tag, name }) => ({ value: tag, label: name }))}
              />
            )}
          </Field>
          <Field id={fieldId("interpreterMode")} label="How" optional error={errorsOf("interpreterMode")}>
            {(control) => (
              <Select
                {...control}
                name="interpreterMode"
                defaultValue={kept.interpreterMode ?? ""}
                placeholder="Not said"
                options={Object.values(InterpreterMode).map((value) => ({
                  value,
                  label: INTERPRETER_MODE_LABELS[value],
                }))}
              />
            )}
          </Field>
          {text("interpreterNumber", "Name or number")}
        </div>
        <div className="flex flex-wrap gap-4.5">
          {(["From", "To"] as const).map((end) => (
            <Field
              key={end}
              id={fieldId(`interpreter${end}`)}
              label={end === "From" ? "Began" : "Ended"}
              optional
              error={errorsOf(`interpreter${end}`)}
            >
              {(control) => (
                <Input
                  {...control}
                  type="time"
                  name={`interpreter${end}`}
                  defaultValue={kept[`interpreter${end}`]}
                  className="w-auto tabular-nums"
                />
              )}
            </Field>
          ))}
        </div>
      </fieldset>
    </div>
  );
}

type WhenProps = Pick<ContactMoreProps, "kept" | "fieldId" | "errorsOf"> & { zone: string };

/** Local to the site; where its clocks skip or repeat that time, that is said as soon as it is typed. */
function When({ kept, zone, fieldId, errorsOf }: WhenProps) {
  const [local, setLocal] = useState(kept.at ?? "");
  const warning = warnOfClockChange(local, zone);
  const error = errorsOf("at");
  return (
    <div className="grid gap-2">
      <Field id={fieldId("at")} label="When?" optional hint="Empty: now." error={error}>
        {(control) => (
          <DateInput
            {...control}
            withTime
            name="at"
            defaultValue={kept.at}
            onChange={(event) => setLocal(event.target.value)}
          />
        )}
      </Field>
      {warning && !error ? <ErrorText id={`${fieldId("at")}-clock`} error={warning.message} /> : null}
      {warning?.kind === "twice" ? (
        <Segmented
          id={fieldId("atTurn")}
          name="atTurn"
          legend="Which of the two?"
          options={[
            { value: "first", label: "The first" },
            { value: "second", label: "The second" },
          ]}
          defaultValue={kept.atTurn}
          error={errorsOf("atTurn")}
        />
      ) : null}
    </div>
  );
}
