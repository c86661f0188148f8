"use client";

import { getCsrfToken, signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { signInMessage } from "@/lib/access/rules";

type SignInFormProps = { csrfToken: string; next: string; message: string | null };

/** A plain form that next-auth answers; with scripts the page stays and keeps the address when the two do not fit. */
export function SignInForm({ csrfToken, next, message }: SignInFormProps) {
  const [problem, setProblem] = useState(message);
  const [isPending, setIsPending] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    setIsPending(true);
    setProblem(null);
    try {
      if (!(await getCsrfToken())) throw new Error("the server does not answer");
      const email = String(data.get("email") ?? "");
      const password = String(data.get("password") ?? "");
      const result = await signIn("credentials", { email, password, redirect: false });
      // A full load, so that nothing of whoever was signed in before is left in this tab.
      if (result?.ok) return window.location.assign(next);
      setProblem(signInMessage(result?.error ?? ""));
      form.querySelector<HTMLInputElement>("input[name=password]")?.select();
    } catch {
      setProblem("The server cannot be reached. Check your connection and try again.");
    }
    setIsPending(false);
  };

  return (
    <form method="post" action="/api/auth/callback/credentials" onSubmit={submit} className="grid gap-4">
      <input type="hidden" name="csrfToken" value={csrfToken} />
      <input type="hidden" name="callbackUrl" value={next} />
      {problem ? (
        <Notice tone="late" live="alert">
          {problem}
        </Notice>
      ) : null}
      <Field id="email" label="E-mail" required>
        {(control) => (
          <Input {...control} name="email" type="email" autoComplete="username" required autoFocus maxLength={254} />
        )}
      </Field>
      <Field id="password" label="Password" required>
        {(control) => (
          <Input
            {...control}
            name="password"
            type="password"
            autoComplete="current-password"
            required
            maxLength={500}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" pending={isPending} pendingLabel="Signing in…">
        Sign in
      </Button>
    </form>
  );
}
