"use client";

import { useState } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { addSiteAction } from "@/lib/access/actions";
import { addSiteSchema } from "@/lib/access/schema";
import { PlaceFields } from "./place-fields";

type AddSiteProps = { timeZones: string[]; countries: { code: string; name: string }[] };

export function AddSiteDialog(props: AddSiteProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="primary" onClick={() => setIsOpen(true)}>
        Add a site
      </Button>
      <Dialog
        open={isOpen}
        onClose={() => setIsOpen(false)}
        title="Add a site"
        description="You administer it until you give others the role."
      >
        <SiteForm {...props} onClose={() => setIsOpen(false)} />
      </Dialog>
    </>
  );
}

function SiteForm({ onClose, ...places }: AddSiteProps & { onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: addSiteAction,
    schema: addSiteSchema,
    onDone: () => {
      onClose();
      tell({ title: "Site added." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <PlaceFields nameField="name" nameLabel="Name" fieldId={fieldId} errorsOf={errorsOf} {...places} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Adding…">
          Add site
        </Button>
      </div>
    </form>
  );
}
