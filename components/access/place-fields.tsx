"use client";

import { useEffect, useState } from "react";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Select } from "@/components/form/select";
import { modernZone } from "@/lib/shared/places";

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
  const [timeZone, setTimeZone] = useState("");
  // Whoever sets a site up most often sits in it.
  useEffect(() => {
    const here = modernZone(Intl.DateTimeFormat().resolvedOptions().timeZone);
    if (timeZones.includes(here)) setTimeZone((chosen) => chosen || here);
  }, [timeZones]);
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
            value={timeZone}
            onChange={(event) => setTimeZone(event.target.value)}
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
