"use client";

import { useRef } from "react";
import { useFreshKey } from "@/components/contact/use-fresh-key";
import { useDraft } from "@/components/draft/use-draft";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { SavedAt } from "@/components/form/saved-at";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Shortcut } from "@/components/layout/keys";
import { Button } from "@/components/ui/button";
import { addPrivilegedNoteAction } from "@/lib/contact/actions";
import { PRIVILEGED_LABEL } from "@/lib/contact/labels";
import { addPrivilegedNoteSchema } from "@/lib/contact/schema";
import type { SavedDraft } from "@/lib/draft/schema";
import { LIMITS } from "@/lib/shared/text";

type PrivilegedComposerProps = {
  caseId: string;
  idempotencyKey: string;
  draft: SavedDraft | null;
  zone: string;
  isPrimary: boolean;
  isShown: boolean;
};

/** A peer-review note, in a face that nobody takes for another. */
export function PrivilegedComposer({ idempotencyKey, draft: first, ...rest }: PrivilegedComposerProps) {
  const { key, draft, renew } = useFreshKey(idempotencyKey, first);
  return <PrivilegedForm key={key} {...rest} idempotencyKey={key} draft={draft} onAdded={renew} />;
}

function PrivilegedForm(props: PrivilegedComposerProps & { onAdded: () => void }) {
  const { caseId, idempotencyKey, draft, zone, isPrimary, isShown, onAdded } = props;
  const form = useRef<HTMLFormElement>(null);
  const saving = useDraft({
    kind: "privileged",
    subject: caseId,
    form,
    except: ["caseId", "idempotencyKey"],
    savedAt: draft?.savedAt,
    zone,
  });
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: addPrivilegedNoteAction,
    schema: addPrivilegedNoteSchema,
    draft: saving,
    onDone: () => {
      saving.close();
      onAdded();
    },
  });
  const sendId = `${formProps.id}-send`;
  return (
    <form ref={form} {...formProps} onInput={saving.noteTyping} className="grid gap-3">
      <ErrorSummary {...summary} />
      <input type="hidden" name="caseId" value={caseId} />
      <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
      <p className="rounded bg-sens-bg px-3 py-2 text-sm font-medium text-sens">{PRIVILEGED_LABEL}.</p>
      <Field
        id={fieldId("body")}
        label="Privileged note"
        hint="Managers of this site see it, and nobody else learns that it is there."
        error={errorsOf("body")}
      >
        {(control) => (
          <Textarea {...control} name="body" rows={3} limit={LIMITS.note} defaultValue={draft?.fields.body} />
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
          Add privileged note
        </Button>
      </div>
      {isShown ? <Shortcut keys="mod+Enter" label="Add the privileged note" pressId={sendId} /> : null}
    </form>
  );
}
