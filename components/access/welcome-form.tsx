"use client";

import { getCsrfToken, signIn } from "next-auth/react";
import { useRef } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { foundOrganisationAction } from "@/lib/access/actions";
import { foundSchema } from "@/lib/access/schema";
import { PlaceFields } from "./place-fields";

type WelcomeFormProps = { timeZones: string[]; countries: { code: string; name: string }[] };

/** The first run: one organisation, one site, one administrator. */
export function WelcomeForm({ timeZones, countries }: WelcomeFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: foundOrganisationAction,
    schema: foundSchema,
    onDone: () => enter(form.current),
  });
  const errors = failure?.code === "CONFLICT" ? [{ message: failure.message }] : summary.errors;
  return (
    <form ref={form} {...formProps} className="grid gap-4">
      <ErrorSummary errors={errors} attempt={summary.attempt} />
      <Field id={fieldId("organisation")} label="Organisation" error={errorsOf("organisation")}>
        {(control) => <Input {...control} name="organisation" dir="auto" autoFocus />}
      </Field>
      <PlaceFields nameField="site" nameLabel="First site" {...{ timeZones, countries, fieldId, errorsOf }} />
      <Field id={fieldId("name")} label="Your name" error={errorsOf("name")}>
        {(control) => <Input {...control} name="name" dir="auto" autoComplete="name" />}
      </Field>
      <Field id={fieldId("email")} label="Your e-mail address" error={errorsOf("email")}>
        {(control) => <Input {...control} name="email" type="email" autoComplete="username" />}
      </Field>
      <Field id={fieldId("password")} label="Password" hint="At least 12 characters." error={errorsOf("password")}>
        {(control) => <Input {...control} name="password" type="password" autoComplete="new-password" />}
      </Field>
      <Button type="submit" variant="primary" pending={isPending} pendingLabel="Setting up…">
        Set up Heard
      </Button>
    </form>
  );
}

/** Signs in whoever has just set Heard up; where that fails they do it by hand, told that the rest is done. */
async function enter(form: HTMLFormElement | null) {
  const typed = new FormData(form ?? undefined);
  const [email, password] = [String(typed.get("email") ?? ""), String(typed.get("password") ?? "")];
  const isIn = await getCsrfToken()
    .then(() => signIn("credentials", { email, password, redirect: false }))
    .then((result) => result?.ok)
    .catch(() => false);
  window.location.assign(isIn ? "/" : "/sign-in?ready=1");
}
