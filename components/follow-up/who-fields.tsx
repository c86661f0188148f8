"use client";

import { useState } from "react";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Select } from "@/components/form/select";
import type { PartyChoice } from "@/lib/follow-up/types";
import type { Person } from "@/lib/shared/person";

type FormParts = { fieldId: (name: string) => string; errorsOf: (name: string) => string[] | undefined };

type WhoFieldsProps = FormParts & { label: string; parties: PartyChoice[]; whom?: string; partyName?: string | null };

/** The patient, somebody on record for them, or somebody else by name. */
export function WhoFields({ label, parties, fieldId, errorsOf, ...first }: WhoFieldsProps) {
  const [whom, setWhom] = useState(first.whom ?? "patient");
  return (
    <>
      <Field id={fieldId("whom")} label={label} error={errorsOf("whom")} className="grow basis-40">
        {(control) => (
          <Select
            {...control}
            name="whom"
            value={whom}
            onChange={(event) => setWhom(event.currentTarget.value)}
            options={[...parties, { value: "other", label: "Somebody else" }]}
          />
        )}
      </Field>
      {whom === "other" ? (
        <Field id={fieldId("partyName")} label="Their name" error={errorsOf("partyName")} className="grow basis-40">
          {(control) => (
            <Input {...control} name="partyName" dir="auto" autoComplete="off" defaultValue={first.partyName ?? ""} />
          )}
        </Field>
      ) : null}
    </>
  );
}

type WorkerFieldProps = FormParts & { name: string; label: string; workers: Person[]; chosen: string | undefined };

/** Somebody who works cases at the site. */
export function WorkerField({ name, label, workers, chosen, fieldId, errorsOf }: WorkerFieldProps) {
  const isKnown = workers.some(({ id }) => id === chosen);
  return (
    <Field id={fieldId(name)} label={label} error={errorsOf(name)} className="grow basis-40">
      {(control) => (
        <Select
          {...control}
          name={name}
          defaultValue={isKnown ? chosen : ""}
          placeholder={isKnown ? undefined : "Choose"}
          options={workers.map((worker) => ({ value: worker.id, label: worker.name }))}
        />
      )}
    </Field>
  );
}
