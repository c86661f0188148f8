"use client";

import { useState } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import type { CaseIssue } from "@/lib/case/types";
import { voidIssueAction } from "@/lib/issue/actions";
import { voidIssueSchema } from "@/lib/issue/schema";

type VoidProps = { issue: Pick<CaseIssue, "id" | "position" | "summary"> };

export function VoidIssueDialog({ issue }: VoidProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button size="s" variant="quiet" aria-label={`Take off, issue ${issue.position}`} onClick={() => setIsOpen(true)}>
        Take off
      </Button>
      <Dialog
        open={isOpen}
        onClose={() => setIsOpen(false)}
        title={`Take issue ${issue.position} off the list`}
        description={<bdi>{issue.summary}</bdi>}
      >
        <VoidForm issue={issue} onClose={() => setIsOpen(false)} />
      </Dialog>
    </>
  );
}

function VoidForm({ issue, onClose }: VoidProps & { onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: voidIssueAction,
    schema: voidIssueSchema,
    tellsConflicts: true,
    onDone: () => {
      onClose();
      tell({ title: `Issue ${issue.position} is off the list.` });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="issueId" value={issue.id} />
      <Field
        id={fieldId("reason")}
        label="Why was it listed by mistake?"
        hint="It stays readable, with this reason."
        error={errorsOf("reason")}
      >
        {(control) => <Input {...control} name="reason" dir="auto" autoFocus />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Saving…">
          Take off the list
        </Button>
      </div>
    </form>
  );
}
