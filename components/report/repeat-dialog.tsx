"use client";

import { useState } from "react";
import { Checkbox } from "@/components/form/checkbox";
import { ErrorSummary } from "@/components/form/error-summary";
import { ErrorText, Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Select } from "@/components/form/select";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { scheduleReportAction } from "@/lib/report/actions";
import { EVERY_LABELS } from "@/lib/report/labels";
import { ReportEvery, type ReportKind, scheduleReportSchema } from "@/lib/report/schema";
import type { ReaderChoice } from "@/lib/report/types";
import { newId } from "@/lib/shared/ids";

type RepeatDialogProps = { reportId: string; kind: ReportKind; people: ReaderChoice[] };

/** Has a report made again for each time that ends, for people who may see it. */
export function RepeatDialog(given: RepeatDialogProps) {
  const [scheduleId, setScheduleId] = useState<string | null>(null);
  const close = () => setScheduleId(null);
  return (
    <>
      <Button onClick={() => setScheduleId(newId())}>Make it again…</Button>
      <Dialog
        open={scheduleId !== null}
        onClose={close}
        title="Make this report again"
        description="The same sites and figures, of each month, quarter or year once it has ended. Those you name are told with a link; the figures are never in the e-mail."
      >
        {scheduleId ? <RepeatForm {...given} scheduleId={scheduleId} onClose={close} /> : null}
      </Dialog>
    </>
  );
}

type FormProps = RepeatDialogProps & { scheduleId: string; onClose: () => void };

function RepeatForm({ reportId, kind, people, scheduleId, onClose }: FormProps) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: scheduleReportAction,
    schema: scheduleReportSchema,
    tellsConflicts: true,
    onDone: () => {
      onClose();
      tell({ title: "It will be made again." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="scheduleId" value={scheduleId} />
      <input type="hidden" name="reportId" value={reportId} />
      <Field id={fieldId("every")} label="How often" error={errorsOf("every")}>
        {(control) => (
          <Select
            {...control}
            name="every"
            defaultValue={kind === "annual" || kind === "ko41a" ? "year" : "month"}
            options={Object.values(ReportEvery).map((value) => ({ value, label: EVERY_LABELS[value] }))}
          />
        )}
      </Field>
      <Field
        id={fieldId("day")}
        label="Day of the month"
        hint="1 to 28, in the month after the time has ended"
        error={errorsOf("day")}
      >
        {(control) => <Input {...control} name="day" inputMode="numeric" defaultValue="5" className="w-24" />}
      </Field>
      <fieldset id={fieldId("personIds")} tabIndex={-1}>
        <legend className="mb-1.5 font-medium">For whom</legend>
        <p className="mb-1.5 text-sm text-muted">
          Whoever may see the figures of all its sites. Each is asked again when it is made: who may not by then gets
          nothing.
        </p>
        <div className="grid max-h-60 gap-1 overflow-y-auto">
          {people.map(({ id, name }) => (
            <Checkbox key={id} id={fieldId(`person-${id}`)} name="personIds" value={id} label={name} />
          ))}
        </div>
        <ErrorText id={fieldId("personIds")} error={errorsOf("personIds")} />
      </fieldset>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Saving…">
          Make it again
        </Button>
      </div>
    </form>
  );
}
