"use client";

import { useState } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Select } from "@/components/form/select";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { addWordAction } from "@/lib/letter/actions";
import { FAULT_LABELS, WORD_KIND_HINTS, WORD_KIND_LABELS } from "@/lib/letter/labels";
import type { WordKind } from "@/lib/letter/rules/site-words";
import { addWordSchema } from "@/lib/letter/schema";
import { newId } from "@/lib/shared/ids";

type AddWordProps = { siteId: string; language: string; languageName: string; kind: WordKind };

export function AddWordDialog({ languageName, ...list }: AddWordProps) {
  const [wordId, setWordId] = useState<string | null>(null);
  const close = () => setWordId(null);
  return (
    <>
      <Button variant="primary" onClick={() => setWordId(newId())}>
        Add a word
      </Button>
      <Dialog
        open={wordId !== null}
        onClose={close}
        title={`Add to “${WORD_KIND_LABELS[list.kind]}”, ${languageName}`}
        description={WORD_KIND_HINTS[list.kind]}
      >
        {wordId ? <AddForm {...list} wordId={wordId} onClose={close} /> : null}
      </Dialog>
    </>
  );
}

const OFFERS: Record<WordKind, { label: string; hint?: string }> = {
  jargon: { label: "Plain words for it" },
  apology: { label: "What owns what happened instead", hint: "A sentence." },
  overpromise: { label: "What can be said instead", hint: "May stay empty." },
  unwanted: { label: "What can be said instead", hint: "May stay empty." },
};

type AddFormProps = Omit<AddWordProps, "languageName"> & { wordId: string; onClose: () => void };

function AddForm({ siteId, language, kind, wordId, onClose }: AddFormProps) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: addWordAction,
    schema: addWordSchema,
    tellsConflicts: true,
    onDone: () => {
      onClose();
      tell({ title: "Added. Letters are checked for it from now on." });
    },
  });
  const hasWhy = kind === "unwanted" || kind === "overpromise";
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="wordId" value={wordId} />
      <input type="hidden" name="siteId" value={siteId} />
      <input type="hidden" name="language" value={language} />
      <input type="hidden" name="kind" value={kind} />
      <Field
        id={fieldId("phrase")}
        label="Word or phrase"
        hint="a|b is either word, a? may be missing, … stands for up to six words."
        error={errorsOf("phrase")}
      >
        {(control) => <Input {...control} name="phrase" dir="auto" lang={language} autoComplete="off" autoFocus />}
      </Field>
      {kind === "apology" ? (
        <Field id={fieldId("fault")} label="What is wrong with it?" error={errorsOf("fault")}>
          {(control) => (
            <Select
              {...control}
              name="fault"
              placeholder="Choose what fits best"
              options={Object.entries(FAULT_LABELS).map(([value, label]) => ({ value, label }))}
            />
          )}
        </Field>
      ) : null}
      <Field id={fieldId("offer")} {...OFFERS[kind]} error={errorsOf("offer")}>
        {(control) => <Input {...control} name="offer" dir="auto" lang={language} autoComplete="off" />}
      </Field>
      {hasWhy ? (
        <Field
          id={fieldId("why")}
          label={kind === "unwanted" ? "Why is it not said here?" : "What to do instead"}
          hint={
            kind === "unwanted" ? "Whoever writes the letter reads this." : "Such as: name the day. May stay empty."
          }
          error={errorsOf("why")}
        >
          {(control) => <Input {...control} name="why" dir="auto" autoComplete="off" />}
        </Field>
      ) : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Adding…">
          Add word
        </Button>
      </div>
    </form>
  );
}
