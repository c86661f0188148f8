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
import { addDayAction } from "@/lib/calendar/actions";
import { DAY_KIND_LABELS } from "@/lib/calendar/labels";
import { addDaySchema, CalendarDayKind, MOST_INTERVALS } from "@/lib/calendar/schema";
import { newId } from "@/lib/shared/ids";
import { IntervalRows, toTimeRows } from "./interval-rows";
import { tellRecount } from "./told";

export function AddDayDialog({ siteId }: { siteId: string }) {
  const [dayId, setDayId] = useState<string | null>(null);
  const close = () => setDayId(null);
  return (
    <>
      <Button size="s" onClick={() => setDayId(newId())}>
        Add a day
      </Button>
      <Dialog
        open={dayId !== null}
        onClose={close}
        title="Add a day"
        description="A day on which the site differs from its week."
      >
        {dayId ? <AddForm dayId={dayId} siteId={siteId} onClose={close} /> : null}
      </Dialog>
    </>
  );
}

function AddForm({ dayId, siteId, onClose }: { dayId: string; siteId: string; onClose: () => void }) {
  const tell = useToast();
  const [kind, setKind] = useState<string>("closed");
  const [rows, setRows] = useState(() => toTimeRows([{ opensAt: "09:00", closesAt: "12:00" }]));
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: addDayAction,
    schema: addDaySchema,
    tellsConflicts: true,
    onDone: ({ cases }) => {
      onClose();
      tell({ title: `Day added. ${tellRecount(cases)}` });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="dayId" value={dayId} />
      <input type="hidden" name="siteId" value={siteId} />
      <Field id={fieldId("kind")} label="What happens" error={errorsOf("kind")}>
        {(control) => (
          <Select
            {...control}
            name="kind"
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value)}
            options={Object.values(CalendarDayKind).map((value) => ({ value, label: DAY_KIND_LABELS[value] }))}
          />
        )}
      </Field>
      <Field id={fieldId("date")} label="Day" error={errorsOf("date")}>
        {(control) => <DateInput {...control} name="date" />}
      </Field>
      <Field id={fieldId("name")} label="Name" hint="Such as: stocktaking." error={errorsOf("name")}>
        {(control) => <Input {...control} name="name" dir="auto" autoComplete="off" />}
      </Field>
      {kind === "opening" ? (
        <fieldset>
          <legend className="mb-1.5 font-medium">Hours on this day</legend>
          <IntervalRows
            name="intervals"
            of="This day"
            rows={rows}
            most={MOST_INTERVALS}
            onChange={setRows}
            fieldId={fieldId}
            errorsOf={errorsOf}
          />
        </fieldset>
      ) : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Adding…">
          Add day
        </Button>
      </div>
    </form>
  );
}
