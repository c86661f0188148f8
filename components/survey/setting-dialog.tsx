"use client";

import { useState } from "react";
import { Checkbox } from "@/components/form/checkbox";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Select } from "@/components/form/select";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { saveSurveySettingAction } from "@/lib/survey/actions";
import { INSTRUMENT_LABELS, MOMENT_LABELS } from "@/lib/survey/labels";
import { INSTRUMENTS } from "@/lib/survey/rules/score";
import { SurveyMoment, saveSettingSchema } from "@/lib/survey/schema";
import type { SettingView } from "@/lib/survey/types";

/** Whether a site asks, with what, and when. */
export function SettingDialog({ setting }: { setting: SettingView }) {
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  return (
    <>
      <Button size="s" aria-label={`Change what ${setting.site} sends`} onClick={() => setIsOpen(true)}>
        Change
      </Button>
      <Dialog
        open={isOpen}
        onClose={close}
        title={`Surveys of ${setting.site}`}
        description="Counts for what is closed, or who is reached, from now on. Cases from before that are not yet asked about are left alone."
      >
        <SettingForm setting={setting} onClose={close} />
      </Dialog>
    </>
  );
}

function SettingForm({ setting, onClose }: { setting: SettingView; onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: saveSurveySettingAction,
    schema: saveSettingSchema,
    tellsConflicts: true,
    onDone: () => {
      onClose();
      tell({ title: "Saved." });
    },
  });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="siteId" value={setting.siteId} />
      <Checkbox id={fieldId("isOn")} name="isOn" label="Send surveys" defaultChecked={setting.isOn} />
      <Field id={fieldId("instrument")} label="Which" hint="None of these is HCAHPS." error={errorsOf("instrument")}>
        {(control) => (
          <Select {...control} name="instrument" defaultValue={setting.instrument} options={choicesFor(setting)} />
        )}
      </Field>
      <Field id={fieldId("moment")} label="When" error={errorsOf("moment")}>
        {(control) => (
          <Select
            {...control}
            name="moment"
            defaultValue={setting.moment}
            options={Object.values(SurveyMoment).map((value) => ({ value, label: MOMENT_LABELS[value] }))}
          />
        )}
      </Field>
      <Field id={fieldId("afterDays")} label="Days after that" error={errorsOf("afterDays")}>
        {(control) => (
          <Input {...control} name="afterDays" inputMode="numeric" defaultValue={setting.afterDays} className="w-24" />
        )}
      </Field>
      <Field
        id={fieldId("quietDays")}
        label="Days before the same person is asked again"
        hint="Whatever the case; 0 for no such limit."
        error={errorsOf("quietDays")}
      >
        {(control) => (
          <Input {...control} name="quietDays" inputMode="numeric" defaultValue={setting.quietDays} className="w-24" />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Saving…">
          Save
        </Button>
      </div>
    </form>
  );
}

function choicesFor({ own }: SettingView) {
  const ready = INSTRUMENTS.map((value) => ({ value, label: INSTRUMENT_LABELS[value] }));
  if (own.length === 0) return ready;
  return [
    { label: "Ready", options: ready },
    { label: "Our own", options: own.map(({ id, name }) => ({ value: id, label: name })) },
  ];
}
