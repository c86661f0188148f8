"use client";

import type { ReactNode } from "react";
import type { z } from "zod";
import { errorsWithConflict, FormDialog, FormEnd } from "@/components/billing/form-dialog";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { useToast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/shared/result";
import { LIMITS } from "@/lib/shared/text";

export type FormParts = { fieldId: (name: string) => string; errorsOf: (name: string) => string[] | undefined };

type WordsDialogProps<S extends z.ZodType<unknown, Record<string, unknown>>, T> = {
  button: string;
  /** What a screen reader is told where several buttons bear the same words. */
  buttonName: string;
  title: string;
  description?: ReactNode;
  action: (previous: ActionResult<T> | null, form: FormData) => Promise<ActionResult<T>>;
  schema: S;
  /** Names the row that it is about. */
  subject: { name: string; id: string };
  /** The text that it asks for; null where the other fields say all. */
  words: { name: string; label: string; hint?: string } | null;
  submit: string;
  done: string;
  children?: (parts: FormParts) => ReactNode;
};

/** A button, and a dialog that asks for some words and what else there is to say. */
export function WordsDialog<S extends z.ZodType<unknown, Record<string, unknown>>, T>(props: WordsDialogProps<S, T>) {
  const { button, buttonName, title, description } = props;
  return (
    <FormDialog button={button} buttonName={buttonName} title={title} description={description}>
      {({ close }) => <WordsForm {...props} onClose={close} />}
    </FormDialog>
  );
}

function WordsForm<S extends z.ZodType<unknown, Record<string, unknown>>, T>({
  onClose,
  ...props
}: WordsDialogProps<S, T> & { onClose: () => void }) {
  const { action, schema, subject, words, submit, done, children } = props;
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action,
    schema,
    onDone: () => {
      onClose();
      tell({ title: done });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary errors={errorsWithConflict(summary.errors, failure)} attempt={summary.attempt} />
      <input type="hidden" name={subject.name} value={subject.id} />
      {words ? (
        <Field id={fieldId(words.name)} label={words.label} hint={words.hint} error={errorsOf(words.name)}>
          {(control) => <Textarea {...control} name={words.name} rows={2} limit={LIMITS.reason} autoFocus />}
        </Field>
      ) : null}
      {children?.({ fieldId, errorsOf })}
      <FormEnd submit={submit} isPending={isPending} onClose={onClose} />
    </form>
  );
}
