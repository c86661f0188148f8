"use client";

import { Lock } from "lucide-react";
import { useRef, useState } from "react";
import { MentionTextarea } from "@/components/contact/mention-textarea";
import { useFreshKey } from "@/components/contact/use-fresh-key";
import { useDraft } from "@/components/draft/use-draft";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { SavedAt } from "@/components/form/saved-at";
import { useActionForm } from "@/components/form/use-action-form";
import { Shortcut } from "@/components/layout/keys";
import { Button } from "@/components/ui/button";
import { addNoteAction } from "@/lib/contact/actions";
import { findMentions } from "@/lib/contact/rules/mentions";
import { addNoteSchema } from "@/lib/contact/schema";
import type { SavedDraft } from "@/lib/draft/schema";
import type { Person } from "@/lib/shared/person";
import { LIMITS } from "@/lib/shared/text";

type NoteComposerProps = {
  caseId: string;
  idempotencyKey: string;
  draft: SavedDraft | null;
  zone: string;
  /** Who may be named with @. */
  colleagues: Person[];
  /** Whether adding a note is what comes next on this page. */
  isPrimary: boolean;
  isShown: boolean;
  /** Shows this form, before its key puts the focus into it. */
  onReach: () => void;
};

/** A note that only staff see. What is being written is kept on the server until it is added or discarded. */
export function NoteComposer({ idempotencyKey, draft: first, ...rest }: NoteComposerProps) {
  const { key, draft, renew } = useFreshKey(idempotencyKey, first);
  return <NoteForm key={key} {...rest} idempotencyKey={key} draft={draft} onAdded={renew} />;
}

function NoteForm(props: NoteComposerProps & { onAdded: () => void }) {
  const { caseId, idempotencyKey, draft, zone, colleagues, isPrimary, isShown, onReach, onAdded } = props;
  const form = useRef<HTMLFormElement>(null);
  const [mentioned, setMentioned] = useState(() => findMentions(draft?.fields.body ?? "", colleagues));
  const saving = useDraft({
    kind: "note",
    subject: caseId,
    form,
    except: ["caseId", "idempotencyKey", "mentions"],
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
  const bodyId = fieldId("body");
  const sendId = `${formProps.id}-send`;
  return (
    <form ref={form} {...formProps} onInput={saving.noteTyping} className="grid gap-3">
      <ErrorSummary {...summary} />
      <input type="hidden" name="caseId" value={caseId} />
      <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
      <input type="hidden" name="mentions" value={mentioned.map(({ id }) => id).join()} />
      <Field
        id={bodyId}
        label={
          <span className="inline-flex items-center gap-1.5">
            <Lock aria-hidden className="size-3.5" /> Note, staff only
          </span>
        }
        hint={colleagues.length > 0 ? "@ names a colleague." : undefined}
        error={errorsOf("body")}
      >
        {(control) => (
          <MentionTextarea
            {...control}
            name="body"
            face="note"
            rows={3}
            limit={LIMITS.note}
            defaultValue={draft?.fields.body}
            colleagues={colleagues}
            onMentions={setMentioned}
          />
        )}
      </Field>
      <p role="status" className="text-sm text-muted empty:hidden">
        {mentioned.length > 0 ? `Will be told: ${mentioned.map(({ name }) => name).join(", ")}.` : null}
      </p>
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
      <Shortcut
        keys="n"
        label="Write a note"
        onPress={() => {
          onReach();
          document.getElementById(bodyId)?.focus();
        }}
      />
      {isShown ? <Shortcut keys="mod+Enter" label="Add the note" pressId={sendId} /> : null}
    </form>
  );
}
