"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Checkbox } from "@/components/form/checkbox";
import { ErrorSummary } from "@/components/form/error-summary";
import { ErrorText, Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Select } from "@/components/form/select";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { checkSurveyImportAction } from "@/lib/survey-import/actions";
import { DAY_FORMAT_LABELS, describeFits, FILE_KIND_LABELS, SCALE_LABELS } from "@/lib/survey-import/labels";
import { DAY_FORMATS, sureFormat } from "@/lib/survey-import/rules/days";
import { ROLES_OF } from "@/lib/survey-import/rules/mapping";
import {
  checkImportSchema,
  FILE_KINDS,
  type FileColumn,
  type Mapping,
  MOST_CONCERNS,
  RATING_SCALES,
  type Role,
} from "@/lib/survey-import/schema";
import { MappingColumns } from "./mapping-columns";

type MappingFormProps = {
  importId: string;
  columns: FileColumn[];
  /** What was said before, of this file or of one like it. */
  given: { source: string; mapping: Mapping } | null;
  roles: (Role | "")[];
};

const USUAL_DAYS = 14;

/** What a file holds and what each of its columns is, said by a person; nothing is imported by it. */
export function MappingForm({ importId, columns, given, roles: first }: MappingFormProps) {
  const router = useRouter();
  const mapping = given?.mapping;
  const [kind, setKind] = useState(mapping?.kind ?? "fft");
  const [roles, setRoles] = useState(first);
  const [raises, setRaises] = useState(mapping?.raises ?? true);
  const shown = roles.map((role) => (role !== "" && ROLES_OF[kind].includes(role) ? role : ""));
  const fits = columns[shown.indexOf("day")]?.fits ?? null;
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: checkSurveyImportAction,
    schema: checkImportSchema,
    tellsConflicts: true,
    onDone: () => router.refresh(),
  });
  const isTotals = kind === "fft_totals";
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <input type="hidden" name="importId" value={importId} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          id={fieldId("source")}
          label="Whose survey"
          hint="Figures carry this name, and the mapping is kept under it for the next file."
          error={errorsOf("source")}
        >
          {(control) => (
            <Input
              {...control}
              name="source"
              defaultValue={given?.source ?? ""}
              placeholder="Press Ganey, outpatient"
            />
          )}
        </Field>
        <Field id={fieldId("kind")} label="What the file holds" error={errorsOf("kind")}>
          {(control) => (
            <Select
              {...control}
              name="kind"
              value={kind}
              onChange={(event) => setKind(FILE_KINDS.find((each) => each === event.currentTarget.value) ?? kind)}
              options={FILE_KINDS.map((value) => ({ value, label: FILE_KIND_LABELS[value] }))}
            />
          )}
        </Field>
      </div>
      <fieldset id={fieldId("columns")} tabIndex={-1} className="min-w-0">
        <legend className="mb-1.5 font-medium">What each column is</legend>
        <MappingColumns
          columns={columns}
          kind={kind}
          roles={shown}
          onRole={(at, role) => setRoles((before) => before.map((each, index) => (index === at ? role : each)))}
        />
        <ErrorText id={fieldId("columns")} error={errorsOf("columns")} />
      </fieldset>
      <div className="grid gap-4 sm:grid-cols-2">
        {isTotals ? null : (
          <Field
            id={fieldId("dayFormat")}
            label="How its days are written"
            hint={
              fits
                ? describeFits(fits)
                : "Days that do not fit are rejected line by line, and never read in another order."
            }
            error={errorsOf("dayFormat")}
          >
            {(control) => (
              <Select
                {...control}
                name="dayFormat"
                placeholder="Choose"
                defaultValue={mapping?.dayFormat ?? (fits && sureFormat(fits)) ?? ""}
                options={DAY_FORMATS.map((value) => ({ value, label: DAY_FORMAT_LABELS[value] }))}
              />
            )}
          </Field>
        )}
        {kind === "ratings" ? (
          <Field id={fieldId("scale")} label="The scale of its answers" error={errorsOf("scale")}>
            {(control) => (
              <Select
                {...control}
                name="scale"
                defaultValue={mapping?.scale ?? "one_to_five"}
                options={RATING_SCALES.map((value) => ({ value, label: SCALE_LABELS[value] }))}
              />
            )}
          </Field>
        ) : null}
        {shown.includes("unit") ? (
          <Field id={fieldId("unknownUnit")} label="A unit that the site has not" error={errorsOf("unknownUnit")}>
            {(control) => (
              <Select
                {...control}
                name="unknownUnit"
                defaultValue={mapping?.unknownUnit ?? "reject"}
                options={[
                  { value: "reject", label: "Reject the line" },
                  { value: "whole_site", label: "Count it for the site, without a unit" },
                ]}
              />
            )}
          </Field>
        ) : null}
      </div>
      <div className={isTotals ? "hidden" : "grid gap-2"}>
        <Checkbox
          id={fieldId("raises")}
          name="raises"
          label="Make concerns of low or worrying answers"
          hint={`They come up in Triage with the reason; at most ${MOST_CONCERNS} of one file, words before scores, then the newest.`}
          checked={raises}
          onChange={(event) => setRaises(event.currentTarget.checked)}
        />
        <Field
          id={fieldId("raiseDays")}
          label="Only of answers at most so many days old"
          error={errorsOf("raiseDays")}
          className={raises ? "ps-8.5" : "hidden"}
        >
          {(control) => (
            <Input
              {...control}
              name="raiseDays"
              inputMode="numeric"
              defaultValue={mapping?.raiseDays ?? USUAL_DAYS}
              className="w-24"
            />
          )}
        </Field>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Asking…">
          Check every line
        </Button>
        <p className="text-sm text-muted">Nothing is imported yet.</p>
      </div>
    </form>
  );
}
