"use client";

import { useState } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { addPersonAction } from "@/lib/access/actions";
import { addPersonSchema } from "@/lib/access/schema";
import type { SiteChoice } from "@/lib/access/types";
import { RoleFields } from "./role-fields";

export function AddPersonDialog({ sites }: { sites: SiteChoice[] }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="primary" onClick={() => setIsOpen(true)}>
        Add a person
      </Button>
      <Dialog open={isOpen} onClose={() => setIsOpen(false)} title="Add a person">
        <PersonForm sites={sites} onClose={() => setIsOpen(false)} />
      </Dialog>
    </>
  );
}

function PersonForm({ sites, onClose }: { sites: SiteChoice[]; onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: addPersonAction,
    schema: addPersonSchema,
    onDone: () => {
      onClose();
      tell({ title: "Added. Tell them their first password yourself; they are asked to replace it." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <Field id={fieldId("name")} label="Name" error={errorsOf("name")}>
        {(control) => <Input {...control} name="name" dir="auto" autoComplete="off" autoFocus />}
      </Field>
      <Field id={fieldId("email")} label="E-mail address" hint="They sign in with it." error={errorsOf("email")}>
        {(control) => <Input {...control} name="email" type="email" autoComplete="off" />}
      </Field>
      <Field
        id={fieldId("password")}
        label="First password"
        hint="At least 12 characters."
        error={errorsOf("password")}
      >
        {(control) => <Input {...control} name="password" autoComplete="off" spellCheck={false} />}
      </Field>
      <RoleFields sites={sites} fieldId={fieldId} errorsOf={errorsOf} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Adding…">
          Add person
        </Button>
      </div>
    </form>
  );
}
