"use client";

import { useState } from "react";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { KIND_LABELS } from "@/lib/case/labels";
import type { CaseChoice } from "@/lib/case-join/types";

type CaseFieldProps = {
  id: string;
  name: string;
  label: string;
  choices: CaseChoice[];
  error: string[] | undefined;
};

/** Names another case: by its reference, or one of those that somebody may well mean. */
export function CaseField({ id, name, label, choices, error }: CaseFieldProps) {
  const [typed, setTyped] = useState("");
  return (
    <div className="grid gap-2">
      <Field id={id} label={label} hint="Its reference, such as PR-26-004217-8." error={error}>
        {(control) => (
          <Input
            {...control}
            name={name}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoComplete="off"
            autoFocus
          />
        )}
      </Field>
      {choices.length > 0 ? (
        <ul aria-label="Cases you may mean" className="grid gap-1">
          {choices.map(({ reference, about, kind, why }) => (
            <li key={reference}>
              <button
                type="button"
                aria-pressed={typed === reference}
                onClick={() => setTyped(reference)}
                className="w-full rounded-md border px-2.5 py-1.5 text-start text-sm transition-colors hover:bg-sunk aria-pressed:bg-sunk aria-pressed:font-medium"
              >
                <span className="tabular-nums">{reference}</span> <bdi className="wrap-anywhere">{about}</bdi>
                <span className="block font-normal text-muted">
                  {KIND_LABELS[kind]}, {why}
                </span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
