"use client";

import { useState } from "react";
import { DateInput } from "@/components/form/date-input";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Select } from "@/components/form/select";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { CHANNEL_LABELS } from "@/lib/case/labels";
import { extendClockAction } from "@/lib/clock/actions";
import { CLOCK_PHRASES, describeAmount, unitWord } from "@/lib/clock/labels";
import { type ClockKind, extendClockSchema } from "@/lib/clock/schema";
import type { CaseClock } from "@/lib/clock/types";
import { newId } from "@/lib/shared/ids";
import { LIMITS } from "@/lib/shared/text";

type ExtendProps = {
  caseId: string;
  limitId: string;
  clock: ClockKind;
  extension: NonNullable<CaseClock["extension"]>;
  today: string;
  /** What is known already, such as from a letter that told them. */
  given?: { amount: number; reason: string; toldVia: string; toldOn: string };
};

const WAYS = Object.entries(CHANNEL_LABELS).filter(([value]) => value !== "survey");

export function ExtendDialog(props: ExtendProps) {
  const [extensionId, setExtensionId] = useState<string | null>(null);
  const close = () => setExtensionId(null);
  const { left, unit, basis } = props.extension;
  const most = left === null ? "" : `At most ${describeAmount({ amount: left, unit })}. `;
  return (
    <>
      <Button
        size="s"
        onClick={() => setExtensionId(newId())}
        aria-label={`Extend the time to ${CLOCK_PHRASES[props.clock]}`}
      >
        Extend
      </Button>
      <Dialog
        open={extensionId !== null}
        onClose={close}
        title={`More time to ${CLOCK_PHRASES[props.clock]}`}
        description={`${most}Basis: ${basis}.`}
      >
        {extensionId ? <ExtendForm {...props} extensionId={extensionId} onClose={close} /> : null}
      </Dialog>
    </>
  );
}

type FormProps = ExtendProps & { extensionId: string; onClose: () => void };

function ExtendForm({ caseId, limitId, extension, today, given, extensionId, onClose }: FormProps) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: extendClockAction,
    schema: extendClockSchema,
    tellsConflicts: true,
    onDone: () => {
      onClose();
      tell({ title: "The time is extended." });
    },
  });
  const { mustTell, unit } = extension;
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="caseId" value={caseId} />
      <input type="hidden" name="limitId" value={limitId} />
      <input type="hidden" name="extensionId" value={extensionId} />
      <Field id={fieldId("amount")} label={`How many ${unitWord(unit)}s more?`} error={errorsOf("amount")}>
        {(control) => (
          <Input
            {...control}
            name="amount"
            inputMode="numeric"
            autoComplete="off"
            autoFocus
            className="w-24"
            defaultValue={given?.amount}
          />
        )}
      </Field>
      <Field id={fieldId("reason")} label="Why does it take longer?" error={errorsOf("reason")}>
        {(control) => (
          <Textarea {...control} name="reason" rows={3} limit={LIMITS.reason} defaultValue={given?.reason} />
        )}
      </Field>
      <div className="flex flex-wrap gap-4">
        <Field id={fieldId("toldVia")} label="How were they told?" optional={!mustTell} error={errorsOf("toldVia")}>
          {(control) => (
            <Select
              {...control}
              name="toldVia"
              placeholder="Choose"
              defaultValue={given?.toldVia}
              options={WAYS.map(([value, label]) => ({ value, label }))}
            />
          )}
        </Field>
        <Field id={fieldId("toldOn")} label="On which day?" optional={!mustTell} error={errorsOf("toldOn")}>
          {(control) => (
            <DateInput {...control} name="toldOn" max={today} defaultValue={given?.toldOn ?? (mustTell ? today : "")} />
          )}
        </Field>
      </div>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Extending…">
          Extend
        </Button>
      </div>
    </form>
  );
}
