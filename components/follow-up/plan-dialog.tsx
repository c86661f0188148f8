"use client";

import { useState } from "react";
import { errorsWithConflict, FormEnd } from "@/components/billing/form-dialog";
import { DateInput } from "@/components/form/date-input";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Segmented } from "@/components/form/segmented";
import { Select } from "@/components/form/select";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Shortcut } from "@/components/layout/keys";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { WAY_LABELS } from "@/lib/contact/labels";
import { planFollowUpAction } from "@/lib/follow-up/actions";
import { ContactChannel, planFollowUpSchema } from "@/lib/follow-up/schema";
import { newId } from "@/lib/shared/ids";
import { LIMITS } from "@/lib/shared/text";
import type { Desk } from "./desk";
import { WhoFields, WorkerField } from "./who-fields";

/** Plans a follow-up; its key is F. */
export function PlanDialog(desk: Desk) {
  const [key, setKey] = useState<string | null>(null);
  const close = () => setKey(null);
  return (
    <>
      <Button id="plan-follow-up" size="s" variant="quiet" shortcut="F" onClick={() => setKey(newId())}>
        Follow up
      </Button>
      <Shortcut keys="f" label="Follow up" pressId="plan-follow-up" />
      <Dialog
        open={key !== null}
        onClose={close}
        title="Follow up"
        description="It comes back on its day, to its owner."
      >
        {key ? <PlanForm {...desk} idempotencyKey={key} onClose={close} /> : null}
      </Dialog>
    </>
  );
}

function PlanForm({ idempotencyKey, onClose, ...desk }: Desk & { idempotencyKey: string; onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: planFollowUpAction,
    schema: planFollowUpSchema,
    onDone: () => {
      onClose();
      tell({ title: "The follow-up is planned." });
    },
  });
  const parts = { fieldId, errorsOf };
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary errors={errorsWithConflict(summary.errors, failure)} attempt={summary.attempt} />
      <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
      <input type="hidden" name="caseId" value={desk.caseId} />
      <Field id={fieldId("what")} label="What is to be said or done?" error={errorsOf("what")}>
        {(control) => <Textarea {...control} name="what" rows={2} limit={LIMITS.reason} autoFocus />}
      </Field>
      <Segmented
        id={fieldId("channel")}
        name="channel"
        legend="How?"
        options={Object.values(ContactChannel).map((value) => ({ value, label: WAY_LABELS[value] }))}
        defaultValue={ContactChannel.phone}
        error={errorsOf("channel")}
      />
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3.5">
        <Field id={fieldId("dueOn")} label="On which day?" error={errorsOf("dueOn")}>
          {(control) => <DateInput {...control} name="dueOn" min={desk.today} />}
        </Field>
        <Field
          id={fieldId("bestTime")}
          label="Best time"
          optional
          hint="Such as: after 5 pm."
          error={errorsOf("bestTime")}
          className="grow basis-40"
        >
          {(control) => <Input {...control} name="bestTime" dir="auto" autoComplete="off" />}
        </Field>
      </div>
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3.5">
        <WhoFields {...parts} label="With whom?" parties={desk.parties} />
        <Field
          id={fieldId("language")}
          label="Language"
          optional
          error={errorsOf("language")}
          className="grow basis-40"
        >
          {(control) => (
            <Select
              {...control}
              name="language"
              defaultValue={desk.language ?? ""}
              placeholder="As usual here"
              options={desk.languages.map(({ tag, name }) => ({ value: tag, label: name }))}
            />
          )}
        </Field>
      </div>
      <WorkerField {...parts} name="ownerId" label="Who does it?" workers={desk.workers} chosen={desk.me} />
      <FormEnd submit="Plan it" isPending={isPending} onClose={onClose} />
    </form>
  );
}
