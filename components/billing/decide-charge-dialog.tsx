"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConflictNotice } from "@/components/form/conflict";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Segmented } from "@/components/form/segmented";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { useMine } from "@/components/form/use-mine";
import { useToast } from "@/components/ui/toast";
import { decideChargeLineAction } from "@/lib/billing/actions";
import { OUTCOME_LABELS } from "@/lib/billing/labels";
import { plainAmount } from "@/lib/billing/rules/money";
import { ChargeOutcome, decideChargeLineSchema } from "@/lib/billing/schema";
import type { ChargeLineRow } from "@/lib/billing/types";
import { LIMITS } from "@/lib/shared/text";
import { AmountField, type Money } from "./amount-field";
import { errorsWithConflict, FormDialog, FormEnd } from "./form-dialog";

type DecideProps = { line: ChargeLineRow; money: Money };

export function DecideChargeDialog(props: DecideProps) {
  const { position, description } = props.line;
  return (
    <FormDialog
      button="Decide"
      buttonName={`Decide charge ${position}`}
      title={`Decide charge ${position}`}
      description={<bdi>{description}</bdi>}
    >
      {({ id, close }) => <DecideForm {...props} decisionId={id} onClose={close} />}
    </FormDialog>
  );
}

function DecideForm({ line, money, decisionId, onClose }: DecideProps & { decisionId: string; onClose: () => void }) {
  const tell = useToast();
  const router = useRouter();
  const left = line.reducedTo === null ? "" : plainAmount(line.reducedTo, money.currency, money.locale);
  const [base, setBase] = useState<Record<string, string>>({ outcome: line.outcome, reducedTo: left });
  const [outcome, setOutcome] = useState<string>(line.outcome === "open" ? "" : line.outcome);
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: decideChargeLineAction,
    schema: decideChargeLineSchema,
    onDone: () => {
      onClose();
      tell({ title: `Charge ${line.position}: decided.` });
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
      <input type="hidden" name="decisionId" value={decisionId} />
      <input type="hidden" name="lineId" value={line.id} />
      <input type="hidden" name="base.outcome" value={base.outcome} />
      <input type="hidden" name="base.reducedTo" value={base.reducedTo} />
      <Segmented
        id={fieldId("outcome")}
        name="outcome"
        legend="What was decided?"
        options={Object.values(ChargeOutcome).map((value) => ({ value, label: OUTCOME_LABELS[value] }))}
        value={outcome}
        onChange={(event) => setOutcome(event.currentTarget.value)}
        error={errorsOf("outcome")}
      />
      {outcome === "reduced" ? (
        <AmountField
          id={fieldId("reducedTo")}
          name="reducedTo"
          label="Reduced to"
          money={money}
          error={errorsOf("reducedTo")}
          defaultValue={left}
        />
      ) : null}
      <Field id={fieldId("note")} label="Why?" hint="It stands in the timeline." error={errorsOf("note")}>
        {(control) => <Textarea {...control} name="note" rows={2} limit={LIMITS.reason} />}
      </Field>
      <FormEnd
        submit="Save decision"
        saveMine={isUndecided ? saveMine : undefined}
        isPending={isPending}
        onClose={onClose}
      />
    </form>
  );
}
