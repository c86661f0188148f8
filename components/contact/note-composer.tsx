"use client";

import { Lock } from "lucide-react";
import { useRef, useState } from "react";
import { useDraft } from "@/components/draft/use-draft";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { SavedAt } from "@/components/form/saved-at";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Shortcut } from "@/components/layout/keys";
import { Button } from "@/components/ui/button";
import { addNoteAction } from "@/lib/contact/actions";
import { addNoteSchema } from "@/lib/contact/schema";
import type { SavedDraft } from "@/lib/draft/schema";
import { newId } from "@/lib/shared/ids";
import { LIMITS } from "@/lib/shared/text";

type NoteComposerProps = {
  caseId: string;
  idempotencyKey: string;
  draft: SavedDraft | null;
  zone: string;
  /** Whether adding a note is what comes next on this page. */
  isPrimary: boolean;
};

/** A note that only staff see. What is being written is kept on the server until it is added or discarded. */
export function NoteComposer({ idempotencyKey, draft, ...rest }: NoteComposerProps) {
  const [key, setKey] = useState(idempotencyKey);
  return (
    <NoteForm
      key={key}
      {...rest}
      idempotencyKey={key}
      draft={key === idempotencyKey ? draft : null}
      onAdded={() => setKey(newId())}
    />
  );
}

function NoteForm({
  caseId,
  idempotencyKey,
  draft,
  zone,
  isPrimary,
  onAdded,
}: NoteComposerProps & { onAdded: () => void }) {
  const form = useRef<HTMLFormElement>(null);
  const saving = useDraft({
    kind: "note",
    subject: caseId,
    form,
    except: ["caseId", "idempotencyKey"],
    savedAt: draft?.savedAt,
    zone,
  });
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: addNoteAction,
    schema: addNoteSchema,
    draft: saving,
    tellsConflicts: true,
    onDone: () => {
      saving.close();
      onAdded();
    },
  });
  const sendId = `${formProps.id}-send`;
  return (
    <form
      ref={form}
      {...formProps}
      onInput={saving.noteTyping}
      className="grid gap-3 rounded-lg border bg-surface p-3.5"
    >
      <ErrorSummary {...summary} />
      <input type="hidden" name="caseId" value={caseId} />
      <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
      <Field
        id={fieldId("body")}
        label={
          <span className="inline-flex items-center gap-1.5">
            <Lock aria-hidden className="size-3.5" /> Note, staff only
          </span>
        }
        error={errorsOf("body")}
      >
        {(control) => (
          <Textarea
            {...control}
            name="body"
            face="note"
            rows={3}
            limit={LIMITS.note}
            defaultValue={draft?.fields.body}
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <SavedAt {...saving.savedAt} className="me-auto" />
        <Button
          id={sendId}
          type="submit"
          variant={isPrimary ? "primary" : "plain"}
          size="s"
          shortcut="⌘ ↵"
          pending={isPending}
          pendingLabel="Adding…"
        >
          Add note
        </Button>
      </div>
      <Shortcut keys="n" label="Write a note" focusId={fieldId("body")} />
      <Shortcut keys="mod+Enter" label="Add the note" pressId={sendId} />
    </form>
  );
}
