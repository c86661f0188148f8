"use client";

import { useState } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Select } from "@/components/form/select";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { pauseClocksAction } from "@/lib/clock/actions";
import { pauseClocksSchema } from "@/lib/clock/schema";
import type { CaseClocks } from "@/lib/clock/types";
import { newId } from "@/lib/shared/ids";

type PauseProps = Pick<CaseClocks, "caseId" | "reasons">;

export function PauseDialog(props: PauseProps) {
  const [pauseId, setPauseId] = useState<string | null>(null);
  const close = () => setPauseId(null);
  return (
    <>
      <Button size="s" onClick={() => setPauseId(newId())} aria-label="Pause the clocks">
        Pause
      </Button>
      <Dialog
        open={pauseId !== null}
        onClose={close}
        title="Pause the clocks"
        description="Only for what the rules of this place allow. Those that may not pause for it go on."
      >
        {pauseId ? <PauseForm {...props} pauseId={pauseId} onClose={close} /> : null}
      </Dialog>
    </>
  );
}

function PauseForm({ caseId, reasons, pauseId, onClose }: PauseProps & { pauseId: string; onClose: () => void }) {
  const tell = useToast();
  const [chosen, setChosen] = useState("");
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: pauseClocksAction,
    schema: pauseClocksSchema,
    tellsConflicts: true,
    onDone: () => {
      onClose();
      tell({ title: "The clocks stand still." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="caseId" value={caseId} />
      <input type="hidden" name="pauseId" value={pauseId} />
      <Field
        id={fieldId("reasonId")}
        label="Why do they stand still?"
        hint={reasons.find(({ id }) => id === chosen)?.stops}
        error={errorsOf("reasonId")}
      >
        {(control) => (
          <Select
            {...control}
            name="reasonId"
            autoFocus
            placeholder="Choose"
            value={chosen}
            onChange={(event) => setChosen(event.currentTarget.value)}
            options={reasons.map(({ id, label }) => ({
              value: id,
              label: `${label.charAt(0).toUpperCase()}${label.slice(1)}`,
            }))}
          />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Pausing…">
          Pause
        </Button>
      </div>
    </form>
  );
}
