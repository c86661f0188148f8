"use client";

import { useState } from "react";
import { DialogConflict } from "@/components/form/dialog-conflict";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { setTargetAction } from "@/lib/chart-target/actions";
import { askTarget, tellTarget } from "@/lib/chart-target/rules";
import { setTargetSchema, type TargetFigure } from "@/lib/chart-target/schema";
import type { Target } from "@/lib/chart-target/types";
import { METRICS } from "@/lib/insight/rules/metrics";
import { newId } from "@/lib/shared/ids";
import { LIMITS } from "@/lib/shared/text";

type TargetDialogProps = { siteId: string; figure: TargetFigure; standing: Target | null };

export function TargetDialog(props: TargetDialogProps) {
  const [targetId, setTargetId] = useState<string | null>(null);
  const close = () => setTargetId(null);
  const metric = METRICS[props.figure];
  return (
    <div>
      <Button size="s" onClick={() => setTargetId(newId())} aria-label={`${verb(props)}: ${metric.name}`}>
        {verb(props)}…
      </Button>
      <Dialog
        open={targetId !== null}
        onClose={close}
        title={`Target: ${metric.name.toLowerCase()}`}
        description="The chart then says whether the process, as it is, will meet it each time, never, or now and then. It holds for this site and all its units."
      >
        {targetId ? <TargetForm {...props} targetId={targetId} onClose={close} /> : null}
      </Dialog>
    </div>
  );
}

function verb({ standing }: TargetDialogProps): string {
  return standing ? "Change target" : "Set a target";
}

type TargetFormProps = TargetDialogProps & { targetId: string; onClose: () => void };

function TargetForm({ siteId, figure, standing, targetId, onClose }: TargetFormProps) {
  const tell = useToast();
  const metric = METRICS[figure];
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: setTargetAction,
    schema: setTargetSchema,
    onDone: () => {
      onClose();
      tell({ title: "The target is set." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <DialogConflict failure={failure} onClose={onClose} />
      <input type="hidden" name="targetId" value={targetId} />
      <input type="hidden" name="siteId" value={siteId} />
      <input type="hidden" name="figure" value={figure} />
      <input type="hidden" name="standingId" value={standing?.id ?? ""} />
      <Field
        id={fieldId("target")}
        label={askTarget(metric)}
        hint={standing ? `Now ${tellTarget(standing.value, metric)}.` : undefined}
        error={errorsOf("target")}
      >
        {(control) => (
          <Input {...control} name="target" inputMode="decimal" autoComplete="off" className="max-w-40" autoFocus />
        )}
      </Field>
      <Field id={fieldId("reason")} label="Who asks for it, or where it comes from" error={errorsOf("reason")}>
        {(control) => <Textarea {...control} name="reason" limit={LIMITS.line} />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Saving…">
          Set target
        </Button>
      </div>
    </form>
  );
}
