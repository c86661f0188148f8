"use client";

import { useTransition } from "react";
import { sendSignedIn, useSignInAgain } from "@/components/form/sign-in-again";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { undoBulkAction } from "@/lib/bulk/actions";

/** Takes a whole run back, case by case, where nobody has changed one since. */
export function UndoRun({ runId, onAsked }: { runId: string; onAsked?: () => void }) {
  const tell = useToast();
  const signInAgain = useSignInAgain();
  const [isPending, startTransition] = useTransition();
  const ask = () =>
    startTransition(async () => {
      const form = new FormData();
      form.set("runId", runId);
      const result = await sendSignedIn(() => undoBulkAction(null, form), signInAgain).catch(() => null);
      if (result?.ok) return onAsked?.();
      tell({ title: result?.message ?? "The server cannot be reached. Nothing was changed; try again.", tone: "late" });
    });
  return (
    <Button size="s" pending={isPending} pendingLabel="Undo" onClick={ask}>
      Undo
    </Button>
  );
}
