"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Checkbox } from "@/components/form/checkbox";
import { DateInput } from "@/components/form/date-input";
import { ErrorSummary } from "@/components/form/error-summary";
import { ErrorText, Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Select } from "@/components/form/select";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { KIND_LABELS } from "@/lib/case/labels";
import { METRICS } from "@/lib/insight/rules/metrics";
import { makeReportAction } from "@/lib/report/actions";
import { REPORT_HINTS, REPORT_LABELS, SPLIT_LABELS } from "@/lib/report/labels";
import type { Period } from "@/lib/report/rules/parts";
import { CaseKind, makeReportSchema, OWN_METRICS, ReportKind, SPLITS } from "@/lib/report/schema";

type Preset = { label: string; period: Period };
type NewReportFormProps = {
  reportId: string;
  sites: { id: string; name: string; isOfEngland: boolean }[];
  presets: Preset[];
  /** What each kind is usually of. */
  usual: Record<ReportKind, Period>;
};

/** Which report, of which sites and days. */
export function NewReportForm({ reportId, sites, presets, usual }: NewReportFormProps) {
  const router = useRouter();
  const [kind, setKind] = useState<ReportKind>("board");
  const [period, setPeriod] = useState<Period>(usual.board);
  const [isChosen, setIsChosen] = useState(false);
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: makeReportAction,
    schema: makeReportSchema,
    tellsConflicts: true,
    onDone: (made) => router.push(`/reports/${made.reportId}`),
  });
  const chooseKind = (next: ReportKind) => {
    setKind(next);
    if (!isChosen) setPeriod(usual[next]);
  };
  const choosePeriod = (next: Period) => {
    setPeriod(next);
    setIsChosen(true);
  };
  return (
    <form {...formProps} className="grid max-w-2xl gap-5 p-3.5">
      <ErrorSummary {...summary} />
      <input type="hidden" name="reportId" value={reportId} />
      <Field id={fieldId("kind")} label="Which report" error={errorsOf("kind")}>
        {(control) => (
          <>
            <Select
              {...control}
              name="kind"
              value={kind}
              onChange={({ target }) => chooseKind(ReportKind[target.value as ReportKind])}
              options={Object.values(ReportKind).map((value) => ({ value, label: REPORT_LABELS[value] }))}
            />
            <p className="mt-1.5 text-sm text-muted">{REPORT_HINTS[kind]}</p>
          </>
        )}
      </Field>
      <fieldset>
        <legend className="mb-1.5 font-medium">Of which days</legend>
        <div className="mb-2.5 flex flex-wrap gap-2">
          {presets.map((preset) => (
            <Button key={preset.label} size="s" onClick={() => choosePeriod(preset.period)}>
              {preset.label}
            </Button>
          ))}
        </div>
        <div className="flex flex-wrap gap-4">
          {(["from", "to"] as const).map((name) => (
            <Field
              key={name}
              id={fieldId(name)}
              label={name === "from" ? "First day" : "Last day"}
              error={errorsOf(name)}
            >
              {(control) => (
                <DateInput
                  {...control}
                  name={name}
                  value={period[name]}
                  onChange={({ target }) => choosePeriod({ ...period, [name]: target.value })}
                />
              )}
            </Field>
          ))}
        </div>
      </fieldset>
      <fieldset id={fieldId("siteIds")} tabIndex={-1}>
        <legend className="mb-1.5 font-medium">Of which sites</legend>
        {sites.map(({ id, name, isOfEngland }) => (
          <Checkbox
            key={id}
            id={fieldId(`site-${id}`)}
            name="siteIds"
            value={id}
            label={name}
            hint={
              kind === "ko41a" && !isOfEngland
                ? "KO41a is England's return, and the rules of England do not hold here."
                : undefined
            }
            defaultChecked
          />
        ))}
        <ErrorText id={fieldId("siteIds")} error={errorsOf("siteIds")} />
      </fieldset>
      {kind === "own" ? (
        <>
          <fieldset id={fieldId("metrics")} tabIndex={-1}>
            <legend className="mb-1.5 font-medium">Which figures</legend>
            <div className="grid gap-x-4 sm:grid-cols-2">
              {OWN_METRICS.map((metric) => (
                <Checkbox
                  key={metric}
                  id={fieldId(`metric-${metric}`)}
                  name="metrics"
                  value={metric}
                  label={METRICS[metric].name}
                />
              ))}
            </div>
            <ErrorText id={fieldId("metrics")} error={errorsOf("metrics")} />
          </fieldset>
          <fieldset id={fieldId("kinds")} tabIndex={-1}>
            <legend className="mb-1.5 font-medium">Of which kinds of cases</legend>
            <div className="grid gap-x-4 sm:grid-cols-2">
              {Object.values(CaseKind).map((value) => (
                <Checkbox
                  key={value}
                  id={fieldId(`kind-${value}`)}
                  name="kinds"
                  value={value}
                  label={KIND_LABELS[value]}
                  defaultChecked
                />
              ))}
            </div>
            <ErrorText id={fieldId("kinds")} error={errorsOf("kinds")} />
          </fieldset>
          <Field id={fieldId("split")} label="Split" error={errorsOf("split")}>
            {(control) => (
              <Select
                {...control}
                name="split"
                defaultValue="none"
                options={SPLITS.map((value) => ({ value, label: SPLIT_LABELS[value] }))}
              />
            )}
          </Field>
        </>
      ) : null}
      {kind === "annual" ? (
        <Checkbox
          id={fieldId("forPublication")}
          name="forPublication"
          label="For publication"
          hint="Groups of 1 to 10 people by site, unit, age or who complained are hidden, and no list of cases is kept, also in the files."
          defaultChecked
        />
      ) : null}
      <Field
        id={fieldId("title")}
        label="Title"
        optional
        hint="Without one it is named by what it is."
        error={errorsOf("title")}
      >
        {(control) => <Input {...control} name="title" maxLength={200} />}
      </Field>
      <div>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Asking for it…">
          Make the report
        </Button>
      </div>
    </form>
  );
}
