"use client";

import { useState } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { setPasswordAction } from "@/lib/access/actions";
import { setPasswordSchema } from "@/lib/access/schema";

type SetPasswordProps = { personId: string; name: string };

export function SetPasswordDialog(props: SetPasswordProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button size="s" variant="quiet" onClick={() => setIsOpen(true)}>
        New password
      </Button>
      <Dialog
        open={isOpen}
        onClose={() => setIsOpen(false)}
        title={`A new password for ${props.name}`}
        description="They are signed out everywhere, and asked to replace it."
      >
        <PasswordForm {...props} onClose={() => setIsOpen(false)} />
      </Dialog>
    </>
  );
}

function PasswordForm({ personId, name, onClose }: SetPasswordProps & { onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: setPasswordAction,
    schema: setPasswordSchema,
    onDone: () => {
      onClose();
      tell({ title: `Done. Tell ${name} the new password yourself.` });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="personId" value={personId} />
      <Field id={fieldId("password")} label="New password" hint="At least 12 characters." error={errorsOf("password")}>
        {(control) => <Input {...control} name="password" autoComplete="off" spellCheck={false} autoFocus />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Setting…">
          Set password
        </Button>
      </div>
    </form>
  );
}
