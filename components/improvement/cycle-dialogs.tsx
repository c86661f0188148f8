"use client";

import { FormDialog, FormEnd } from "@/components/billing/form-dialog";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Segmented } from "@/components/form/segmented";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { useToast } from "@/components/ui/toast";
import { beginCycleAction, decideCycleAction } from "@/lib/improvement/actions";
import { DECISION_LABELS } from "@/lib/improvement/labels";
import { beginCycleSchema, CycleDecision, decideCycleSchema } from "@/lib/improvement/schema";
import { LIMITS } from "@/lib/shared/text";

export function BeginCycleDialog({ improvementId }: { improvementId: string }) {
  return (
    <FormDialog
      button="Begin a cycle"
      variant="plain"
      title="Begin a cycle"
      description="Plan one small test of the change. One cycle is under way at a time."
    >
      {({ id, close }) => <BeginForm improvementId={improvementId} cycleId={id} onClose={close} />}
    </FormDialog>
  );
}

function BeginForm({
  improvementId,
  cycleId,
  onClose,
}: {
  improvementId: string;
  cycleId: string;
  onClose: () => void;
}) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: beginCycleAction,
    schema: beginCycleSchema,
    tellsConflicts: true,
    onDone: () => {
      onClose();
      tell({ title: "The cycle is under way." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="improvementId" value={improvementId} />
      <input type="hidden" name="cycleId" value={cycleId} />
      <Field
        id={fieldId("plan")}
        label="Plan"
        hint="What is tried, with whom, and what you expect"
        error={errorsOf("plan")}
      >
        {(control) => <Textarea {...control} name="plan" rows={3} limit={LIMITS.reason} />}
      </Field>
      <FormEnd submit="Begin the cycle" isPending={isPending} onClose={onClose} />
    </form>
  );
}

export function DecideCycleDialog({ cycleId }: { cycleId: string }) {
  return (
    <FormDialog
      button="Say what came of it"
      variant="plain"
      title="What came of this cycle"
      description="This ends the cycle. The next one can begin afterwards."
    >
      {({ close }) => <DecideForm cycleId={cycleId} onClose={close} />}
    </FormDialog>
  );
}

function DecideForm({ cycleId, onClose }: { cycleId: string; onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: decideCycleAction,
    schema: decideCycleSchema,
    tellsConflicts: true,
    onDone: () => {
      onClose();
      tell({ title: "The cycle is decided." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="cycleId" value={cycleId} />
      <Field id={fieldId("did")} label="Do: what was done?" error={errorsOf("did")}>
        {(control) => <Textarea {...control} name="did" rows={2} limit={LIMITS.reason} />}
      </Field>
      <Field id={fieldId("studied")} label="Study: what was found?" error={errorsOf("studied")}>
        {(control) => <Textarea {...control} name="studied" rows={2} limit={LIMITS.reason} />}
      </Field>
      <Segmented
        id={fieldId("decision")}
        name="decision"
        legend="Act: what comes of it?"
        error={errorsOf("decision")}
        options={Object.values(CycleDecision).map((value) => ({ value, label: DECISION_LABELS[value] }))}
      />
      <FormEnd submit="End the cycle" isPending={isPending} onClose={onClose} />
    </form>
  );
}
