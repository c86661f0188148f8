"use client";

import { useState } from "react";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import type { Currency } from "@/lib/billing/rules/currencies";
import { formatMoney, readAmount } from "@/lib/billing/rules/money";

export type Money = { currency: Currency; locale: string };

type AmountFieldProps = {
  id: string;
  name: string;
  label: string;
  money: Money;
  error: string[] | undefined;
  defaultValue?: string;
};

/** An amount as people write it, with what it is understood to be. */
export function AmountField({ id, name, label, money, error, defaultValue = "" }: AmountFieldProps) {
  const [text, setText] = useState(defaultValue);
  const reading = readAmount({ text, ...money });
  return (
    <Field id={id} label={label} hint={`In ${money.currency.code}.`} error={error} className="grow basis-40">
      {(control) => (
        <>
          <Input
            {...control}
            name={name}
            inputMode="decimal"
            autoComplete="off"
            defaultValue={defaultValue}
            onInput={(event) => setText(event.currentTarget.value)}
            className="text-end tabular-nums"
          />
          <output htmlFor={id} className="mt-1 block min-h-5 text-end text-sm text-muted tabular-nums">
            {reading.ok ? formatMoney(reading.minor, money.currency, money.locale) : null}
          </output>
        </>
      )}
    </Field>
  );
}
