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
  const { code } = money.currency;
  const hint = reading.ok
    ? `In ${code}, read as ${formatMoney(reading.minor, money.currency, money.locale)}.`
    : `In ${code}.`;
  return (
    <Field id={id} label={label} hint={hint} error={error} className="grow basis-40">
      {(control) => (
        <Input
          {...control}
          name={name}
          inputMode="decimal"
          autoComplete="off"
          defaultValue={defaultValue}
          onInput={(event) => setText(event.currentTarget.value)}
          className="text-end tabular-nums"
        />
      )}
    </Field>
  );
}
