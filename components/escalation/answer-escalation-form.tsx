"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConflictNotice } from "@/components/form/conflict";
import { useDeed } from "@/components/form/deed-button";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { addNoteAction } from "@/lib/contact/actions";
import { answerEscalationAction } from "@/lib/escalation/actions";
import { answerEscalationSchema } from "@/lib/escalation/schema";
import { newId } from "@/lib/shared/ids";
import { LIMITS } from "@/lib/shared/text";

type AnswerProps = { escalationId: string; caseId: string; raisedBy: string | null; isPrimary?: boolean };

/** Sends an escalation back to who raised it, with an answer. */
export function AnswerEscalationForm({ escalationId, caseId, raisedBy, isPrimary }: AnswerProps) {
  const tell = useToast();
  const router = useRouter();
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: answerEscalationAction,
    schema: answerEscalationSchema,
    onDone: ({ reference }) =>
      tell({ title: raisedBy ? `${reference}: answered, and sent back to ${raisedBy}.` : `${reference}: answered.` }),
  });
  const [noteKey] = useState(newId);
  const note = useDeed();
  const isLate = failure?.code === "CONFLICT";
  const addAsNote = (answer: string) =>
    note.act({
      action: addNoteAction,
      fields: { caseId, idempotencyKey: noteKey, body: answer },
      done: "Added as a note. The answer stays as it is.",
    });
  return (
    <form {...formProps} className="mt-3 grid gap-3">
      <ErrorSummary {...summary} />
      {isLate ? (
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
        <Button
          type={isLate ? "button" : "submit"}
          onClick={
            isLate
              ? (event) => addAsNote(String(new FormData(event.currentTarget.form ?? undefined).get("answer") ?? ""))
              : undefined
          }
          variant={isPrimary ? "primary" : "plain"}
          pending={isPending || note.isPending}
          pendingLabel={isLate ? "Adding…" : "Sending…"}
        >
          {isLate ? "Add mine as a note" : "Send back with this answer"}
        </Button>
      </div>
    </form>
  );
}
