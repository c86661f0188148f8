"use client";

import { useState } from "react";
import { DateInput } from "@/components/form/date-input";
import { ErrorSummary } from "@/components/form/error-summary";
import { ErrorText, Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { useActionForm } from "@/components/form/use-action-form";
import { useToast } from "@/components/ui/toast";
import { agreePlanAction } from "@/lib/billing/actions";
import { formatMoney, plainAmount, readAmount } from "@/lib/billing/rules/money";
import { describeDifference, planFromTerms } from "@/lib/billing/rules/plan";
import { agreePlanSchema } from "@/lib/billing/schema";
import { cn } from "@/lib/shared/cn";
import type { Money } from "./amount-field";
import { errorsWithConflict, FormDialog, FormEnd } from "./form-dialog";
import { type PartRow, PlanParts } from "./plan-parts";
import { PlanTerms, type TermsGiven } from "./plan-terms";

type AgreePlanProps = { disputeId: string; owed: number; money: Money; today: string };

/** Takes down what was agreed about paying: parts that add up to what is owed. */
export function AgreePlanDialog(props: AgreePlanProps) {
  const { owed, money } = props;
  return (
    <FormDialog
      button="Agree plan"
      title="Agree a payment plan"
      description={`Its parts add up to what is owed: ${formatMoney(owed, money.currency, money.locale)}.`}
    >
      {({ id, close }) => <PlanForm {...props} planId={id} onClose={close} />}
    </FormDialog>
  );
}

type PlanFormProps = AgreePlanProps & { planId: string; onClose: () => void };

function PlanForm({ disputeId, owed, money, today, planId, onClose }: PlanFormProps) {
  const tell = useToast();
  const [rows, setRows] = useState<PartRow[]>([{ row: 1, dueOn: "", amount: "" }]);
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: agreePlanAction,
    schema: agreePlanSchema,
    onDone: () => {
      onClose();
      tell({ title: "The payment plan is agreed." });
    },
  });
  const fillIn = ({ count, firstOn, every }: TermsGiven) =>
    setRows(
      planFromTerms({ owed, count, firstOn, every }).map(({ dueOn, amount }, index) => ({
        ...{ row: index + 1, dueOn },
        amount: plainAmount(amount, money.currency, money.locale),
      })),
    );
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary errors={errorsWithConflict(summary.errors, failure)} attempt={summary.attempt} />
      <input type="hidden" name="planId" value={planId} />
      <input type="hidden" name="disputeId" value={disputeId} />
      <div className="flex flex-wrap gap-4">
        <Field id={fieldId("agreedWith")} label="Agreed with" error={errorsOf("agreedWith")} className="grow basis-48">
          {(control) => <Input {...control} name="agreedWith" dir="auto" autoFocus autoComplete="off" />}
        </Field>
        <Field id={fieldId("agreedOn")} label="Agreed on" error={errorsOf("agreedOn")}>
          {(control) => <DateInput {...control} name="agreedOn" defaultValue={today} max={today} />}
        </Field>
      </div>
      <PlanTerms today={today} onFillIn={fillIn} />
      <PlanParts rows={rows} onChange={setRows} fieldId={fieldId} errorsOf={errorsOf} />
      <div>
        <Sum id={fieldId("total")} rows={rows} owed={owed} money={money} />
        <ErrorText id={fieldId("total")} error={errorsOf("total") ?? errorsOf("parts")} />
      </div>
      <FormEnd submit="Agree plan" isPending={isPending} onClose={onClose} />
    </form>
  );
}

type SumProps = { id: string; rows: PartRow[]; owed: number; money: Money };

/** What the parts come to while they are written, and how far that is from what is owed. */
function Sum({ id, rows, owed, money }: SumProps) {
  const readings = rows
    .filter(({ amount }) => amount.trim())
    .map(({ amount }) => readAmount({ text: amount, ...money }));
  const sum = readings.reduce((total, reading) => total + (reading.ok ? reading.minor : 0), 0);
  const unread = readings.find((reading) => !reading.ok);
  const difference = describeDifference({ sum, owed, ...money });
  const met = `The parts add up to ${formatMoney(sum, money.currency, money.locale)}, which is what is owed.`;
  const words = unread && !unread.ok ? unread.message : (difference ?? met);
  return (
    <output
      id={id}
      tabIndex={-1}
      className={cn(
        "block rounded px-3 py-2 font-medium tabular-nums",
        unread || difference ? "bg-soon-bg text-soon" : "bg-met-bg text-met",
      )}
    >
      {words}
    </output>
  );
}
