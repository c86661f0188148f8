"use client";

import { ErrorSummary } from "@/components/form/error-summary";
import { useActionForm } from "@/components/form/use-action-form";
import { useToast } from "@/components/ui/toast";
import { addChargeLineAction } from "@/lib/billing/actions";
import { addChargeLineSchema } from "@/lib/billing/schema";
import type { Money } from "./amount-field";
import { ChargeLineFields } from "./charge-line-fields";
import { errorsWithConflict, FormDialog, FormEnd } from "./form-dialog";

type AddChargeProps = { disputeId: string; money: Money; today: string };

export function AddChargeDialog(props: AddChargeProps) {
  return (
    <FormDialog button="Add charge" title="Add a charge" description="One line of the bill that they do not accept.">
      {({ id, close }) => <AddForm {...props} lineId={id} onClose={close} />}
    </FormDialog>
  );
}

function AddForm({ disputeId, lineId, onClose, ...fields }: AddChargeProps & { lineId: string; onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: addChargeLineAction,
    schema: addChargeLineSchema,
    onDone: () => {
      onClose();
      tell({ title: "Charge added." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary errors={errorsWithConflict(summary.errors, failure)} attempt={summary.attempt} />
      <input type="hidden" name="lineId" value={lineId} />
      <input type="hidden" name="disputeId" value={disputeId} />
      <ChargeLineFields {...fields} fieldId={fieldId} errorsOf={errorsOf} />
      <FormEnd submit="Add charge" isPending={isPending} onClose={onClose} />
    </form>
  );
}
