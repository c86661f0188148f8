"use client";

import { type SubmissionResult, useForm } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { type FormEvent, startTransition, useActionState, useId, useMemo, useState } from "react";
import type { z } from "zod";
import type { SummaryError } from "@/components/form/error-summary";
import { sendSignedIn, useSignInAgain } from "@/components/form/sign-in-again";
import type { Unsaved } from "@/components/form/unsaved";
import type { ActionResult, Failure } from "@/lib/shared/result";

type Action<T> = (previous: ActionResult<T> | null, form: FormData) => Promise<ActionResult<T>>;

type Options<S extends z.ZodType<unknown, Record<string, unknown>>, T> = {
  action: Action<T>;
  schema: S;
  defaultValue?: Partial<Record<keyof z.input<S> & string, unknown>>;
  onDone?: (data: T) => void;
  /** Conflicts stand among the errors; else the form shows them itself, both texts side by side. */
  tellsConflicts?: boolean;
  /** Runs before the form is sent, and when it comes back undone: lets a draft come to rest, be named, and go on. */
  draft?: { settle: () => Promise<void>; mark: (form: FormData) => void; resume: () => void };
  /** For a form that asks before its words are lost: they are saved by this. */
  unsaved?: Pick<Unsaved, "send" | "clear">;
};

const OFFLINE: Failure = {
  ok: false,
  code: "UNEXPECTED",
  message:
    "The server cannot be reached, so nothing was sent. What you typed is still here: check your connection and try again.",
};

/**
 * The one way a form meets its action: judged by the same schema in the browser and on the server, everything typed kept whatever
 * comes back, one submission at a time.
 */
export function useActionForm<S extends z.ZodType<unknown, Record<string, unknown>>, T>(options: Options<S, T>) {
  const { action, schema, defaultValue, onDone, draft, unsaved, tellsConflicts = false } = options;
  const id = useId();
  const signInAgain = useSignInAgain();
  const [attempt, setAttempt] = useState(0);
  const [result, dispatch, isPending] = useActionState(async (previous: ActionResult<T> | null, form: FormData) => {
    unsaved?.send();
    await draft?.settle();
    draft?.mark(form);
    const send = () => action(previous, form).catch((): ActionResult<T> => OFFLINE);
    const next = await sendSignedIn(send, signInAgain);
    setAttempt((count) => count + 1);
    // Together with the page as it is now: what is said to be done must not be seen undone for a moment.
    if (next.ok) {
      unsaved?.clear();
      startTransition(() => onDone?.(next.data));
    } else draft?.resume();
    return next;
  }, null);
  const failure = result && !result.ok ? result : null;

  // The same object at every render, or conform would tell it anew for ever.
  const lastResult = useMemo(() => (failure?.fieldErrors ? asSubmission(failure) : null), [failure]);

  const [form] = useForm<z.input<S> & Record<string, unknown>>({
    id,
    defaultValue: defaultValue as never,
    lastResult,
    shouldValidate: "onSubmit",
    shouldRevalidate: "onInput",
    onValidate: ({ formData }) => parseWithZod(formData, { schema }) as never,
  });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    form.onSubmit(event);
    // conform judges a field that was wrong again at each change, by a submission of its own that goes nowhere.
    if (isOfConform(event)) return;
    if (event.defaultPrevented) {
      setAttempt((count) => count + 1);
      return;
    }
    // Sent by hand, because React empties a form after its action and would take along what was typed.
    event.preventDefault();
    if (isPending) return;
    const data = new FormData(event.currentTarget);
    startTransition(() => dispatch(data));
  };

  const errors: SummaryError[] = Object.entries(form.allErrors).flatMap(([name, messages]) =>
    messages.slice(0, 1).map((message) => (name ? { id: fieldId(name), message, see: seeOf(name) } : { message })),
  );
  const isTold = failure?.code !== "CONFLICT" || tellsConflicts;
  if (failure && isTold && !failure.fieldErrors) {
    errors.unshift({ message: failure.message, isSignedOut: failure.code === "UNAUTHENTICATED" });
  }

  return {
    // Pressed before the page listens, a form of this method goes nowhere by itself: what is typed stays, and stands in no address.
    formProps: { id: form.id, method: "dialog", onSubmit: submit, noValidate: true } as const,
    /** The id that a control for this field must bear. */
    fieldId,
    errorsOf: (name: string): string[] | undefined => form.allErrors[name],
    summary: { errors, attempt },
    failure,
    isPending,
  };

  function seeOf(name: string): SummaryError["see"] {
    return failure?.see?.field === name ? failure.see : undefined;
  }

  function fieldId(name: string): string {
    return `${id}-${name}`;
  }
}

function isOfConform({ nativeEvent }: FormEvent<HTMLFormElement>): boolean {
  const submitter = nativeEvent instanceof SubmitEvent ? nativeEvent.submitter : null;
  return submitter instanceof HTMLButtonElement && submitter.name === "__intent__";
}

function asSubmission(failure: Failure): SubmissionResult<string[]> {
  return {
    status: "error",
    error: failure.fieldErrors ?? {},
    initialValue: failure.values as SubmissionResult["initialValue"],
  };
}
