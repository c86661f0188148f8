"use client";

import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Select } from "@/components/form/select";

type PlaceFieldsProps = {
  /** The name of the field that takes the site's name. */
  nameField: string;
  nameLabel: string;
  timeZones: string[];
  countries: { code: string; name: string }[];
  fieldId: (name: string) => string;
  errorsOf: (name: string) => string[] | undefined;
};

/** Where a site is: its name, and the zone and country by which its days are counted. */
export function PlaceFields({ nameField, nameLabel, timeZones, countries, fieldId, errorsOf }: PlaceFieldsProps) {
  return (
    <>
      <Field id={fieldId(nameField)} label={nameLabel} error={errorsOf(nameField)}>
        {(control) => <Input {...control} name={nameField} dir="auto" autoComplete="off" />}
      </Field>
      <Field id={fieldId("timeZone")} label="Time zone" hint="Its days are counted there." error={errorsOf("timeZone")}>
        {(control) => (
          <Select
            {...control}
            name="timeZone"
            placeholder="Choose a time zone"
            options={timeZones.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))}
          />
        )}
      </Field>
      <Field id={fieldId("country")} label="Country" error={errorsOf("country")}>
        {(control) => (
          <Select
            {...control}
            name="country"
            placeholder="Choose a country"
            options={countries.map(({ code, name }) => ({ value: code, label: name }))}
          />
        )}
      </Field>
    </>
  );
}
