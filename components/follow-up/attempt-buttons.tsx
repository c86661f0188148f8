"use client";

import { useState } from "react";
import { errorsWithConflict } from "@/components/billing/form-dialog";
import { useDeed } from "@/components/form/deed-button";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { recordAttemptAction } from "@/lib/follow-up/actions";
import { ATTEMPT_LABELS } from "@/lib/follow-up/labels";
import { AttemptOutcome, recordAttemptSchema } from "@/lib/follow-up/schema";
import { newId } from "@/lib/shared/ids";
import { LIMITS } from "@/lib/shared/text";

const FAILED = [
  AttemptOutcome.no_answer,
  AttemptOutcome.busy,
  AttemptOutcome.message_left,
  AttemptOutcome.wrong_number,
] as const;

type AttemptButtonsProps = { followUpId: string; who: string };

/** How the call ended: one press where nobody was reached; who was reached is asked what was said. Give it a key that changes with each attempt. */
export function AttemptButtons({ followUpId, who }: AttemptButtonsProps) {
  const [key] = useState(newId);
  const [isReached, setIsReached] = useState(false);
  const { act, isPending } = useDeed();
  const record = (outcome: (typeof FAILED)[number]) =>
    act({
      action: recordAttemptAction,
      fields: { followUpId, idempotencyKey: key, outcome },
      done: `Recorded: ${ATTEMPT_LABELS[outcome].toLowerCase()}.`,
    });
  return (
    <div className="grid gap-3 print:hidden">
      <fieldset className="flex flex-wrap gap-1.5">
        <legend className="sr-only">How did the call to {who} end?</legend>
        <Button
          size="s"
          aria-expanded={isReached}
          aria-label={`Reached ${who}`}
          onClick={() => setIsReached(!isReached)}
        >
          Reached
        </Button>
        {FAILED.map((outcome) => (
          <Button
            key={outcome}
            size="s"
            variant="quiet"
            aria-label={`${ATTEMPT_LABELS[outcome]}: ${who}`}
            pending={isPending}
            pendingLabel="…"
            onClick={() => void record(outcome)}
          >
            {ATTEMPT_LABELS[outcome]}
          </Button>
        ))}
      </fieldset>
      {isReached ? (
        <ReachedForm followUpId={followUpId} idempotencyKey={key} onClose={() => setIsReached(false)} />
      ) : null}
    </div>
  );
}

type ReachedFormProps = { followUpId: string; idempotencyKey: string; onClose: () => void };

function ReachedForm({ followUpId, idempotencyKey, onClose }: ReachedFormProps) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: recordAttemptAction,
    schema: recordAttemptSchema,
    onDone: () => {
      onClose();
      tell({ title: "The call is logged as a contact, and the follow-up is done." });
    },
  });
  return (
    <form {...formProps} className="grid gap-3 rounded border bg-sunk p-3">
      <ErrorSummary errors={errorsWithConflict(summary.errors, failure)} attempt={summary.attempt} />
      <input type="hidden" name="followUpId" value={followUpId} />
      <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
      <input type="hidden" name="outcome" value={AttemptOutcome.reached} />
      <Field id={fieldId("note")} label="What was said?" error={errorsOf("note")}>
        {(control) => <Textarea {...control} name="note" rows={2} limit={LIMITS.note} autoFocus />}
      </Field>
      <div className="flex flex-wrap items-end justify-between gap-3">
        <Field id={fieldId("minutes")} label="Minutes" optional error={errorsOf("minutes")}>
          {(control) => (
            <Input {...control} name="minutes" inputMode="numeric" autoComplete="off" className="w-24 tabular-nums" />
          )}
        </Field>
        <div className="flex gap-2">
          <Button size="s" onClick={onClose}>
            Cancel
          </Button>
          <Button size="s" type="submit" variant="primary" pending={isPending} pendingLabel="Saving…">
            Log the call
          </Button>
        </div>
      </div>
    </form>
  );
}
