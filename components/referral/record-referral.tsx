"use client";

import { useState } from "react";
import { DateInput } from "@/components/form/date-input";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Select } from "@/components/form/select";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { recordReferralAction } from "@/lib/referral/actions";
import { ANOTHER, recordReferralSchema } from "@/lib/referral/schema";
import type { Body } from "@/lib/referral/types";
import { newId } from "@/lib/shared/ids";

type Given = { caseId: string; bodies: Body[]; today: string };

/** Says that the case went to a body outside, and when. */
export function RecordReferral(given: Given) {
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  return (
    <>
      <Button size="s" variant="quiet" className="-me-1.5" onClick={() => setIsOpen(true)}>
        Record
      </Button>
      <Dialog
        open={isOpen}
        onClose={close}
        title="It went to an outside body"
        description="An ombudsman, a regulator or another body looks at this case. It counts in Insights and in the annual report."
      >
        <RecordForm {...given} onClose={close} />
      </Dialog>
    </>
  );
}

function RecordForm({ caseId, bodies, today, onClose }: Given & { onClose: () => void }) {
  const tell = useToast();
  const [referralId] = useState(newId);
  const [bodyId, setBodyId] = useState(bodies.length === 0 ? ANOTHER : "");
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: recordReferralAction,
    schema: recordReferralSchema,
    tellsConflicts: true,
    onDone: () => {
      onClose();
      tell({ title: "Recorded where it went." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="caseId" value={caseId} />
      <input type="hidden" name="referralId" value={referralId} />
      {bodies.length === 0 ? (
        <input type="hidden" name="bodyId" value={ANOTHER} />
      ) : (
        <Field id={fieldId("bodyId")} label="Where did it go?" error={errorsOf("bodyId")}>
          {(control) => (
            <Select
              {...control}
              name="bodyId"
              value={bodyId}
              onChange={(event) => setBodyId(event.target.value)}
              placeholder="Choose a body"
              options={[
                ...bodies.map(({ id, name }) => ({ value: id, label: name })),
                { value: ANOTHER, label: "Another body" },
              ]}
            />
          )}
        </Field>
      )}
      {bodyId === ANOTHER ? (
        <Field id={fieldId("other")} label="Name of the body" error={errorsOf("other")}>
          {(control) => <Input {...control} name="other" />}
        </Field>
      ) : null}
      <Field id={fieldId("referredOn")} label="On which day?" error={errorsOf("referredOn")}>
        {(control) => <DateInput {...control} name="referredOn" defaultValue={today} max={today} />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Recording…">
          Record it
        </Button>
      </div>
    </form>
  );
}
