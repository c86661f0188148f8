"use client";

import { DateInput } from "@/components/form/date-input";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { useToast } from "@/components/ui/toast";
import { liftHoldAction, placeHoldAction } from "@/lib/billing/actions";
import { liftHoldSchema, placeHoldSchema } from "@/lib/billing/schema";
import { LIMITS } from "@/lib/shared/text";
import { errorsWithConflict, FormDialog, FormEnd } from "./form-dialog";

type PlaceProps = { disputeId: string; today: string };

/** Asks that nobody collects while the dispute is looked into. */
export function PlaceHoldDialog(props: PlaceProps) {
  return (
    <FormDialog
      button="Place hold"
      title="Put collection on hold"
      description="Nobody collects the disputed bill until this day has passed."
    >
      {({ id, close }) => <PlaceForm {...props} holdId={id} onClose={close} />}
    </FormDialog>
  );
}

function PlaceForm({ disputeId, today, holdId, onClose }: PlaceProps & { holdId: string; onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: placeHoldAction,
    schema: placeHoldSchema,
    onDone: () => {
      onClose();
      tell({ title: "Collection is on hold." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary errors={errorsWithConflict(summary.errors, failure)} attempt={summary.attempt} />
      <input type="hidden" name="holdId" value={holdId} />
      <input type="hidden" name="disputeId" value={disputeId} />
      <Field id={fieldId("until")} label="Until" hint="The last day of the hold." error={errorsOf("until")}>
        {(control) => <DateInput {...control} name="until" min={today} autoFocus />}
      </Field>
      <Field id={fieldId("reason")} label="Why?" error={errorsOf("reason")}>
        {(control) => <Textarea {...control} name="reason" rows={2} limit={LIMITS.reason} />}
      </Field>
      <FormEnd submit="Place hold" isPending={isPending} onClose={onClose} />
    </form>
  );
}

export function LiftHoldDialog({ holdId }: { holdId: string }) {
  return (
    <FormDialog
      button="Lift hold"
      variant="plain"
      title="Lift the hold"
      description="Collection may go on from this moment."
    >
      {({ close }) => <LiftForm holdId={holdId} onClose={close} />}
    </FormDialog>
  );
}

function LiftForm({ holdId, onClose }: { holdId: string; onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: liftHoldAction,
    schema: liftHoldSchema,
    onDone: () => {
      onClose();
      tell({ title: "The hold is lifted." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary errors={errorsWithConflict(summary.errors, failure)} attempt={summary.attempt} />
      <input type="hidden" name="holdId" value={holdId} />
      <Field id={fieldId("reason")} label="Why?" error={errorsOf("reason")}>
        {(control) => <Textarea {...control} name="reason" rows={2} limit={LIMITS.reason} autoFocus />}
      </Field>
      <FormEnd submit="Lift hold" isPending={isPending} onClose={onClose} />
    </form>
  );
}
