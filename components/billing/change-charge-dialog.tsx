"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConflictNotice } from "@/components/form/conflict";
import { ErrorSummary } from "@/components/form/error-summary";
import { useActionForm } from "@/components/form/use-action-form";
import { useMine } from "@/components/form/use-mine";
import { useToast } from "@/components/ui/toast";
import { changeChargeLineAction } from "@/lib/billing/actions";
import type { LineField } from "@/lib/billing/labels";
import { plainAmount } from "@/lib/billing/rules/money";
import { changeChargeLineSchema } from "@/lib/billing/schema";
import type { ChargeLineRow } from "@/lib/billing/types";
import type { Money } from "./amount-field";
import { ChargeLineFields } from "./charge-line-fields";
import { errorsWithConflict, FormDialog, FormEnd } from "./form-dialog";

type ChangeChargeProps = { line: ChargeLineRow; money: Money; today: string };

export function ChangeChargeDialog(props: ChangeChargeProps) {
  const { position } = props.line;
  return (
    <FormDialog button="Change" buttonName={`Change charge ${position}`} title={`Change charge ${position}`}>
      {({ close }) => <ChangeForm {...props} onClose={close} />}
    </FormDialog>
  );
}

function ChangeForm({ line, money, today, onClose }: ChangeChargeProps & { onClose: () => void }) {
  const tell = useToast();
  const router = useRouter();
  const [values] = useState(() => asTyped(line, money));
  const [base, setBase] = useState<Record<string, string>>(values);
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: changeChargeLineAction,
    schema: changeChargeLineSchema,
    onDone: () => {
      onClose();
      tell({ title: "Changed." });
    },
  });
  const { differences, isUndecided, saveMine } = useMine({ formId: formProps.id, failure, base, setBase });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary errors={errorsWithConflict(summary.errors, failure)} attempt={summary.attempt} />
      {failure && differences.length > 0 ? (
        <ConflictNotice
          message={failure.message}
          differences={differences}
          onKeepTheirs={() => {
            onClose();
            router.refresh();
          }}
        />
      ) : null}
      <input type="hidden" name="lineId" value={line.id} />
      {Object.entries(base).map(([name, value]) => (
        <input key={name} type="hidden" name={`base.${name}`} value={value} />
      ))}
      <ChargeLineFields fieldId={fieldId} errorsOf={errorsOf} money={money} today={today} values={values} />
      <FormEnd
        submit="Save changes"
        saveMine={isUndecided ? saveMine : undefined}
        isPending={isPending}
        onClose={onClose}
      />
    </form>
  );
}

function asTyped(line: ChargeLineRow, { currency, locale }: Money): Record<LineField, string> {
  return {
    servedOn: line.servedOn ?? "",
    description: line.description,
    amount: plainAmount(line.amount, currency, locale),
    reason: line.reason,
    payer: line.payer ?? "",
    denialCode: line.denialCode ?? "",
    denialNote: line.denialNote ?? "",
    evidence: line.evidence ?? "",
  };
}
