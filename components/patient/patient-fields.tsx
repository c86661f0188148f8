"use client";

import { Checkbox } from "@/components/form/checkbox";
import { DateInput } from "@/components/form/date-input";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Select } from "@/components/form/select";
import { Textarea } from "@/components/form/textarea";
import { CONTACT_CHANNEL_LABELS } from "@/lib/patient/labels";
import { type EthnicityChoice, SEX_CHOICES } from "@/lib/patient/rules/self-described";

type PatientFieldsProps = {
  /** What stands in the fields first, by field name; "on" for a ticked box. */
  values: Record<string, string | undefined>;
  fieldId: (name: string) => string;
  errorsOf: (name: string) => string[] | undefined;
  languages: { tag: string; name: string }[];
  ethnicities: EthnicityChoice[];
  isFocused?: boolean;
};

/** What is known of a person: the same fields whether they are registered or changed. */
export function PatientFields({ values, fieldId, errorsOf, languages, ethnicities, isFocused }: PatientFieldsProps) {
  const text = (
    name: string,
    label: string,
    more: { hint?: string; type?: string; dir?: string; isFirst?: boolean } = {},
  ) => (
    <Field id={fieldId(name)} label={label} optional={!more.isFirst} hint={more.hint} error={errorsOf(name)}>
      {(control) => (
        <Input
          {...control}
          name={name}
          type={more.type}
          dir={more.dir ?? "auto"}
          autoComplete="off"
          autoFocus={more.isFirst && isFocused}
          defaultValue={values[name]}
        />
      )}
    </Field>
  );
  return (
    <>
      {text("name", "Name", { hint: "As they write it. One word is fine, in any script.", isFirst: true })}
      <div className="grid gap-4.5 sm:grid-cols-2">
        {text("preferredName", "Preferred name")}
        {text("pronouns", "Pronouns")}
        {text("recordNumber", "Record number", { dir: "ltr" })}
        <Field id={fieldId("bornOn")} label="Date of birth" optional error={errorsOf("bornOn")}>
          {(control) => <DateInput {...control} name="bornOn" defaultValue={values.bornOn} />}
        </Field>
        <Field id={fieldId("language")} label="Language" optional error={errorsOf("language")}>
          {(control) => (
            <>
              <Input
                {...control}
                name="language"
                list={`${control.id}-list`}
                autoComplete="off"
                defaultValue={values.language}
              />
              <datalist id={`${control.id}-list`}>
                {languages.map(({ tag, name }) => (
                  <option key={tag} value={tag} label={name}>
                    {name}
                  </option>
                ))}
              </datalist>
            </>
          )}
        </Field>
        <Checkbox
          id={fieldId("needsInterpreter")}
          name="needsInterpreter"
          label="Needs an interpreter"
          className="sm:pt-6"
          defaultChecked={values.needsInterpreter === "on"}
        />
        <Field
          id={fieldId("sex")}
          label="Sex"
          optional
          hint="As they describe themselves. Voluntary; counted only to see whether everybody is treated alike."
          error={errorsOf("sex")}
        >
          {(control) => (
            <Select
              {...control}
              name="sex"
              defaultValue={values.sex ?? ""}
              placeholder="Not asked"
              options={SEX_CHOICES}
            />
          )}
        </Field>
        {ethnicities.length > 0 ? (
          <Field
            id={fieldId("ethnicity")}
            label="Ethnicity"
            optional
            hint="As they describe themselves. Voluntary, and never guessed from a name."
            error={errorsOf("ethnicity")}
          >
            {(control) => (
              <Select
                {...control}
                name="ethnicity"
                defaultValue={values.ethnicity ?? ""}
                placeholder="Not asked"
                options={ethnicities}
              />
            )}
          </Field>
        ) : null}
        {text("phone", "Phone", { type: "tel", dir: "ltr" })}
        {text("email", "E-mail", { dir: "ltr" })}
        <Field
          id={fieldId("preferredChannel")}
          label="Best way to reach them"
          optional
          error={errorsOf("preferredChannel")}
        >
          {(control) => (
            <Select
              {...control}
              name="preferredChannel"
              defaultValue={values.preferredChannel ?? ""}
              placeholder="Not said"
              options={Object.entries(CONTACT_CHANNEL_LABELS).map(([value, label]) => ({ value, label }))}
            />
          )}
        </Field>
        {text("contactNote", "Note on reaching them", { hint: "Such as: calls after 14:00." })}
      </div>
      <Field id={fieldId("address")} label="Address" optional error={errorsOf("address")}>
        {(control) => <Textarea {...control} name="address" rows={2} defaultValue={values.address} />}
      </Field>
      <div className="grid gap-4.5 sm:grid-cols-2">
        <Checkbox
          id={fieldId("isDeceased")}
          name="isDeceased"
          label="Has died"
          hint="Letters and calls are then addressed with care."
          defaultChecked={values.isDeceased === "on"}
        />
        <Field id={fieldId("diedOn")} label="Date of death" optional error={errorsOf("diedOn")}>
          {(control) => <DateInput {...control} name="diedOn" defaultValue={values.diedOn} />}
        </Field>
      </div>
    </>
  );
}
