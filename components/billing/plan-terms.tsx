"use client";

import { useId, useState } from "react";
import { DateInput } from "@/components/form/date-input";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Select } from "@/components/form/select";
import { Button } from "@/components/ui/button";
import { RHYTHM_LABELS } from "@/lib/billing/labels";
import { MOST_PARTS, RHYTHMS, type Rhythm } from "@/lib/billing/rules/plan";

export type TermsGiven = { count: number; firstOn: string; every: Rhythm };

type PlanTermsProps = { today: string; onFillIn: (terms: TermsGiven) => void };

/** Equal parts from a few terms. They only fill the parts in, and are not kept. */
export function PlanTerms({ today, onFillIn }: PlanTermsProps) {
  const id = useId();
  const [terms, setTerms] = useState<TermsGiven>({ count: 6, firstOn: today, every: "month" });
  const isSound = terms.count >= 1 && terms.count <= MOST_PARTS && /^\d{4}-\d{2}-\d{2}$/.test(terms.firstOn);
  return (
    <fieldset className="flex flex-wrap items-end gap-3 rounded border bg-sunk p-3">
      <legend className="sr-only">Equal parts</legend>
      <Field id={`${id}-count`} label="Parts">
        {(control) => (
          <Input
            {...control}
            type="number"
            min={1}
            max={MOST_PARTS}
            value={Number.isNaN(terms.count) ? "" : terms.count}
            onChange={(event) => setTerms({ ...terms, count: event.currentTarget.valueAsNumber })}
            className="w-20 tabular-nums"
          />
        )}
      </Field>
      <Field id={`${id}-first`} label="First due">
        {(control) => (
          <DateInput
            {...control}
            min={today}
            value={terms.firstOn}
            onChange={(event) => setTerms({ ...terms, firstOn: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field id={`${id}-every`} label="How often" className="min-w-36 grow">
        {(control) => (
          <Select
            {...control}
            value={terms.every}
            onChange={(event) => {
              const every = RHYTHMS.find((rhythm) => rhythm === event.currentTarget.value);
              if (every) setTerms({ ...terms, every });
            }}
            options={RHYTHMS.map((value) => ({ value, label: RHYTHM_LABELS[value] }))}
          />
        )}
      </Field>
      <Button disabled={!isSound} onClick={() => onFillIn(terms)}>
        Fill in
      </Button>
    </fieldset>
  );
}
