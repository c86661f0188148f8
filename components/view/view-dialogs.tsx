"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";

import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Select } from "@/components/form/select";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { newId } from "@/lib/shared/ids";
import { renameViewAction, saveViewAction } from "@/lib/view/actions";
import { LONGEST_VIEW_NAME, renameViewSchema, saveViewSchema } from "@/lib/view/schema";
import type { QueueView } from "@/lib/view/types";

/** For whom a view can be saved, as a form sends it. */
export type Audience = { value: string; label: string };

type SaveProps = {
  open: boolean;
  onClose: () => void;
  fields: Record<string, string>;
  audiences: Audience[];
};

export function SaveViewDialog({ open, ...props }: SaveProps) {
  return (
    <Dialog
      open={open}
      onClose={props.onClose}
      title="Save this view"
      description="The filters, the order, the columns and their height are kept under a name."
    >
      <SaveForm {...props} />
    </Dialog>
  );
}

function SaveForm({ onClose, fields, audiences }: Omit<SaveProps, "open">) {
  const tell = useToast();
  const router = useRouter();
  const [viewId] = useState(newId);
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: saveViewAction,
    schema: saveViewSchema,
    tellsConflicts: true,
    onDone: (kept) => {
      onClose();
      tell({ title: `Saved: ${kept.name}.` });
      router.push(`/cases?${kept.query}&view=${kept.viewId}`);
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="viewId" value={viewId} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Field id={fieldId("name")} label="Name" error={errorsOf("name")}>
        {(control) => <Input {...control} name="name" maxLength={LONGEST_VIEW_NAME} autoComplete="off" />}
      </Field>
      {audiences.length > 1 ? (
        <Field id={fieldId("audience")} label="Who sees it" error={errorsOf("audience")}>
          {(control) => <Select {...control} name="audience" defaultValue="me" options={audiences} />}
        </Field>
      ) : (
        <input type="hidden" name="audience" value="me" />
      )}
      <Buttons onClose={onClose} isPending={isPending} label="Save view" pendingLabel="Saving…" />
    </form>
  );
}

type RenameProps = { open: boolean; onClose: () => void; view: Pick<QueueView, "id" | "name" | "version"> };

export function RenameViewDialog({ open, ...props }: RenameProps) {
  return (
    <Dialog open={open} onClose={props.onClose} title={`Rename ${props.view.name}`}>
      <RenameForm {...props} />
    </Dialog>
  );
}

function RenameForm({ onClose, view }: Omit<RenameProps, "open">) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: renameViewAction,
    schema: renameViewSchema,
    tellsConflicts: true,
    onDone: (kept) => {
      onClose();
      tell({ title: `The view is now called ${kept.name}.` });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="viewId" value={view.id} />
      <input type="hidden" name="version" value={view.version} />
      <Field id={fieldId("name")} label="Name" error={errorsOf("name")}>
        {(control) => (
          <Input {...control} name="name" defaultValue={view.name} maxLength={LONGEST_VIEW_NAME} autoComplete="off" />
        )}
      </Field>
      <Buttons onClose={onClose} isPending={isPending} label="Rename" pendingLabel="Renaming…" />
    </form>
  );
}

type ButtonsProps = { onClose: () => void; isPending: boolean; label: string; pendingLabel: string };

function Buttons({ onClose, isPending, label, pendingLabel }: ButtonsProps) {
  return (
    <div className="flex justify-end gap-2">
      <Button onClick={onClose}>Cancel</Button>
      <Button type="submit" variant="primary" pending={isPending} pendingLabel={pendingLabel}>
        {label}
      </Button>
    </div>
  );
}
