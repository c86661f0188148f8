"use client";

import { useState } from "react";
import { Field } from "@/components/form/field";
import { Segmented } from "@/components/form/segmented";
import { Select } from "@/components/form/select";
import { Textarea } from "@/components/form/textarea";
import type { DraftFields } from "@/lib/draft/schema";
import { FATE_LABELS } from "@/lib/follow-up/labels";
import { PROMISE_FATES } from "@/lib/follow-up/schema";
import { formatDay } from "@/lib/shared/dates";
import type { Person } from "@/lib/shared/person";
import { LIMITS } from "@/lib/shared/text";

export type OpenPromise = { id: string; words: string; dueOn: string; owner: Person; isPending: boolean };

type FormParts = {
  given: DraftFields;
  fieldId: (name: string) => string;
  errorsOf: (name: string) => string[] | undefined;
};

type ClosingPromisesProps = FormParts & { promises: OpenPromise[]; workers: Person[] };

/** What becomes of each promise that is still open: none is forgotten with its case. */
export function ClosingPromises({ promises, ...rest }: ClosingPromisesProps) {
  return promises.map((promise, index) => (
    <PromiseToSettle key={promise.id} promise={promise} index={index} {...rest} />
  ));
}

type PromiseToSettleProps = FormParts & { promise: OpenPromise; index: number; workers: Person[] };

function PromiseToSettle({ promise, index, workers, given, fieldId, errorsOf }: PromiseToSettleProps) {
  const name = (field: string) => `promises[${index}].${field}`;
  // The draft may be of a ledger that was longer then.
  const isSame = given[name("promiseId")] === promise.id;
  const kept = (field: string) => (isSame ? given[name(field)] : undefined);
  const [fate, setFate] = useState(kept("fate") ?? "");
  const owner = kept("ownerId") ?? promise.owner.id;
  const isKnown = workers.some(({ id }) => id === owner);
  return (
    <fieldset className="grid gap-3 rounded border px-3.5 pt-2 pb-3.5">
      <legend className="px-1 font-medium wrap-anywhere">
        Promise, by {formatDay(new Date(promise.dueOn))}: <bdi>{promise.words}</bdi>
      </legend>
      <input type="hidden" name={name("promiseId")} value={promise.id} />
      <Segmented
        id={fieldId(name("fate"))}
        name={name("fate")}
        legend="What becomes of it?"
        options={PROMISE_FATES.map((value) => ({
          value,
          label: FATE_LABELS[value],
          disabled: value === "kept" && promise.isPending,
        }))}
        value={fate}
        onChange={(event) => setFate(event.target.value)}
        error={errorsOf(name("fate"))}
      />
      {fate === "handed_on" ? (
        <Field id={fieldId(name("ownerId"))} label="Who answers for it?" error={errorsOf(name("ownerId"))}>
          {(control) => (
            <Select
              {...control}
              name={name("ownerId")}
              defaultValue={isKnown ? owner : ""}
              placeholder={isKnown ? undefined : "Choose"}
              options={workers.map((worker) => ({ value: worker.id, label: worker.name }))}
            />
          )}
        </Field>
      ) : null}
      {fate === "kept" || fate === "withdrawn" ? (
        <Field
          id={fieldId(name("words"))}
          label={fate === "kept" ? "How was it kept?" : "Why will it not be done?"}
          error={errorsOf(name("words"))}
        >
          {(control) => (
            <Textarea {...control} name={name("words")} rows={2} limit={LIMITS.reason} defaultValue={kept("words")} />
          )}
        </Field>
      ) : null}
    </fieldset>
  );
}
