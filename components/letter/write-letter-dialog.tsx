"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Segmented } from "@/components/form/segmented";
import { Select } from "@/components/form/select";
import { useActionForm } from "@/components/form/use-action-form";
import { Shortcut } from "@/components/layout/keys";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { writeLetterAction } from "@/lib/letter/actions";
import { GAP_LABELS, LETTER_KIND_HINTS, LETTER_KIND_LABELS, LETTER_LANGUAGE_LABELS } from "@/lib/letter/labels";
import { LETTER_LANGUAGES, LetterKind, writeLetterSchema } from "@/lib/letter/schema";
import { newId } from "@/lib/shared/ids";

const WRITE_BUTTON_ID = "write-letter";

/** Begins a letter from its template and what the case says; its key is R. */
export function WriteLetterDialog({ caseId }: { caseId: string }) {
  const [key, setKey] = useState<string | null>(null);
  return (
    <>
      <Button id={WRITE_BUTTON_ID} size="s" variant="quiet" shortcut="R" onClick={() => setKey(newId())}>
        Write letter
      </Button>
      <Shortcut keys="r" label="Write a letter" pressId={WRITE_BUTTON_ID} />
      <BeginDialog caseId={caseId} idempotencyKey={key} onClose={() => setKey(null)} />
    </>
  );
}

/** The same, where the letter is what the case waits for. */
export function WriteAnswerButton({ caseId }: { caseId: string }) {
  const [key, setKey] = useState<string | null>(null);
  return (
    <>
      <Button variant="primary" onClick={() => setKey(newId())}>
        {GAP_LABELS.write}
      </Button>
      <BeginDialog caseId={caseId} idempotencyKey={key} onClose={() => setKey(null)} />
    </>
  );
}

type BeginProps = { caseId: string; idempotencyKey: string | null; onClose: () => void };

function BeginDialog({ caseId, idempotencyKey, onClose }: BeginProps) {
  return (
    <Dialog
      open={idempotencyKey !== null}
      onClose={onClose}
      title="Write letter"
      description="It begins with what the case says. Nothing is sent before somebody has approved it."
    >
      {idempotencyKey ? <WriteForm caseId={caseId} idempotencyKey={idempotencyKey} onClose={onClose} /> : null}
    </Dialog>
  );
}

function WriteForm(props: { caseId: string; idempotencyKey: string; onClose: () => void }) {
  const router = useRouter();
  const [kind, setKind] = useState<LetterKind>("resolution");
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: writeLetterAction,
    schema: writeLetterSchema,
    tellsConflicts: true,
    onDone: ({ reference, letterId }) => {
      props.onClose();
      router.push(`/cases/${reference}/letters/${letterId}`);
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="caseId" value={props.caseId} />
      <input type="hidden" name="idempotencyKey" value={props.idempotencyKey} />
      <Field id={fieldId("kind")} label="What is it for?" error={errorsOf("kind")}>
        {(control) => (
          <Select
            {...control}
            name="kind"
            value={kind}
            onChange={({ target }) => setKind(target.value as LetterKind)}
            options={Object.values(LetterKind).map((value) => ({ value, label: LETTER_KIND_LABELS[value] }))}
            autoFocus
          />
        )}
      </Field>
      <p className="-mt-2 text-sm text-muted">{LETTER_KIND_HINTS[kind]}</p>
      <Segmented
        id={fieldId("language")}
        name="language"
        legend="In which language?"
        defaultValue="en"
        options={LETTER_LANGUAGES.map((value) => ({ value, label: LETTER_LANGUAGE_LABELS[value] }))}
        error={errorsOf("language")}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={props.onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Beginning…">
          Begin letter
        </Button>
      </div>
    </form>
  );
}
