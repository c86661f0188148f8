"use client";

import { DeedButton } from "@/components/form/deed-button";
import { Shortcut } from "@/components/layout/keys";
import { takeCaseAction, undoAssignmentAction } from "@/lib/case/actions";
import { undoing } from "./undoing";

type TakeCaseButtonProps = {
  caseId: string;
  reference: string;
  ownerId: string | null;
  isPrimary?: boolean;
  size?: "s" | "m";
  /** On the case's own page the key I does the same. */
  hasShortcut?: boolean;
};

export function TakeCaseButton({
  caseId,
  reference,
  ownerId,
  isPrimary,
  size = "s",
  hasShortcut,
}: TakeCaseButtonProps) {
  const id = `take-${caseId}`;
  return (
    <>
      <DeedButton
        id={id}
        variant={isPrimary ? "primary" : "plain"}
        size={size}
        shortcut={hasShortcut ? "I" : undefined}
        action={takeCaseAction}
        fields={{ caseId, expectedOwnerId: ownerId ?? "" }}
        done={`${reference} is yours.`}
        undo={({ version }) => undoing(undoAssignmentAction, { caseId, reference, version })}
      >
        {ownerId ? "Take over" : "Take it"}
      </DeedButton>
      {hasShortcut ? <Shortcut keys="i" label="Take this case" pressId={id} /> : null}
    </>
  );
}
