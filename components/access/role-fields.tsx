"use client";

import { useState } from "react";
import { Field } from "@/components/form/field";
import { Select } from "@/components/form/select";
import { ROLE_HINTS, ROLE_LABELS } from "@/lib/access/labels";
import { Role } from "@/lib/access/schema";
import type { SiteChoice } from "@/lib/access/types";

type RoleFieldsProps = {
  sites: SiteChoice[];
  fieldId: (name: string) => string;
  errorsOf: (name: string) => string[] | undefined;
};

/** A role at a site; for a responder, the unit they answer for. */
export function RoleFields({ sites, fieldId, errorsOf }: RoleFieldsProps) {
  const [role, setRole] = useState("");
  const [siteId, setSiteId] = useState(sites[0]?.id ?? "");
  const units = sites.find(({ id }) => id === siteId)?.units ?? [];
  return (
    <>
      <Field
        id={fieldId("role")}
        label="Role"
        hint={role in ROLE_HINTS ? ROLE_HINTS[role as Role] : undefined}
        error={errorsOf("role")}
      >
        {(control) => (
          <Select
            {...control}
            name="role"
            value={role}
            onChange={(event) => setRole(event.target.value)}
            placeholder="Choose a role"
            options={Object.values(Role).map((value) => ({ value, label: ROLE_LABELS[value] }))}
          />
        )}
      </Field>
      <Field id={fieldId("siteId")} label="Site" error={errorsOf("siteId")}>
        {(control) => (
          <Select
            {...control}
            name="siteId"
            value={siteId}
            onChange={(event) => setSiteId(event.target.value)}
            options={sites.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </Field>
      {role === Role.responder ? (
        <Field id={fieldId("unitId")} label="Unit they answer for" error={errorsOf("unitId")}>
          {(control) => (
            <Select
              {...control}
              key={siteId}
              name="unitId"
              placeholder="Choose a unit"
              options={units
                .filter(({ closedOn }) => closedOn === null)
                .map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
        </Field>
      ) : null}
    </>
  );
}
