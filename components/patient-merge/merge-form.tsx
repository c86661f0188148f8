"use client";

import { useRouter } from "next/navigation";
import { ErrorSummary } from "@/components/form/error-summary";
import { ErrorText } from "@/components/form/field";
import { useActionForm } from "@/components/form/use-action-form";
import { describePatient } from "@/components/patient/patient-line";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { useToast } from "@/components/ui/toast";
import type { PatientRow } from "@/lib/patient/types";
import { mergePatientsAction } from "@/lib/patient-merge/actions";
import { mergePatientsSchema } from "@/lib/patient-merge/schema";
import type { FieldChoice, MergePreview } from "@/lib/patient-merge/types";

/** Two records side by side: of each field that differs, which value stays; then what moves, in a sentence. */
export function MergeForm({ mergeId, preview }: { mergeId: string; preview: MergePreview }) {
  const { survivor, merged, choices, same, moving } = preview;
  const tell = useToast();
  const router = useRouter();
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: mergePatientsAction,
    schema: mergePatientsSchema,
    onDone: ({ survivorId }) => {
      tell({ title: "Merged. It can be undone from this page." });
      router.push(`/patients/${survivorId}`);
    },
  });
  const errors = failure?.code === "CONFLICT" ? [{ message: failure.message }] : summary.errors;
  return (
    <Card className="max-w-4xl">
      <form {...formProps}>
        <CardBody className="grid gap-4.5">
          <ErrorSummary errors={errors} attempt={summary.attempt} />
          <input type="hidden" name="mergeId" value={mergeId} />
          <input type="hidden" name="survivorId" value={survivor.patient.id} />
          <input type="hidden" name="mergedId" value={merged.patient.id} />
          <input type="hidden" name="survivorVersion" value={survivor.version} />
          <input type="hidden" name="mergedVersion" value={merged.version} />
          <div className="grid grid-cols-2 gap-2">
            <Record title="This record stays" patient={survivor.patient} />
            <Record title="This record is merged into it" patient={merged.patient} />
          </div>
          {choices.map((choice) => (
            <Choice
              key={choice.field}
              choice={choice}
              id={fieldId(`take.${choice.field}`)}
              error={errorsOf(`take.${choice.field}`)}
            />
          ))}
          {same.length > 0 ? (
            <Disclosure summary="The same in both" aside={same.length}>
              <dl className="grid gap-1.5 sm:grid-cols-2">
                {same.map(({ field, label, value }) => (
                  <div key={field}>
                    <dt className="text-sm text-muted">{label}</dt>
                    <dd className="wrap-anywhere whitespace-pre-wrap">
                      <bdi>{value}</bdi>
                    </dd>
                  </div>
                ))}
              </dl>
            </Disclosure>
          ) : null}
          <p className="max-w-prose border-t pt-4">{consequences(moving)}</p>
          <div className="flex flex-wrap gap-2">
            <Button type="submit" variant="primary" pending={isPending} pendingLabel="Merging…">
              Merge the two records
            </Button>
            <ButtonLink href={`/patients/${survivor.patient.id}`}>Cancel</ButtonLink>
          </div>
        </CardBody>
      </form>
    </Card>
  );
}

function Record({ title, patient }: { title: string; patient: PatientRow }) {
  return (
    <section className="min-w-0">
      <h2 className="text-sm font-medium text-muted">{title}</h2>
      <p className="text-lg font-semibold wrap-anywhere">
        <bdi>{patient.name}</bdi>
      </p>
      <p className="text-sm text-muted tabular-nums">{describePatient(patient).replace(/^· /, "")}</p>
    </section>
  );
}

function Choice({ choice, id, error }: { choice: FieldChoice; id: string; error: string[] | undefined }) {
  const { field, label, suggested } = choice;
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-medium">{label}</legend>
      <div className="grid grid-cols-2 gap-2">
        {(["survivor", "merged"] as const).map((side, index) => (
          <label
            key={side}
            className="flex min-h-9 min-w-0 items-start gap-2 rounded border border-line-strong px-3 py-2 has-checked:border-primary has-checked:bg-primary-soft"
          >
            <input
              type="radio"
              id={index === 0 ? id : `${id}-${side}`}
              name={`take.${field}`}
              value={side}
              defaultChecked={side === suggested}
              className="mt-1 size-4 shrink-0 accent-primary"
            />
            <bdi className="min-w-0 wrap-anywhere whitespace-pre-wrap">{choice[side]}</bdi>
          </label>
        ))}
      </div>
      <ErrorText id={id} error={error} />
    </fieldset>
  );
}

function consequences(moving: string | null): string {
  const moves = moving
    ? `${upperFirst(moving)} will be moved to the record that stays. `
    : "Nothing else has to move. ";
  return `${moves}The other record remains as a pointer: its old number and address lead here, and lists leave it out. Both are kept as they were, and a manager can undo the merge.`;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
