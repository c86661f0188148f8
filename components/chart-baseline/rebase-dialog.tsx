"use client";

import { useState } from "react";
import { useDeed } from "@/components/form/deed-button";
import { DialogConflict } from "@/components/form/dialog-conflict";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { endBaselineAction, rebaseSeriesAction } from "@/lib/chart-baseline/actions";
import { type Figure, rebaseSeriesSchema } from "@/lib/chart-baseline/schema";
import type { Series } from "@/lib/chart-baseline/types";
import { newId } from "@/lib/shared/ids";
import { LIMITS } from "@/lib/shared/text";

type RebaseDialogProps = { series: Series; figure: Figure; part: string; runSince: string; since: string };

/** Offered only while a run goes on: otherwise there is nothing that the old limits do not explain. */
export function RebaseDialog({ since, ...rest }: RebaseDialogProps) {
  const [baselineId, setBaselineId] = useState<string | null>(null);
  const close = () => setBaselineId(null);
  return (
    <div>
      <Button size="s" onClick={() => setBaselineId(newId())}>
        Let limits begin anew…
      </Button>
      <Dialog
        open={baselineId !== null}
        onClose={close}
        title="Let limits begin anew"
        description={`A run goes on since ${since}. If you know what changed, and it will stay, the limits can be counted from there. What was flagged before ${since} stays flagged; this run will not be.`}
      >
        {baselineId ? <RebaseForm {...rest} since={since} baselineId={baselineId} onClose={close} /> : null}
      </Dialog>
    </div>
  );
}

type RebaseFormProps = RebaseDialogProps & { baselineId: string; onClose: () => void };

function RebaseForm({ series, figure, part, runSince, since, baselineId, onClose }: RebaseFormProps) {
  const tell = useToast();
  const { act } = useDeed();
  const undo = { action: endBaselineAction, fields: { baselineId }, done: "Undone: the limits go on as before." };
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: rebaseSeriesAction,
    schema: rebaseSeriesSchema,
    onDone: () => {
      onClose();
      tell({ title: `Limits begin anew with ${since}.`, action: { label: "Undo", onAct: () => act(undo) } });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <DialogConflict failure={failure} onClose={onClose} />
      <input type="hidden" name="baselineId" value={baselineId} />
      <input type="hidden" name="siteId" value={series.siteId} />
      <input type="hidden" name="unitId" value={series.unitId ?? ""} />
      <input type="hidden" name="figure" value={figure} />
      <input type="hidden" name="part" value={part} />
      <input type="hidden" name="kinds" value={series.kinds.join(",")} />
      <input type="hidden" name="startsOn" value={runSince} />
      <Field id={fieldId("reason")} label="What changed, and why will it stay?" error={errorsOf("reason")}>
        {(control) => <Textarea {...control} name="reason" limit={LIMITS.line} autoFocus />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Saving…">
          Begin anew
        </Button>
      </div>
    </form>
  );
}
