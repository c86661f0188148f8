"use client";

import { useState } from "react";
import { DialogConflict } from "@/components/form/dialog-conflict";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Segmented } from "@/components/form/segmented";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { overrideKindAction } from "@/lib/case/actions";
import type { CaseKind } from "@/lib/case/schema";
import { packOf } from "@/lib/regulation/rules";
import { overrideKindSchema, rankOf } from "@/lib/regulation/schema";
import type { CaseClassification } from "@/lib/regulation/types";
import { LIMITS } from "@/lib/shared/text";

type ChooseKindFormProps = { classification: CaseClassification; changeId: string; onClose: () => void };

/** A person's own choice of kind: upwards at once, downwards with a reason and a second person. */
export function ChooseKindForm({ classification, changeId, onClose }: ChooseKindFormProps) {
  const { caseId, standing, proposal } = classification;
  const pack = packOf(classification);
  const tell = useToast();
  const [kind, setKind] = useState<CaseKind>(standing.kind);
  const isLower = rankOf(kind) < rankOf(standing.kind);
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: overrideKindAction,
    schema: overrideKindSchema,
    onDone: ({ reference }) => {
      onClose();
      tell({ title: isLower ? `${reference}: proposed to a second person.` : `${reference}: the kind is changed.` });
    },
  });
  const chosen = pack.kinds.find((each) => each.kind === kind);
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <DialogConflict failure={failure} onClose={onClose} />
      <input type="hidden" name="caseId" value={caseId} />
      <input type="hidden" name="changeId" value={changeId} />
      <input type="hidden" name="expectedKind" value={standing.kind} />
      <Segmented
        id={fieldId("kind")}
        name="kind"
        legend="What is it?"
        hint={chosen?.hint}
        options={pack.kinds.map(({ kind: value, label }) => ({
          value,
          label,
          disabled: proposal !== null && rankOf(value) < rankOf(standing.kind),
        }))}
        value={kind}
        onChange={(event) => setKind(event.target.value as CaseKind)}
        error={errorsOf("kind")}
      />
      <Field
        id={fieldId("reason")}
        label="Why?"
        optional={!isLower}
        hint={isLower ? "A second person reads it and confirms, or declines." : undefined}
        error={errorsOf("reason")}
      >
        {(control) => <Textarea {...control} name="reason" rows={2} limit={LIMITS.reason} />}
      </Field>
      <div className="flex justify-end">
        <Button type="submit" pending={isPending} pendingLabel="Saving…">
          {isLower ? "Propose the lower kind" : "Change the kind"}
        </Button>
      </div>
    </form>
  );
}
