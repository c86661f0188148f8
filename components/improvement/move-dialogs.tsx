"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormDialog, FormEnd } from "@/components/billing/form-dialog";
import { DateInput } from "@/components/form/date-input";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Segmented } from "@/components/form/segmented";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { useToast } from "@/components/ui/toast";
import {
  abandonImprovementAction,
  finishImprovementAction,
  reopenImprovementAction,
  verifyImprovementAction,
} from "@/lib/improvement/actions";
import type { Effect } from "@/lib/improvement/rules/effect";
import { finishImprovementSchema, improvementReasonSchema, verifyImprovementSchema } from "@/lib/improvement/schema";
import { cn } from "@/lib/shared/cn";
import { LIMITS } from "@/lib/shared/text";

type Given = { improvementId: string };
type FormProps = Given & { onClose: () => void };

export function FinishDialog({ improvementId, today }: Given & { today: string }) {
  return (
    <FormDialog
      button="The change is made"
      size="m"
      variant="primary"
      title="The change is made"
      description="The figure is shown before this day and since. A manager other than its owner verifies what it did."
    >
      {({ close }) => <FinishForm improvementId={improvementId} today={today} onClose={close} />}
    </FormDialog>
  );
}

function FinishForm({ improvementId, today, onClose }: FormProps & { today: string }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: finishImprovementAction,
    schema: finishImprovementSchema,
    tellsConflicts: true,
    onDone: () => {
      onClose();
      tell({ title: "The day of the change is recorded." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="improvementId" value={improvementId} />
      <Field
        id={fieldId("doneOn")}
        label="On which day was it made?"
        hint="Where this is before the day on which the work began, the work began on this day too."
        error={errorsOf("doneOn")}
      >
        {(control) => <DateInput {...control} name="doneOn" defaultValue={today} max={today} required />}
      </Field>
      <FormEnd submit="Record the change" isPending={isPending} onClose={onClose} />
    </form>
  );
}

type VerifyProps = Given & {
  /** By what it is judged. */
  seen: string;
  /** Why it cannot be verified as effective yet. */
  tooEarly: string | null;
  /** What its figure says; null for who sees none. */
  effect: Effect | null;
};

export function VerifyDialog(props: VerifyProps) {
  return (
    <FormDialog
      button="Verify the effect"
      size="m"
      variant="primary"
      title="Verify the effect"
      description="Look at the figure before the change and since. What you found stays with the action."
    >
      {({ close }) => <VerifyForm {...props} onClose={close} />}
    </FormDialog>
  );
}

function VerifyForm({ improvementId, seen, tooEarly, effect, onClose }: FormProps & VerifyProps) {
  const tell = useToast();
  const router = useRouter();
  const [verdict, setVerdict] = useState("");
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: verifyImprovementAction,
    schema: verifyImprovementSchema,
    tellsConflicts: true,
    onDone: () => {
      onClose();
      tell({ title: "The effect is verified." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="improvementId" value={improvementId} />
      <input type="hidden" name="seen" value={seen} />
      {failure?.code === "CONFLICT" ? (
        <Button className="justify-self-start" onClick={() => router.refresh()}>
          Show how it stands now
        </Button>
      ) : null}
      {effect ? (
        <Notice live="none" title="What its figure says">
          {effect.says}
        </Notice>
      ) : null}
      <Field id={fieldId("study")} label="What did the study find?" error={errorsOf("study")}>
        {(control) => <Textarea {...control} name="study" rows={4} limit={LIMITS.reason} />}
      </Field>
      <Segmented
        id={fieldId("verdict")}
        name="verdict"
        legend="Was the action effective?"
        error={errorsOf("verdict")}
        options={[
          { value: "effective", label: "Effective" },
          { value: "not_effective", label: "Not effective" },
        ]}
        value={verdict}
        onChange={({ target }) => setVerdict(target.value)}
      />
      {tooEarly ? <p className="max-w-prose text-sm text-muted">{tooEarly}</p> : null}
      {!tooEarly && verdict === "effective" && effect && effect.verdict !== "better" ? (
        <Notice tone="soon" title="Its figure does not show it">
          {effect.verdict === "worse"
            ? "The figure got worse since the change. If it was effective all the same, say above how you know."
            : "Nothing in the figure tells the change from chance. If it was effective all the same, say above how you know."}
        </Notice>
      ) : null}
      {/* Hidden and not gone, so that looking at the other choice loses nothing. */}
      <div hidden={verdict !== "effective"} className={cn(verdict === "effective" && "grid gap-4")}>
        <p className="max-w-prose text-sm text-muted">
          Read outside: on the wall, and in a letter that is drafted for each case the action comes from. Name nobody.
        </p>
        <Field id={fieldId("youSaid")} label="You said" error={errorsOf("youSaid")}>
          {(control) => <Input {...control} name="youSaid" maxLength={LIMITS.line} />}
        </Field>
        <Field id={fieldId("weDid")} label="We did" error={errorsOf("weDid")}>
          {(control) => <Textarea {...control} name="weDid" rows={2} limit={LIMITS.reason} />}
        </Field>
      </div>
      <FormEnd submit="Record the verdict" isPending={isPending} onClose={onClose} />
    </form>
  );
}

const WITH_REASON = {
  abandon: {
    action: abandonImprovementAction,
    button: "Abandon…",
    title: "Abandon this action",
    description: "It stays on record with the reason, and can be taken up again.",
    submit: "Abandon",
    done: "The action is abandoned.",
  },
  reopen: {
    action: reopenImprovementAction,
    button: "Take up again…",
    title: "Take this action up again",
    description: "It is open again, and its effect is to be verified anew.",
    submit: "Take up again",
    done: "The action is open again.",
  },
};

export function ReasonDialog({ move, improvementId }: Given & { move: keyof typeof WITH_REASON }) {
  const { button, title, description } = WITH_REASON[move];
  return (
    <FormDialog button={button} size="m" variant="plain" title={title} description={description}>
      {({ close }) => <ReasonForm move={move} improvementId={improvementId} onClose={close} />}
    </FormDialog>
  );
}

function ReasonForm({ move, improvementId, onClose }: FormProps & { move: keyof typeof WITH_REASON }) {
  const { action, submit, done } = WITH_REASON[move];
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action,
    schema: improvementReasonSchema,
    tellsConflicts: true,
    onDone: () => {
      onClose();
      tell({ title: done });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="improvementId" value={improvementId} />
      <Field id={fieldId("reason")} label="Why?" error={errorsOf("reason")}>
        {(control) => <Textarea {...control} name="reason" rows={2} limit={LIMITS.reason} />}
      </Field>
      <FormEnd submit={submit} isPending={isPending} onClose={onClose} />
    </form>
  );
}
