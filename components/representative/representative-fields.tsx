"use client";

import { useState } from "react";
import { DateInput } from "@/components/form/date-input";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Segmented } from "@/components/form/segmented";
import { Select } from "@/components/form/select";
import { Textarea } from "@/components/form/textarea";
import { BASIS_LABELS, EXTENT_LABELS, REPRESENTATIVE_FIELD_LABELS } from "@/lib/representative/labels";
import { LIMITS } from "@/lib/shared/text";

export type CaseChoice = { id: string; reference: string; about: string };

type RepresentativeFieldsProps = {
  /** What stands in the fields first, by field name. */
  values: Record<string, string | undefined>;
  fieldId: (name: string) => string;
  errorsOf: (name: string) => string[] | undefined;
  /** The patient's cases that the extent may name. */
  cases: CaseChoice[];
};

/** Who may be told, on what ground, about what and until when: the same fields whether one is added or changed. */
export function RepresentativeFields({ values, fieldId, errorsOf, cases }: RepresentativeFieldsProps) {
  const [extent, setExtent] = useState(values.extent ?? "");
  const field = (name: keyof typeof REPRESENTATIVE_FIELD_LABELS, more: { optional?: boolean; hint?: string } = {}) => ({
    id: fieldId(name),
    label: REPRESENTATIVE_FIELD_LABELS[name],
    error: errorsOf(name),
    ...more,
  });
  const text = (name: "name" | "relation" | "phone" | "email" | "document") => ({
    name,
    dir: name === "phone" || name === "email" ? "ltr" : "auto",
    autoComplete: "off",
    defaultValue: values[name],
  });
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field {...field("name")}>{(control) => <Input {...control} {...text("name")} autoFocus />}</Field>
        <Field {...field("relation", { optional: true, hint: "Such as: daughter." })}>
          {(control) => <Input {...control} {...text("relation")} />}
        </Field>
        <Field {...field("phone", { optional: true })}>
          {(control) => <Input {...control} {...text("phone")} type="tel" />}
        </Field>
        <Field {...field("email", { optional: true })}>{(control) => <Input {...control} {...text("email")} />}</Field>
      </div>
      <Field {...field("basis")}>
        {(control) => (
          <Select
            {...control}
            name="basis"
            defaultValue={values.basis ?? ""}
            placeholder="Choose the ground"
            options={Object.entries(BASIS_LABELS).map(([value, label]) => ({ value, label }))}
          />
        )}
      </Field>
      <Segmented
        id={fieldId("extent")}
        name="extent"
        legend={REPRESENTATIVE_FIELD_LABELS.extent}
        options={Object.entries(EXTENT_LABELS).map(([value, label]) => ({ value, label }))}
        value={extent}
        onChange={(event) => setExtent(event.currentTarget.value)}
        error={errorsOf("extent")}
      />
      {extent === "this_case" ? (
        <Field {...field("caseId", { hint: cases.length === 0 ? "No case is about this patient yet." : undefined })}>
          {(control) => (
            <Select
              {...control}
              name="caseId"
              defaultValue={values.caseId || (cases.length === 1 ? cases[0]?.id : "")}
              placeholder="Choose a case"
              options={cases.map(({ id, reference, about }) => ({ value: id, label: `${reference} · ${about}` }))}
            />
          )}
        </Field>
      ) : null}
      {extent === "as_agreed" ? (
        <Field {...field("agreed", { hint: "Such as: appointment times, no results." })}>
          {(control) => (
            <Textarea
              {...control}
              name="agreed"
              dir="auto"
              rows={2}
              limit={LIMITS.reason}
              defaultValue={values.agreed}
            />
          )}
        </Field>
      ) : null}
      <Field {...field("document", { optional: true, hint: "Where the paper is, or how the consent was given." })}>
        {(control) => <Input {...control} {...text("document")} />}
      </Field>
      <div className="grid gap-4 sm:grid-cols-3">
        <Field {...field("seenOn", { optional: true })}>
          {(control) => <DateInput {...control} name="seenOn" defaultValue={values.seenOn} />}
        </Field>
        <Field {...field("startsOn", { optional: true })}>
          {(control) => <DateInput {...control} name="startsOn" defaultValue={values.startsOn} />}
        </Field>
        <Field {...field("expiresOn", { optional: true })}>
          {(control) => <DateInput {...control} name="expiresOn" defaultValue={values.expiresOn} />}
        </Field>
      </div>
      <p className="text-sm text-muted">
        Until it has been seen, nothing is disclosed on it; a parent of a minor needs no paper. The last day counts.
      </p>
    </>
  );
}
