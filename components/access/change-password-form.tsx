"use client";

import { useState } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { changePasswordAction } from "@/lib/access/actions";
import { changePasswordSchema } from "@/lib/access/schema";

const FIELDS = [
  { name: "current", label: "Password now", autoComplete: "current-password" },
  { name: "password", label: "New password", autoComplete: "new-password", hint: "At least 12 characters." },
  { name: "again", label: "New password, once more", autoComplete: "new-password" },
];

export function ChangePasswordForm() {
  const [round, setRound] = useState(0);
  return <PasswordForm key={round} onDone={() => setRound(round + 1)} />;
}

function PasswordForm({ onDone }: { onDone: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: changePasswordAction,
    schema: changePasswordSchema,
    onDone: () => {
      tell({ title: "Your password is changed. You are signed out everywhere else." });
      onDone();
    },
  });
  return (
    <form {...formProps} className="grid max-w-sm gap-4">
      <ErrorSummary {...summary} />
      {FIELDS.map(({ name, label, hint, autoComplete }) => (
        <Field key={name} id={fieldId(name)} label={label} hint={hint} error={errorsOf(name)}>
          {(control) => <Input {...control} name={name} type="password" autoComplete={autoComplete} />}
        </Field>
      ))}
      <div>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Changing…">
          Change password
        </Button>
      </div>
    </form>
  );
}
