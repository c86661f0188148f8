"use client";

import { useRouter } from "next/navigation";
import { useRef } from "react";
import { useDraft } from "@/components/draft/use-draft";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { SavedAt } from "@/components/form/saved-at";
import { Select } from "@/components/form/select";
import { useActionForm } from "@/components/form/use-action-form";
import { MaybeRegistered } from "@/components/patient-merge/maybe-registered";
import { Button } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import type { SiteChoice } from "@/lib/access/types";
import type { SavedDraft } from "@/lib/draft/schema";
import { registerPatientAction } from "@/lib/patient/actions";
import { registerPatientSchema } from "@/lib/patient/schema";
import { PatientFields } from "./patient-fields";

type RegisterProps = {
  idempotencyKey: string;
  sites: SiteChoice[];
  draft: SavedDraft | null;
  name: string;
  languages: { tag: string; name: string }[];
  isForCase: boolean;
  zone: string;
};

export function RegisterPatientForm({ idempotencyKey, sites, draft, name, languages, isForCase, zone }: RegisterProps) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const saving = useDraft({ kind: "patient.new", form, except: ["idempotencyKey"], savedAt: draft?.savedAt, zone });
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: registerPatientAction,
    schema: registerPatientSchema,
    draft: saving,
    tellsConflicts: true,
    onDone: ({ patientId }) => {
      saving.close();
      router.push(isForCase ? `/cases/new?patient=${patientId}` : `/patients/${patientId}`);
    },
  });
  const values = draft?.fields ?? { name };
  const [firstSite] = sites;
  const discard = async () => {
    await saving.discard();
    window.location.assign("/patients/new");
  };
  return (
    <Card className="max-w-3xl">
      <form ref={form} {...formProps} onInput={saving.noteTyping} onChange={saving.noteTyping}>
        <CardBody className="grid gap-4.5">
          <ErrorSummary {...summary} />
          <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
          {sites.length > 1 ? (
            <Field id={fieldId("siteId")} label="At which site?" error={errorsOf("siteId")}>
              {(control) => (
                <Select
                  {...control}
                  name="siteId"
                  defaultValue={values.siteId ?? firstSite?.id}
                  options={sites.map((site) => ({ value: site.id, label: site.name }))}
                />
              )}
            </Field>
          ) : (
            <input type="hidden" name="siteId" value={firstSite?.id ?? ""} />
          )}
          <PatientFields values={values} fieldId={fieldId} errorsOf={errorsOf} languages={languages} isFocused />
          <MaybeRegistered form={form} />
          <div className="flex flex-wrap items-center gap-3">
            <Button type="submit" variant="primary" pending={isPending} pendingLabel="Registering…">
              Register patient
            </Button>
            <SavedAt {...saving.savedAt} />
            {draft ? (
              <Button variant="quiet" size="s" className="ms-auto" onClick={discard}>
                Discard draft
              </Button>
            ) : null}
          </div>
        </CardBody>
      </form>
    </Card>
  );
}
