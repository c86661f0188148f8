"use client";

import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Select } from "@/components/form/select";
import { useActionForm } from "@/components/form/use-action-form";
import { useToast } from "@/components/ui/toast";
import { openDisputeAction } from "@/lib/billing/actions";
import { CURRENCY_CODES, currencyOfCountry, nameCurrency } from "@/lib/billing/rules/currencies";
import { openDisputeSchema } from "@/lib/billing/schema";
import { errorsWithConflict, FormDialog, FormEnd } from "./form-dialog";

type OpenDisputeProps = { caseId: string; country: string | undefined };

/** Begins the billing side of a case: the charges follow one by one. */
export function OpenDisputeDialog(props: OpenDisputeProps) {
  return (
    <FormDialog
      button="Add a billing dispute"
      title="Add a billing dispute"
      description="For charges they do not accept. The charges are added next."
    >
      {({ id, close }) => <OpenForm {...props} disputeId={id} onClose={close} />}
    </FormDialog>
  );
}

function OpenForm({
  caseId,
  country,
  disputeId,
  onClose,
}: OpenDisputeProps & { disputeId: string; onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: openDisputeAction,
    schema: openDisputeSchema,
    onDone: () => {
      onClose();
      tell({ title: "Billing dispute added." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary errors={errorsWithConflict(summary.errors, failure)} attempt={summary.attempt} />
      <input type="hidden" name="disputeId" value={disputeId} />
      <input type="hidden" name="caseId" value={caseId} />
      <Field id={fieldId("payer")} label="Payer" optional hint="The insurer or fund." error={errorsOf("payer")}>
        {(control) => <Input {...control} name="payer" dir="auto" autoFocus autoComplete="off" />}
      </Field>
      <Field
        id={fieldId("accountNumber")}
        label="Account number"
        optional
        hint="As it stands on the bill."
        error={errorsOf("accountNumber")}
      >
        {(control) => <Input {...control} name="accountNumber" dir="auto" autoComplete="off" />}
      </Field>
      <Field
        id={fieldId("currency")}
        label="Currency"
        hint="All charges of a dispute are in one."
        error={errorsOf("currency")}
      >
        {(control) => (
          <Select
            {...control}
            name="currency"
            defaultValue={currencyOfCountry(country ?? "")}
            options={CURRENCY_CODES.map((code) => ({ value: code, label: nameCurrency(code) })).sort((a, b) =>
              a.label.localeCompare(b.label, "en"),
            )}
          />
        )}
      </Field>
      <FormEnd submit="Add billing dispute" isPending={isPending} onClose={onClose} />
    </form>
  );
}
