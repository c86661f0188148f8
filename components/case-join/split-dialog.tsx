"use client";

import { useState } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import type { CaseIssue } from "@/lib/case/types";
import { splitIssueAction } from "@/lib/case-join/actions";
import { splitIssueSchema } from "@/lib/case-join/schema";
import { newId } from "@/lib/shared/ids";

type SplitProps = { issue: Pick<CaseIssue, "id" | "position" | "summary"> };

export function SplitDialog({ issue }: SplitProps) {
  const [newCaseId, setNewCaseId] = useState<string | null>(null);
  const close = () => setNewCaseId(null);
  return (
    <>
      <Button
        size="s"
        variant="quiet"
        aria-label={`Split off, issue ${issue.position}`}
        onClick={() => setNewCaseId(newId())}
      >
        Split off
      </Button>
      <Dialog
        open={newCaseId !== null}
        onClose={close}
        title={`Split issue ${issue.position} off as a case of its own`}
        description={<bdi>{issue.summary}</bdi>}
      >
        {newCaseId ? <SplitForm issueId={issue.id} newCaseId={newCaseId} onClose={close} /> : null}
      </Dialog>
    </>
  );
}

type SplitFormProps = { issueId: string; newCaseId: string; onClose: () => void };

function SplitForm({ issueId, newCaseId, onClose }: SplitFormProps) {
  const tell = useToast();
  const { formProps, summary, isPending } = useActionForm({
    action: splitIssueAction,
    schema: splitIssueSchema,
    tellsConflicts: true,
    onDone: ({ otherReference }) => {
      onClose();
      tell({ title: `Split off as ${otherReference}.` });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="issueId" value={issueId} />
      <input type="hidden" name="newCaseId" value={newCaseId} />
      <p>
        The new case has the same patient, words, owner and day of receipt, and is linked with this one. The issue is no
        longer listed here.
      </p>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Splitting…">
          Split off
        </Button>
      </div>
    </form>
  );
}
