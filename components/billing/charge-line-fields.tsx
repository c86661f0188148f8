"use client";

import { useState } from "react";
import { DateInput } from "@/components/form/date-input";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Textarea } from "@/components/form/textarea";
import { LINE_LABELS, type LineField } from "@/lib/billing/labels";
import { LIMITS } from "@/lib/shared/text";
import { AmountField, type Money } from "./amount-field";
import { DenialHint } from "./denial-hint";

type FieldsProps = {
  fieldId: (name: string) => string;
  errorsOf: (name: string) => string[] | undefined;
  money: Money;
  today: string;
  values?: Partial<Record<LineField, string>>;
};

/** What is written down of one charge. */
export function ChargeLineFields({ fieldId, errorsOf, money, today, values = {} }: FieldsProps) {
  const [code, setCode] = useState(values.denialCode ?? "");
  const about = (name: LineField) => ({ id: fieldId(name), label: LINE_LABELS[name], error: errorsOf(name) });
  const given = (name: LineField) => ({ name, defaultValue: values[name] });
  return (
    <>
      <Field {...about("description")} hint="As the bill calls it.">
        {(control) => <Input {...control} {...given("description")} dir="auto" autoFocus autoComplete="off" />}
      </Field>
      <div className="flex flex-wrap gap-x-4 gap-y-2">
        <AmountField {...about("amount")} {...given("amount")} money={money} />
        <Field {...about("servedOn")} optional className="grow basis-40">
          {(control) => <DateInput {...control} {...given("servedOn")} max={today} />}
        </Field>
      </div>
      <Field {...about("reason")} hint="Why they do not accept it.">
        {(control) => <Textarea {...control} {...given("reason")} rows={2} limit={LIMITS.reason} />}
      </Field>
      <div className="flex flex-wrap gap-4">
        <Field {...about("payer")} optional hint="If not the dispute’s." className="grow basis-40">
          {(control) => <Input {...control} {...given("payer")} dir="auto" autoComplete="off" />}
        </Field>
        <Field {...about("denialCode")} optional hint="Such as CO-50." className="grow basis-40">
          {(control) => (
            <Input
              {...control}
              {...given("denialCode")}
              dir="auto"
              autoComplete="off"
              onInput={(event) => setCode(event.currentTarget.value)}
            />
          )}
        </Field>
      </div>
      <div role="status">
        <DenialHint code={code} />
      </div>
      <Field {...about("denialNote")} optional>
        {(control) => <Textarea {...control} {...given("denialNote")} rows={1} limit={LIMITS.reason} />}
      </Field>
      <Field {...about("evidence")} optional hint="What shows it, and where it is kept.">
        {(control) => <Textarea {...control} {...given("evidence")} rows={1} limit={LIMITS.reason} />}
      </Field>
    </>
  );
}
