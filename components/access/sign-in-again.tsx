"use client";

import { type FormEvent, type ReactNode, useCallback, useEffect, useId, useRef, useState } from "react";
import { saveAll } from "@/components/draft/unsaved";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { SignInAgainContext } from "@/components/form/sign-in-again";
import { tellSignedIn } from "@/components/form/signed-in";
import { personHere } from "@/components/layout/own-store";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { findSessionAction } from "@/lib/access/actions";
import { signInMessage } from "@/lib/access/rules";
import { cn } from "@/lib/shared/cn";
import { isStill, watchSession } from "./session-watch";

type Answer = (isSignedIn: boolean) => void;

/**
 * Lets whoever was signed out go on where they stand. Only the person whose page this is: what they typed must not be sent as
 * somebody else's. Who comes back to a tab after signing out in another finds the page covered until then, and as it was afterwards.
 */
export function SignInAgainProvider({ email, children }: { email: string; children: ReactNode }) {
  const [isOpen, setIsOpen] = useState(false);
  const [isCovered, setIsCovered] = useState(false);
  const [turn, setTurn] = useState(0);
  const leftAt = useRef<Element | null>(null);
  const waiting = useRef<Answer[]>([]);
  const ask = useCallback(
    () =>
      new Promise<boolean>((answer) => {
        waiting.current.push(answer);
        setIsOpen(true);
      }),
    [],
  );
  const settle: Answer = (isSignedIn) => {
    setIsOpen(false);
    setIsCovered(false);
    for (const answer of waiting.current.splice(0)) answer(isSignedIn);
    if (!isSignedIn) return;
    tellSignedIn();
    void saveAll();
  };
  const hear = (isSignedIn: boolean) => {
    if (isSignedIn) return isCovered ? settle(true) : undefined;
    leftAt.current ??= document.activeElement;
    setIsCovered(true);
    setIsOpen(true);
  };
  const heard = useRef(hear);
  useEffect(() => {
    heard.current = hear;
  });
  useEffect(() => {
    const ask = async () => isStill(personHere(), await findSessionAction(null, new FormData()));
    return watchSession({ ask, hear: (isSignedIn) => heard.current(isSignedIn) });
  }, []);
  // Nothing closes by Escape while the page is covered: not the dialog, and not one that lies open beneath it with what was typed.
  useEffect(() => {
    if (!isCovered) return;
    const keep = (event: KeyboardEvent) => event.key === "Escape" && event.preventDefault();
    document.addEventListener("keydown", keep);
    return () => document.removeEventListener("keydown", keep);
  }, [isCovered]);
  useEffect(() => {
    if (isOpen) return;
    if (leftAt.current instanceof HTMLElement) leftAt.current.focus({ preventScroll: true });
    leftAt.current = null;
  }, [isOpen]);
  return (
    <SignInAgainContext value={ask}>
      <div className={cn("contents", isCovered && "invisible")} inert={isCovered}>
        {children}
      </div>
      <Dialog
        // A browser may close any dialog, by its own Back too; one that covers a page comes back at once.
        key={turn}
        open={isOpen}
        closedBy={isCovered ? "none" : undefined}
        className={isCovered ? "backdrop:bg-bg" : undefined}
        onClose={() => (isCovered ? setTurn((before) => before + 1) : settle(false))}
        title="Sign in again"
        description="You have been signed out. What you typed is still here, and goes on its way once you are signed in."
      >
        <PasswordForm email={email} onDone={() => settle(true)} />
      </Dialog>
    </SignInAgainContext>
  );
}

function PasswordForm({ email, onDone }: { email: string; onDone: () => void }) {
  const id = useId();
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, setIsPending] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isPending) return;
    const form = event.currentTarget;
    const password = String(new FormData(form).get("password") ?? "");
    setIsPending(true);
    setProblem(null);
    const refusal = await signInAs(email, password);
    setIsPending(false);
    if (refusal === null) return onDone();
    setProblem(refusal);
    form.querySelector<HTMLInputElement>("input[name=password]")?.select();
  };
  return (
    <form method="post" onSubmit={submit} className="grid gap-4">
      {problem ? (
        <Notice tone="late" live="alert">
          {problem}
        </Notice>
      ) : null}
      <Field id={`${id}-email`} label="E-mail">
        {(control) => <Input {...control} name="email" type="email" autoComplete="username" readOnly value={email} />}
      </Field>
      <Field id={`${id}-password`} label="Password" required>
        {(control) => (
          <Input
            {...control}
            name="password"
            type="password"
            autoComplete="current-password"
            required
            data-first-focus
            maxLength={500}
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <a href="/sign-in" className="min-h-6 text-primary-text underline">
          Somebody else? Leave this page
        </a>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Signing in…">
          Sign in
        </Button>
      </div>
    </form>
  );
}

/** Null once signed in, else why not. */
async function signInAs(email: string, password: string): Promise<string | null> {
  try {
    const { getCsrfToken, signIn } = await import("next-auth/react");
    if (!(await getCsrfToken())) throw new Error("the server does not answer");
    const result = await signIn("credentials", { email, password, redirect: false });
    return result?.ok ? null : signInMessage(result?.error ?? "");
  } catch {
    return "The server cannot be reached. Check your connection and try again.";
  }
}
