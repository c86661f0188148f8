"use client";

import { useState } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { grantRoleAction } from "@/lib/access/actions";
import { grantRoleSchema } from "@/lib/access/schema";
import type { SiteChoice } from "@/lib/access/types";
import { RoleFields } from "./role-fields";

type GrantRoleProps = { personId: string; name: string; sites: SiteChoice[] };

export function GrantRoleDialog(props: GrantRoleProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button size="s" variant="quiet" onClick={() => setIsOpen(true)}>
        Give a role
      </Button>
      <Dialog open={isOpen} onClose={() => setIsOpen(false)} title={`Give ${props.name} a role`}>
        <GrantForm {...props} onClose={() => setIsOpen(false)} />
      </Dialog>
    </>
  );
}

function GrantForm({ personId, name, sites, onClose }: GrantRoleProps & { onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: grantRoleAction,
    schema: grantRoleSchema,
    onDone: () => {
      onClose();
      tell({ title: `${name} has the role.` });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="personId" value={personId} />
      <RoleFields sites={sites} fieldId={fieldId} errorsOf={errorsOf} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Giving…">
          Give role
        </Button>
      </div>
    </form>
  );
}
