"use client";

import { useState } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { LIMITS } from "@/lib/shared/text";
import { withholdSurveyAction } from "@/lib/survey/actions";
import { withholdSurveySchema } from "@/lib/survey/schema";

/** Keeps a case from being asked about, with why. */
export function WithholdDialog({ caseId }: { caseId: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  return (
    <>
      <Button size="s" variant="quiet" onClick={() => setIsOpen(true)}>
        Send no survey
      </Button>
      <Dialog
        open={isOpen}
        onClose={close}
        title="Send no survey"
        description="Whoever raised it is not asked how it was handled. Your reason stays with the case."
      >
        <WithholdForm caseId={caseId} onClose={close} />
      </Dialog>
    </>
  );
}

function WithholdForm({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: withholdSurveyAction,
    schema: withholdSurveySchema,
    tellsConflicts: true,
    onDone: () => {
      onClose();
      tell({ title: "No survey will be sent." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="caseId" value={caseId} />
      <Field id={fieldId("reason")} label="Why should they not be asked?" error={errorsOf("reason")}>
        {(control) => <Textarea {...control} name="reason" rows={3} limit={LIMITS.reason} />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Saving…">
          Send no survey
        </Button>
      </div>
    </form>
  );
}
