"use client";

import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { useUnsaved } from "@/components/form/unsaved";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { useToast } from "@/components/ui/toast";
import { saveGroupVolumesAction } from "@/lib/insight/actions";
import type { Half } from "@/lib/insight/rules/fairness-choice";
import { saveGroupVolumesSchema } from "@/lib/insight/schema";
import { CountCell } from "./count-cell";

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
  const title = `How many patients of each group there were, ${half.label}`;
  return (
    <Card aria-labelledby="volumes" className="print:hidden">
      <CardHeader id="volumes" title={title} />
      <CardBody>
        <form {...formProps} onInput={unsaved.mark} className="grid gap-4">
          <ErrorSummary {...summary} />
          <input type="hidden" name="siteId" value={siteId} />
          <input type="hidden" name="split" value={split} />
          <input type="hidden" name="half" value={half.id} />
          <fieldset className="flex flex-wrap gap-x-4 gap-y-3">
            <legend className="sr-only">{title}</legend>
            {groups.map(({ group, kept }, index) => {
              const name = `groups[${index}].value`;
              return (
                <Field key={group} id={fieldId(name)} label={group} error={errorsOf(name)}>
                  {(control) => (
                    <>
                      <input type="hidden" name={`groups[${index}].group`} value={group} />
                      <CountCell
                        {...control}
                        names={{ value: name, base: `groups[${index}].base` }}
                        kept={kept}
                        isSending={isPending}
                        className="w-32"
                      />
                    </>
                  )}
                </Field>
              );
            })}
          </fieldset>
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
