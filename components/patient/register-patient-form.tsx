"use client";

import { useRouter } from "next/navigation";
import { useRef } from "react";
import { useDiscarded } from "@/components/draft/discarded";
import { RestoredNotice, WaitingNotice } from "@/components/draft/draft-notice";
import { useDraft } from "@/components/draft/use-draft";
import { useWaitingDraft } from "@/components/draft/waiting";
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
import type { EthnicityChoice } from "@/lib/patient/rules/self-described";
import { registerPatientSchema } from "@/lib/patient/schema";
import { formatWhen } from "@/lib/shared/dates";
import { PatientFields } from "./patient-fields";

type RegisterProps = {
  idempotencyKey: string;
  sites: SiteChoice[];
  draft: SavedDraft | null;
  name: string;
  languages: { tag: string; name: string }[];
  ethnicities: EthnicityChoice[];
  isForCase: boolean;
  zone: string;
  now: string;
};

const NOT_TYPED = ["idempotencyKey"];

export function RegisterPatientForm(props: RegisterProps) {
  const { idempotencyKey, sites, name, languages, ethnicities, isForCase, zone } = props;
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const path = isForCase ? "/patients/new?for=case" : "/patients/new";
  // Whoever comes with a name is about somebody else than an older draft of another name.
  const { draft, waiting, takeUp } = useWaitingDraft({ kind: "patient.new", form, draft: props.draft, name });
  const { remember } = useDiscarded({ kind: "patient.new", form, except: NOT_TYPED, path });
  const saving = useDraft({ kind: "patient.new", form, except: NOT_TYPED, savedAt: draft?.savedAt, zone });
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
    remember();
    await saving.discard();
    window.location.assign(path);
  };
  const noteTyping = () => {
    saving.noteTyping();
    // From here on the draft is what this page is about, and a reload brings it back whatever name it was opened with.
    if (window.location.search !== new URL(path, window.location.href).search)
      window.history.replaceState(null, "", path);
  };
  const whenSaved = (savedAt: string | undefined) =>
    savedAt ? formatWhen(new Date(savedAt), new Date(props.now), zone) : "a moment ago";
  return (
    <Card className="max-w-3xl">
      <form ref={form} {...formProps} onInput={noteTyping} onChange={noteTyping}>
        <CardBody className="grid gap-4.5">
          <ErrorSummary {...summary} />
          <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
          {draft ? <RestoredNotice savedAt={whenSaved(draft.savedAt)} onDiscard={discard} /> : null}
          {waiting ? (
            <WaitingNotice
              savedAt={whenSaved(waiting.savedAt)}
              name={waiting.fields.name ?? ""}
              onContinue={() => {
                takeUp();
                noteTyping();
              }}
            />
          ) : null}
          {sites.length > 1 ? (
            <Field id={fieldId("siteId")} label="At which site?" error={errorsOf("siteId")}>
              {(control) => (
                <Select
                  {...control}
                  name="siteId"
                  defaultValue={values.siteId ?? ""}
                  placeholder="Choose a site"
                  options={sites.map((site) => ({ value: site.id, label: site.name }))}
                />
              )}
            </Field>
          ) : (
            <input type="hidden" name="siteId" value={firstSite?.id ?? ""} />
          )}
          <PatientFields {...{ values, fieldId, errorsOf, languages, ethnicities }} isFocused />
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
