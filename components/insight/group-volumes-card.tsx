"use client";

import { useState } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { useUnsaved } from "@/components/form/unsaved";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { useToast } from "@/components/ui/toast";
import { saveGroupVolumesAction } from "@/lib/insight/actions";
import type { Half } from "@/lib/insight/rules/fairness-choice";
import { saveGroupVolumesSchema } from "@/lib/insight/schema";

type GroupVolumesCardProps = {
  siteId: string;
  split: string;
  half: Half;
  /** Those that are shown, with what is kept of each. */
  groups: { group: string; kept: number | null }[];
};

/** How many patients of each group there were, so that there is a rate; said by hand, as a hospital counts its patients elsewhere. */
export function GroupVolumesCard({ siteId, split, half, groups }: GroupVolumesCardProps) {
  const tell = useToast();
  const unsaved = useUnsaved();
  // What is kept as this is begun: a row that comes or goes meanwhile moves no number.
  const [begun, setBegun] = useState(groups);
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: saveGroupVolumesAction,
    schema: saveGroupVolumesSchema,
    tellsConflicts: true,
    unsaved,
    onDone: ({ changed }) =>
      tell({
        title: changed === 0 ? "Nothing was changed." : `${changed === 1 ? "1 group" : `${changed} groups`} saved.`,
      }),
  });
  if (!isPending && summary.errors.length === 0 && isOther(begun, groups)) setBegun(groups);
  return (
    <Card aria-labelledby="volumes" className="print:hidden">
      <CardHeader id="volumes" title={`How many patients of each group there were, ${half.label}`} />
      <CardBody>
        <form {...formProps} onInput={unsaved.mark} className="grid gap-4">
          <ErrorSummary {...summary} />
          <input type="hidden" name="siteId" value={siteId} />
          <input type="hidden" name="split" value={split} />
          <input type="hidden" name="half" value={half.id} />
          <div className="flex flex-wrap gap-x-4 gap-y-3">
            {begun.map(({ group, kept }, index) => {
              const name = `groups[${index}].value`;
              return (
                <Field key={`${group} ${kept}`} id={fieldId(name)} label={group} error={errorsOf(name)}>
                  {(control) => (
                    <>
                      <input type="hidden" name={`groups[${index}].group`} value={group} />
                      <input type="hidden" name={`groups[${index}].base`} value={kept ?? ""} />
                      <Input
                        {...control}
                        name={name}
                        defaultValue={kept ?? ""}
                        inputMode="numeric"
                        autoComplete="off"
                        className="w-32 text-end tabular-nums"
                      />
                    </>
                  )}
                </Field>
              );
            })}
          </div>
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <Button type="submit" pending={isPending} pendingLabel="Saving…">
              Save
            </Button>
            <p className="max-w-prose text-sm text-muted">
              Patients that the site saw in this half-year, each once. Where nobody knows, leave it empty: that group
              has no rate.
            </p>
          </div>
        </form>
      </CardBody>
    </Card>
  );
}

type Group = GroupVolumesCardProps["groups"][number];

function isOther(some: Group[], others: Group[]): boolean {
  return JSON.stringify(some) !== JSON.stringify(others);
}
