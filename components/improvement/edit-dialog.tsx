"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { errorsWithConflict, FormDialog, FormEnd } from "@/components/billing/form-dialog";
import { ConflictNotice } from "@/components/form/conflict";
import { DateInput } from "@/components/form/date-input";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Segmented } from "@/components/form/segmented";
import { Select } from "@/components/form/select";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { useMine } from "@/components/form/use-mine";
import { useToast } from "@/components/ui/toast";
import { unitLabel } from "@/lib/access/labels";
import { changeImprovementAction } from "@/lib/improvement/actions";
import { DIRECTION_LABELS, MEASURE_LABELS } from "@/lib/improvement/labels";
import { asTexts, type PlanField } from "@/lib/improvement/rules/plan-fields";
import { changeImprovementSchema, DIRECTIONS, IMPROVEMENT_MEASURES } from "@/lib/improvement/schema";
import type { ImprovementDetail, PlanChoices } from "@/lib/improvement/types";
import { KIND_CHOICES } from "@/lib/insight/rules/dashboard";
import { CATEGORY_LABELS } from "@/lib/issue/labels";
import { HcatCategory } from "@/lib/issue/schema";
import { LIMITS } from "@/lib/shared/text";

type EditProps = { action: ImprovementDetail; choices: PlanChoices };

/** Changes what was planned of an action. */
export function EditImprovementDialog(props: EditProps) {
  return (
    <FormDialog button="Edit…" size="m" variant="plain" title="Edit this action">
      {({ close }) => <EditForm {...props} onClose={close} />}
    </FormDialog>
  );
}

function EditForm({ action, choices, onClose }: EditProps & { onClose: () => void }) {
  const tell = useToast();
  const router = useRouter();
  const [values] = useState(() => asTexts({ ...action, ownerId: action.owner.id }));
  const [base, setBase] = useState<Record<string, string>>(values);
  const [measure, setMeasure] = useState<string>(values.measure);
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: changeImprovementAction,
    schema: changeImprovementSchema,
    onDone: () => {
      onClose();
      tell({ title: "Changed." });
    },
  });
  const { differences, isUndecided, saveMine } = useMine({ formId: formProps.id, failure, base, setBase });
  const field = (name: PlanField) => ({ id: fieldId(name), error: errorsOf(name) });
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary errors={errorsWithConflict(summary.errors, failure)} attempt={summary.attempt} />
      {failure && differences.length > 0 ? (
        <ConflictNotice
          message={failure.message}
          differences={differences}
          onKeepTheirs={() => {
            onClose();
            router.refresh();
          }}
        />
      ) : null}
      <input type="hidden" name="improvementId" value={action.id} />
      {Object.entries(base).map(([name, value]) => (
        <input key={name} type="hidden" name={`base.${name}`} value={value} />
      ))}
      <Field {...field("title")} label="Title">
        {(control) => <Input {...control} name="title" defaultValue={values.title} maxLength={LIMITS.line} />}
      </Field>
      <Field {...field("change")} label="What is to change?">
        {(control) => (
          <Textarea {...control} name="change" rows={3} limit={LIMITS.reason} defaultValue={values.change} />
        )}
      </Field>
      <div className="flex flex-wrap gap-4">
        <Field {...field("ownerId")} label="Owner" className="flex-1 basis-52">
          {(control) => (
            <Select
              {...control}
              name="ownerId"
              defaultValue={values.ownerId}
              options={withNow(choices.workers, action.owner).map(asOption)}
            />
          )}
        </Field>
        <Field {...field("dueOn")} label="Due">
          {(control) => <DateInput {...control} name="dueOn" defaultValue={values.dueOn} />}
        </Field>
      </div>
      <Field {...field("unitId")} label="Where">
        {(control) => (
          <Select
            {...control}
            name="unitId"
            defaultValue={values.unitId}
            placeholder={`All of ${action.site}`}
            options={choices.units.map((unit) => ({ value: unit.id, label: unitLabel(unit) }))}
          />
        )}
      </Field>
      <Field {...field("measure")} label="Judged by">
        {(control) => (
          <Select
            {...control}
            name="measure"
            value={measure}
            onChange={({ target }) => setMeasure(target.value)}
            options={IMPROVEMENT_MEASURES.map((value) => ({ value, label: MEASURE_LABELS[value] }))}
          />
        )}
      </Field>
      <Segmented
        id={fieldId("direction")}
        name="direction"
        legend="It has worked if the figure"
        error={errorsOf("direction")}
        defaultValue={values.direction}
        options={DIRECTIONS.map((value) => ({ value, label: DIRECTION_LABELS[value] }))}
      />
      <Field {...field("kinds")} label="Of which kind of case">
        {(control) => (
          <Select
            {...control}
            name="kinds"
            defaultValue={values.kinds}
            placeholder="All kinds"
            options={kindsWith(values.kinds)}
          />
        )}
      </Field>
      {measure === "issues" ? (
        <Field {...field("cause")} label="Of which cause">
          {(control) => (
            <Select
              {...control}
              name="cause"
              defaultValue={values.cause}
              placeholder="All causes"
              options={Object.values(HcatCategory).map((value) => ({ value, label: CATEGORY_LABELS[value] }))}
            />
          )}
        </Field>
      ) : null}
      {action.state === "done" ? (
        <Field
          id={fieldId("reason")}
          label="Why is it changed now?"
          hint="Needed for the day, the place and the figure: the change is made, so they decide how it is judged"
          error={errorsOf("reason")}
        >
          {(control) => <Textarea {...control} name="reason" rows={2} limit={LIMITS.reason} />}
        </Field>
      ) : null}
      <FormEnd
        submit="Save changes"
        saveMine={isUndecided ? saveMine : undefined}
        isPending={isPending}
        onClose={onClose}
      />
    </form>
  );
}

type Named = { id: string; name: string };
const asOption = ({ id, name }: Named) => ({ value: id, label: name });

/** Whoever has it now may not be among those who could be given it. */
function withNow(workers: Named[], owner: Named): Named[] {
  return workers.some(({ id }) => id === owner.id) ? workers : [owner, ...workers];
}

/** As Insights offers them, and the mixture that was planned. */
function kindsWith(kinds: string) {
  const offered = KIND_CHOICES.filter(({ value }) => value !== "all").map(({ value, label }) => ({
    value: value.split(",").toSorted().join(),
    label,
  }));
  const isOffered = kinds === "" || offered.some(({ value }) => value === kinds);
  return isOffered ? offered : [...offered, { value: kinds, label: "As planned" }];
}
