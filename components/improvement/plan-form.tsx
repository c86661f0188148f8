"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { DateInput } from "@/components/form/date-input";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Segmented } from "@/components/form/segmented";
import { Select } from "@/components/form/select";
import { Textarea } from "@/components/form/textarea";
import { useUnsaved } from "@/components/form/unsaved";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { unitLabel } from "@/lib/access/labels";
import { planImprovementAction } from "@/lib/improvement/actions";
import { DIRECTION_LABELS, MEASURE_LABELS } from "@/lib/improvement/labels";
import {
  DIRECTIONS,
  IMPROVEMENT_MEASURES,
  type ImprovementOrigin,
  planImprovementSchema,
} from "@/lib/improvement/schema";
import type { Origin, PlanningSite } from "@/lib/improvement/types";
import { KIND_CHOICES } from "@/lib/insight/rules/dashboard";
import { CATEGORY_LABELS } from "@/lib/issue/labels";
import { HcatCategory } from "@/lib/issue/schema";
import { LIMITS } from "@/lib/shared/text";

type PlanFormProps = {
  improvementId: string;
  sites: PlanningSite[];
  origin: Origin | null;
  /** What a figure that stands out asks for. */
  asked: Omit<ImprovementOrigin, "case">;
  today: string;
};

/** What is to change, where, who sees to it by when, and the figure it is judged by. */
export function PlanForm({ improvementId, sites, origin, asked, today }: PlanFormProps) {
  const router = useRouter();
  const unsaved = useUnsaved();
  const [where, setWhere] = useState(() => firstPlace(sites, origin, asked));
  const [measure, setMeasure] = useState<string>(asked.measure ?? "received");
  const site = sites.find(({ id }) => id === where.split(":")[0]);
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: planImprovementAction,
    schema: planImprovementSchema,
    tellsConflicts: true,
    onDone: (planned) => router.push(`/improvement/${planned.improvementId}`),
    unsaved,
  });
  return (
    <form {...formProps} onInput={unsaved.mark} className="grid max-w-2xl gap-5 p-3.5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="improvementId" value={improvementId} />
      <Field id={fieldId("title")} label="Title" error={errorsOf("title")}>
        {(control) => <Input {...control} name="title" maxLength={LIMITS.line} />}
      </Field>
      <Field id={fieldId("change")} label="What is to change?" error={errorsOf("change")}>
        {(control) => <Textarea {...control} name="change" rows={3} limit={LIMITS.reason} />}
      </Field>
      <Field id={fieldId("where")} label="Where" error={errorsOf("where")}>
        {(control) => (
          <Select
            {...control}
            name="where"
            value={where}
            onChange={({ target }) => setWhere(target.value)}
            placeholder="Choose where"
            options={sites.map(({ id, name, units }) => ({
              label: name,
              options: [
                { value: id, label: `All of ${name}` },
                ...units.map((unit) => ({ value: `${id}:${unit.id}`, label: unitLabel(unit) })),
              ],
            }))}
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-4">
        <Field id={fieldId("ownerId")} label="Owner" error={errorsOf("ownerId")} className="flex-1 basis-60">
          {(control) => (
            <Select
              {...control}
              key={site?.id}
              name="ownerId"
              placeholder={site ? "Choose who sees to it" : "Choose where first"}
              options={(site?.workers ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
        </Field>
        <Field id={fieldId("dueOn")} label="Due" error={errorsOf("dueOn")}>
          {(control) => <DateInput {...control} name="dueOn" min={today} />}
        </Field>
      </div>
      <Field
        id={fieldId("measure")}
        label="Judged by"
        hint="A figure that has a control chart in Insights"
        error={errorsOf("measure")}
      >
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
        options={DIRECTIONS.map((value) => ({ value, label: DIRECTION_LABELS[value] }))}
      />
      <Field id={fieldId("kinds")} label="Of which kind of case" error={errorsOf("kinds")}>
        {(control) => (
          <Select
            {...control}
            name="kinds"
            defaultValue={offeredFor(asked.kinds)}
            placeholder="All kinds"
            options={KINDS}
          />
        )}
      </Field>
      {measure === "issues" ? (
        <Field id={fieldId("cause")} label="Of which cause" error={errorsOf("cause")}>
          {(control) => (
            <Select
              {...control}
              name="cause"
              defaultValue={asked.cause}
              placeholder="All causes"
              options={Object.values(HcatCategory).map((value) => ({ value, label: CATEGORY_LABELS[value] }))}
            />
          )}
        </Field>
      ) : null}
      <Field
        id={fieldId("reference")}
        label="Case it comes from"
        optional
        hint={origin ? <bdi>{origin.about}</bdi> : "A reference; more can be linked later"}
        error={errorsOf("reference")}
      >
        {(control) => (
          <Input
            {...control}
            name="reference"
            defaultValue={origin?.reference}
            maxLength={LIMITS.line}
            className="max-w-60"
          />
        )}
      </Field>
      <div>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Planning…">
          Plan the action
        </Button>
      </div>
    </form>
  );
}

/** As Insights offers them. */
const KINDS = KIND_CHOICES.filter(({ value }) => value !== "all");

/** The choice of these kinds, in whatever order; none of a mixture that is not offered. */
function offeredFor(kinds: readonly string[]): string {
  const asked = kinds.toSorted().join();
  return KINDS.find(({ value }) => value.split(",").toSorted().join() === asked)?.value ?? "";
}

function firstPlace(sites: PlanningSite[], origin: Origin | null, asked: PlanFormProps["asked"]): string {
  if (origin) return origin.unitId ? `${origin.siteId}:${origin.unitId}` : origin.siteId;
  const site = sites.find(({ id, units }) => id === asked.site || units.some((unit) => unit.id === asked.unit));
  const unit = site?.units.find(({ id }) => id === asked.unit);
  if (site) return unit ? `${site.id}:${unit.id}` : site.id;
  return sites.length === 1 ? (sites[0]?.id ?? "") : "";
}
