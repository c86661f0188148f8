"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ColleagueChoice } from "@/components/access/colleague-line";
import { ConflictNotice } from "@/components/form/conflict";
import { useDeed } from "@/components/form/deed-button";
import { ErrorSummary } from "@/components/form/error-summary";
import { ErrorText } from "@/components/form/field";
import { useActionForm } from "@/components/form/use-action-form";
import { Shortcut } from "@/components/layout/keys";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { useToast } from "@/components/ui/toast";
import { describeAway, LOAD_HINT, SUGGESTION_HINT } from "@/lib/access/labels";
import { suggestOwner } from "@/lib/access/rules";
import type { Colleague } from "@/lib/access/types";
import { assignCaseAction, undoAssignmentAction } from "@/lib/case/actions";
import { assignCaseSchema } from "@/lib/case/schema";
import type { Person } from "@/lib/shared/person";
import { undoing } from "./undoing";

type AssignCaseProps = {
  caseId: string;
  reference: string;
  owner: Person | null;
  colleagues: Colleague[];
  isPrimary?: boolean;
  size?: "s" | "m";
  hasShortcut?: boolean;
};

/** Gives a case to somebody, with what each already carries in sight; lightest load first. Undone within ten seconds. */
export function AssignCaseDialog({ isPrimary, size = "m", hasShortcut, ...rest }: AssignCaseProps) {
  const [isOpen, setIsOpen] = useState(false);
  const id = `assign-${rest.caseId}`;
  return (
    <>
      <Button
        id={id}
        size={size}
        variant={isPrimary ? "primary" : "plain"}
        shortcut={hasShortcut ? "A" : undefined}
        onClick={() => setIsOpen(true)}
      >
        Assign
      </Button>
      {hasShortcut ? <Shortcut keys="a" label="Assign this case" pressId={id} /> : null}
      <Dialog
        open={isOpen}
        onClose={() => setIsOpen(false)}
        title={`Assign ${rest.reference}`}
        description={`${LOAD_HINT} ${SUGGESTION_HINT}`}
      >
        <AssignForm {...rest} onClose={() => setIsOpen(false)} />
      </Dialog>
    </>
  );
}

function AssignForm({
  caseId,
  owner,
  colleagues,
  onClose,
}: Omit<AssignCaseProps, "isPrimary"> & { onClose: () => void }) {
  const tell = useToast();
  const { act } = useDeed();
  const router = useRouter();
  const keepTheirs = () => {
    onClose();
    router.refresh();
  };
  const [chosenId, setChosenId] = useState("");
  const [expected, setExpected] = useState(owner?.id ?? "");
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: assignCaseAction,
    schema: assignCaseSchema,
    onDone: ({ reference, owner: now, previousOwner, version }) => {
      onClose();
      const back = undoing(undoAssignmentAction, { caseId, reference, version }, withWhom(previousOwner));
      tell({
        title: `${reference} is now with ${now.name}.`,
        action: back ? { label: "Undo", onAct: () => act(back) } : undefined,
      });
    },
  });
  const suggested = suggestOwner(colleagues.filter(({ id }) => id !== owner?.id));
  const chosen = colleagues.find(({ id }) => id === chosenId);
  const theirs = failure?.differences?.[0]?.theirValue;

  return (
    <form {...formProps} className="grid gap-3">
      <ErrorSummary {...summary} />
      {failure?.code === "CONFLICT" ? (
        <ConflictNotice
          message={failure.message}
          differences={failure.differences ?? []}
          onKeepTheirs={keepTheirs}
          onUseMine={theirs === undefined || theirs === expected ? undefined : () => setExpected(theirs)}
        />
      ) : null}
      <input type="hidden" name="caseId" value={caseId} />
      <input type="hidden" name="expectedOwnerId" value={expected} />
      <fieldset
        className="grid gap-1"
        aria-describedby={errorsOf("ownerId") ? `${fieldId("ownerId")}-error` : undefined}
      >
        <legend className="sr-only">To whom?</legend>
        {colleagues.map((colleague, index) => (
          <ColleagueChoice
            key={colleague.id}
            id={index === 0 ? fieldId("ownerId") : undefined}
            colleague={colleague}
            isSuggested={colleague === suggested}
            isFirst={colleague === (suggested ?? colleagues[0])}
            remark={colleague.id === owner?.id ? "has it now" : undefined}
            onChoose={() => setChosenId(colleague.id)}
          />
        ))}
        <ErrorText id={fieldId("ownerId")} error={errorsOf("ownerId")} />
      </fieldset>
      {chosen?.away ? (
        <Notice tone="soon" title={`${chosen.name} is away`}>
          {describeAway(chosen.away)}. The case waits until then, unless the cover takes it up.
        </Notice>
      ) : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Assigning…">
          {failure?.code === "CONFLICT" && theirs === expected ? "Assign anyway" : assignLabel(chosen)}
        </Button>
      </div>
    </form>
  );
}

function assignLabel(chosen: Colleague | undefined): string {
  return chosen?.away ? "Assign although away" : "Assign";
}

function withWhom(owner: Person | null): string {
  return owner ? `with ${owner.name} again` : "with nobody again";
}
