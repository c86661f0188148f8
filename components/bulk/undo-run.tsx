"use client";

import { useTransition } from "react";
import { sendSignedIn, useSignInAgain } from "@/components/form/sign-in-again";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { stopBulkAction, undoBulkAction } from "@/lib/bulk/actions";

type RunDeedProps = { runId: string; onAsked?: () => void };

/** Takes a whole run back, case by case, where nobody has changed one since. */
export function UndoRun(props: RunDeedProps) {
  return <RunDeed {...props} label="Undo" action={undoBulkAction} />;
}

/** Ends a run where it is: what is done stays done. */
export function StopRun(props: RunDeedProps) {
  return (
    <RunDeed {...props} label="Stop" title="What is done stays done; the rest is left out." action={stopBulkAction} />
  );
}

type Doing = RunDeedProps & { label: string; title?: string; action: typeof undoBulkAction };

function RunDeed({ runId, onAsked, label, title, action }: Doing) {
  const tell = useToast();
  const signInAgain = useSignInAgain();
  const [isPending, startTransition] = useTransition();
  const ask = () =>
    startTransition(async () => {
      const form = new FormData();
      form.set("runId", runId);
      const result = await sendSignedIn(() => action(null, form), signInAgain).catch(() => null);
      if (result?.ok) return onAsked?.();
      tell({ title: result?.message ?? "The server cannot be reached. Nothing was changed; try again.", tone: "late" });
    });
  return (
    <Button size="s" title={title} pending={isPending} pendingLabel={label} onClick={ask}>
      {label}
    </Button>
  );
}
