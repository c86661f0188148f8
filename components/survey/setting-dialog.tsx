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
import { INSTRUMENT_LABELS } from "@/lib/survey/labels";
import { INSTRUMENTS } from "@/lib/survey/rules/score";
import { saveSettingSchema } from "@/lib/survey/schema";
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
        description="Counts for cases that are closed from now on. Those closed before and not yet asked about are left alone."
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
      <Field
        id={fieldId("instrument")}
        label="Which"
        hint="Our own service recovery survey is not HCAHPS."
        error={errorsOf("instrument")}
      >
        {(control) => (
          <Select
            {...control}
            name="instrument"
            defaultValue={setting.instrument}
            options={INSTRUMENTS.map((value) => ({ value, label: INSTRUMENT_LABELS[value] }))}
          />
        )}
      </Field>
      <Field id={fieldId("afterDays")} label="Days after a case is closed" error={errorsOf("afterDays")}>
        {(control) => (
          <Input {...control} name="afterDays" inputMode="numeric" defaultValue={setting.afterDays} className="w-24" />
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
