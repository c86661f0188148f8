"use client";

import { type FormEvent, useEffect, useRef, useState, useTransition } from "react";
import { errorsWithConflict } from "@/components/billing/form-dialog";
import { ErrorSummary } from "@/components/form/error-summary";
import { sendSignedIn, useSignInAgain } from "@/components/form/sign-in-again";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { beginBulkAction, previewBulkAction } from "@/lib/bulk/actions";
import { previewBulkSchema } from "@/lib/bulk/schema";
import type { BulkPreview } from "@/lib/bulk/types";
import { newId } from "@/lib/shared/ids";
import { BulkFields, type BulkGiven, type BulkKind } from "./bulk-fields";
import { PreviewList } from "./preview-list";

/** Which cases are meant: those picked, or all that a filter matches. */
export type Meant = { ids: readonly string[]; isAll: boolean; matching: string; count: string };

type BulkDialogProps = {
  kind: BulkKind | null;
  meant: Meant;
  given: BulkGiven;
  onClose: () => void;
  onBegun: (runId: string) => void;
};

const TITLES: Record<BulkKind, (count: string) => string> = {
  assign: (count) => `Assign ${count}`,
  take: (count) => `Take ${count}`,
  state: (count) => `Change the state of ${count}`,
  tag: (count) => `Tag ${count}`,
  follow_up: (count) => `Follow up on ${count}`,
  escalate: (count) => `Escalate ${count}`,
};

/** One deed for many cases: what it takes, then what will be done and what not, and only then the doing. */
export function BulkDialog({ kind, onClose, ...props }: BulkDialogProps) {
  return (
    <Dialog
      open={kind !== null}
      onClose={onClose}
      title={kind ? TITLES[kind](props.meant.count) : ""}
      description="Nothing is changed before you have seen what will be."
    >
      {kind ? <BulkForm key={kind} kind={kind} onClose={onClose} {...props} /> : null}
    </Dialog>
  );
}

/** What was asked, and what would come of it. */
type Seen = { asked: FormData; preview: BulkPreview; runId: string };

function BulkForm({ kind, meant, given, onClose, onBegun }: BulkDialogProps & { kind: BulkKind }) {
  const [seen, setSeen] = useState<Seen | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const asked = useRef(new FormData());
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: previewBulkAction,
    schema: previewBulkSchema,
    onDone: (preview) => setSeen({ asked: asked.current, preview, runId: newId() }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    asked.current = new FormData(event.currentTarget);
    formProps.onSubmit(event);
  };
  // Nothing is to be asked about taking, so what would come of it is shown at once.
  useEffect(() => {
    if (kind === "take") form.current?.requestSubmit();
  }, [kind]);
  return (
    <>
      <div hidden={seen !== null}>
        <form ref={form} {...formProps} onSubmit={submit} className="grid gap-4">
          <ErrorSummary errors={errorsWithConflict(summary.errors, failure)} attempt={summary.attempt} />
          <input type="hidden" name="cases" value={meant.isAll ? "" : meant.ids.join(",")} />
          <input type="hidden" name="query" value={meant.matching} />
          <BulkFields kind={kind} given={given} fieldId={fieldId} errorsOf={errorsOf} />
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" pending={isPending} pendingLabel="Looking…">
              See what will be done
            </Button>
          </div>
        </form>
      </div>
      {seen ? <PreviewStep seen={seen} onBack={() => setSeen(null)} onBegun={onBegun} /> : null}
    </>
  );
}

type PreviewStepProps = { seen: Seen; onBack: () => void; onBegun: (runId: string) => void };

function PreviewStep({ seen: { asked, preview, runId }, onBack, onBegun }: PreviewStepProps) {
  const [isPending, startTransition] = useTransition();
  const [problem, setProblem] = useState<string | null>(null);
  const signInAgain = useSignInAgain();
  const begin = () =>
    startTransition(async () => {
      const form = new FormData();
      for (const [name, value] of asked) form.set(name, value);
      form.set("cases", preview.cases);
      form.set("asOf", preview.asOf);
      form.set("runId", runId);
      const result = await sendSignedIn(() => beginBulkAction(null, form), signInAgain).catch(() => null);
      if (result?.ok) return onBegun(result.data.runId);
      setProblem(result?.message ?? "The server cannot be reached. Nothing was changed; try again.");
    });
  const { willDo, words } = preview;
  return (
    <div className="grid gap-4">
      {problem ? (
        <Notice tone="late" live="alert">
          {problem}
        </Notice>
      ) : null}
      <PreviewList preview={preview} />
      <div className="flex justify-end gap-2">
        <Button onClick={onBack} autoFocus={willDo === 0}>
          Back
        </Button>
        {willDo > 0 ? (
          <Button variant="primary" autoFocus pending={isPending} pendingLabel="Beginning…" onClick={begin}>
            {words.begin}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
