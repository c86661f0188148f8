"use client";

import { useRouter } from "next/navigation";
import { useRef } from "react";
import { useDraft } from "@/components/draft/use-draft";
import { ConflictNotice } from "@/components/form/conflict";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { SavedAt } from "@/components/form/saved-at";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Shortcut } from "@/components/layout/keys";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import type { SavedDraft } from "@/lib/draft/schema";
import { answerRequestAction } from "@/lib/request/actions";
import { answerRequestSchema } from "@/lib/request/schema";
import { LIMITS } from "@/lib/shared/text";

type AnswerProps = {
  requestId: string;
  askedBy: string;
  draft: SavedDraft | null;
  zone: string;
};

/** The unit's answer. What is being written is kept on the server until it is sent. */
export function AnswerRequestForm({ requestId, askedBy, draft, zone }: AnswerProps) {
  const tell = useToast();
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const saving = useDraft({
    kind: "request.answer",
    subject: requestId,
    form,
    except: ["requestId"],
    savedAt: draft?.savedAt,
    zone,
  });
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: answerRequestAction,
    schema: answerRequestSchema,
    draft: saving,
    onDone: () => {
      saving.close();
      tell({ title: `Sent to ${askedBy}.` });
    },
  });
  const sendId = `${formProps.id}-send`;
  const keepTheirs = async () => {
    await saving.discard();
    router.refresh();
  };
  return (
    <form ref={form} {...formProps} onInput={saving.noteTyping} className="grid gap-3">
      <ErrorSummary {...summary} />
      {failure?.code === "CONFLICT" ? (
        <ConflictNotice
          message={`${failure.message} Yours is still here.`}
          differences={failure.differences ?? []}
          onKeepTheirs={keepTheirs}
        />
      ) : null}
      <input type="hidden" name="requestId" value={requestId} />
      <Field
        id={fieldId("answer")}
        label="Your answer"
        hint={`${askedBy} reads it, and it stands in the case.`}
        error={errorsOf("answer")}
      >
        {(control) => (
          <Textarea {...control} name="answer" rows={6} limit={LIMITS.note} defaultValue={draft?.fields.answer} />
        )}
      </Field>
      <div className="flex flex-wrap items-center justify-end gap-x-3 gap-y-2">
        <SavedAt {...saving.savedAt} className="me-auto" />
        <Button id={sendId} type="submit" variant="primary" shortcut="⌘ ↵" pending={isPending} pendingLabel="Sending…">
          Send answer
        </Button>
      </div>
      <Shortcut keys="mod+Enter" label="Send the answer" pressId={sendId} />
    </form>
  );
}
