"use client";

import { useRouter } from "next/navigation";
import { ConflictNotice } from "@/components/form/conflict";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { answerEscalationAction } from "@/lib/escalation/actions";
import { answerEscalationSchema } from "@/lib/escalation/schema";
import { LIMITS } from "@/lib/shared/text";

type AnswerProps = { escalationId: string; raisedBy: string; isPrimary?: boolean };

/** Sends an escalation back to who raised it, with an answer. */
export function AnswerEscalationForm({ escalationId, raisedBy, isPrimary }: AnswerProps) {
  const tell = useToast();
  const router = useRouter();
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: answerEscalationAction,
    schema: answerEscalationSchema,
    onDone: ({ reference }) => tell({ title: `${reference}: answered, and sent back to ${raisedBy}.` }),
  });
  return (
    <form {...formProps} className="mt-3 grid gap-3">
      <ErrorSummary {...summary} />
      {failure?.code === "CONFLICT" ? (
        <ConflictNotice
          message={failure.message}
          differences={failure.differences ?? []}
          onKeepTheirs={() => router.refresh()}
        />
      ) : null}
      <input type="hidden" name="escalationId" value={escalationId} />
      <Field
        id={fieldId("answer")}
        label="Your answer"
        hint="What you decided, and who does what."
        error={errorsOf("answer")}
      >
        {(control) => <Textarea {...control} name="answer" rows={2} limit={LIMITS.reason} />}
      </Field>
      <div>
        <Button type="submit" variant={isPrimary ? "primary" : "plain"} pending={isPending} pendingLabel="Sending…">
          Send back with this answer
        </Button>
      </div>
    </form>
  );
}
