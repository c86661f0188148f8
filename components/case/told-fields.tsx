"use client";

import { DateInput } from "@/components/form/date-input";
import { Field } from "@/components/form/field";
import { Select } from "@/components/form/select";
import { CHANNEL_LABELS } from "@/lib/case/labels";
import type { GivenAnswer } from "@/lib/letter/types";

type ToldFieldsProps = {
  fieldId: (name: string) => string;
  errorsOf: (name: string) => string[] | undefined;
  today: string;
  given?: Record<string, string>;
  /** The letter that said it, so that nothing of it is typed twice. */
  letter: GivenAnswer | null;
};

const WAYS = Object.entries(CHANNEL_LABELS).filter(([value]) => value !== "survey");

/** How and on which day they were given the answer. */
export function ToldFields({ fieldId, errorsOf, today, given, letter }: ToldFieldsProps) {
  return (
    <div className="flex flex-wrap gap-4">
      <Field id={fieldId("answeredVia")} label="How were they told?" error={errorsOf("answeredVia")}>
        {(control) => (
          <Select
            {...control}
            name="answeredVia"
            placeholder="Choose"
            defaultValue={given?.answeredVia || letter?.via || ""}
            options={WAYS.map(([value, label]) => ({ value, label }))}
          />
        )}
      </Field>
      <Field id={fieldId("answeredOn")} label="On which day?" error={errorsOf("answeredOn")}>
        {(control) => (
          <DateInput
            {...control}
            name="answeredOn"
            max={today}
            defaultValue={given?.answeredOn || letter?.on || today}
          />
        )}
      </Field>
    </div>
  );
}
