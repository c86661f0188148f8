"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useRef, useState } from "react";
import { PossibleDuplicates } from "@/components/case/possible-duplicates";
import { useDiscarded } from "@/components/draft/discarded";
import { RestoredNotice } from "@/components/draft/draft-notice";
import { useDraft } from "@/components/draft/use-draft";
import { Checkbox } from "@/components/form/checkbox";
import { ErrorSummary } from "@/components/form/error-summary";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { SavedAt } from "@/components/form/saved-at";
import { Segmented } from "@/components/form/segmented";
import { Select } from "@/components/form/select";
import { Textarea } from "@/components/form/textarea";
import { useActionForm } from "@/components/form/use-action-form";
import { Shortcut } from "@/components/layout/keys";
import { PatientPicker } from "@/components/patient/patient-picker";
import { KindByRules } from "@/components/regulation/kind-by-rules";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { unitLabel } from "@/lib/access/labels";
import type { SiteChoice } from "@/lib/access/types";
import { logCaseAction } from "@/lib/case/actions";
import { CHANNEL_LABELS, REPORTER_LABELS, SEVERITY_LABELS } from "@/lib/case/labels";
import { Channel, logCaseSchema, ReporterKind, SEVERITIES } from "@/lib/case/schema";
import type { SavedDraft } from "@/lib/draft/schema";
import type { PatientRow } from "@/lib/patient/types";
import { PACKS, packOn } from "@/lib/regulation/rules";
import { formatWhen } from "@/lib/shared/dates";
import { LIMITS } from "@/lib/shared/text";

type NewCaseFormProps = {
  idempotencyKey: string;
  sites: SiteChoice[];
  draft: SavedDraft | null;
  patient: PatientRow | null;
  zone: string;
  now: string;
};

const NOT_TYPED = ["idempotencyKey"];

/** What somebody says, taken down while they say it: by keyboard alone, top to bottom, saved as it is typed. */
export function NewCaseForm({ idempotencyKey, sites, draft, patient: firstPatient, zone, now }: NewCaseFormProps) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const kept = draft?.fields ?? {};
  const [patient, setPatient] = useState(firstPatient);
  // Of several sites none is taken for granted: it is said, or follows from the patient.
  const [siteId, setSiteId] = useState(
    [firstPatient?.siteId, kept.siteId, sites.length === 1 ? sites[0]?.id : ""].find((id) =>
      sites.some((site) => site.id === id),
    ) ?? "",
  );
  const [kind, setKind] = useState(kept.kind ?? "");
  const [channel, setChannel] = useState(kept.channel ?? "phone");
  const [isSettled, setIsSettled] = useState(kept.settledOnTheSpot === "yes");
  const [namesStaff, setNamesStaff] = useState(kept.namesStaff === "yes");
  const [reporter, setReporter] = useState(kept.reporterKind ?? "patient");
  const [question, setQuestion] = useState({ unitId: kept.unitId ?? "", words: kept.words ?? "" });
  const [isUnlisted, setIsUnlisted] = useState(Boolean(kept.reporterName || kept.reporterContact));
  const [isDiscarded, setIsDiscarded] = useState(false);
  const { remember } = useDiscarded({ kind: "case.new", form, except: NOT_TYPED, path: "/cases/new" });
  const saving = useDraft({ kind: "case.new", form, except: NOT_TYPED, savedAt: draft?.savedAt, zone });
  const { formProps, fieldId, errorsOf, summary, isPending } = useActionForm({
    action: logCaseAction,
    schema: logCaseSchema,
    draft: saving,
    tellsConflicts: true,
    onDone: ({ reference }) => {
      saving.close();
      router.push(`/cases/${reference}?logged=1`);
    },
  });
  // A patient in the list needs no name here; one who is not there does, and so does anybody who speaks for them.
  const needsName = reporter === "patient" ? isUnlisted && !patient : reporter !== "anonymous";
  const site = sites.find(({ id }) => id === siteId);
  const units = site?.units ?? [];
  const pack = packOn(PACKS, site?.packId ?? "plain", new Date(now));

  const discard = async () => {
    remember();
    await saving.discard();
    setIsDiscarded(true);
    // A full load: the quickest way to an empty form with a key of its own.
    window.location.assign("/cases/new");
  };

  return (
    <div className="grid items-start gap-3.5 lg:grid-cols-[minmax(0,2fr)_minmax(16rem,1fr)]">
      <Card aria-label="What they tell you">
        <form
          ref={form}
          {...formProps}
          onKeyDown={refuseEnter}
          onInput={saving.noteTyping}
          onChange={saving.noteTyping}
        >
          <CardBody className="grid gap-4.5">
            <ErrorSummary {...summary} />
            <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
            {draft ? (
              <RestoredNotice savedAt={formatWhen(new Date(draft.savedAt), new Date(now), zone)} onDiscard={discard} />
            ) : null}
            {sites.length > 1 ? (
              <Field
                id={fieldId("siteId")}
                label="At which site?"
                hint="Follows from the patient, if you choose them first."
                error={errorsOf("siteId")}
              >
                {(control) => (
                  <Select
                    {...control}
                    name="siteId"
                    value={siteId}
                    onChange={(event) => {
                      setSiteId(event.target.value);
                      setQuestion({ ...question, unitId: "" });
                      if (patient && patient.siteId !== event.target.value) setPatient(null);
                    }}
                    placeholder="Choose a site"
                    options={sites.map(({ id, name }) => ({ value: id, label: name }))}
                  />
                )}
              </Field>
            ) : (
              <input type="hidden" name="siteId" value={siteId} />
            )}
            <Segmented
              id={fieldId("channel")}
              name="channel"
              legend="How did it reach us?"
              options={Object.values(Channel).map((value) => ({ value, label: CHANNEL_LABELS[value] }))}
              value={channel}
              onChange={(event) => setChannel(event.target.value)}
              error={errorsOf("channel")}
            />
            <Segmented
              id={fieldId("kind")}
              name="kind"
              legend="What is it?"
              hint={pack.kinds.find((each) => each.kind === kind)?.hint}
              options={pack.kinds.map(({ kind: value, label }) => ({ value, label }))}
              defaultValue={kept.kind}
              onChange={(event) => setKind(event.target.value)}
              error={errorsOf("kind")}
            />
            <KindByRules
              id={fieldId("settledOnTheSpot")}
              pack={pack}
              told={{ kind, channel, reporterKind: reporter }}
              isSettled={isSettled}
              onSettle={setIsSettled}
            />
            {kind === "compliment" ? (
              <Checkbox
                id={fieldId("namesStaff")}
                name="namesStaff"
                value="yes"
                label="They name somebody of the staff"
                checked={namesStaff}
                onChange={(event) => setNamesStaff(event.target.checked)}
              />
            ) : null}
            <Segmented
              id={fieldId("reporterKind")}
              name="reporterKind"
              legend="Who is speaking?"
              options={Object.values(ReporterKind).map((value) => ({ value, label: REPORTER_LABELS[value] }))}
              value={reporter}
              onChange={(event) => setReporter(event.target.value)}
              error={errorsOf("reporterKind")}
            />
            <PatientPicker
              id={fieldId("patientId")}
              name="patientId"
              error={errorsOf("patientId")}
              chosen={patient}
              siteId={siteId}
              sites={sites}
              aside={
                reporter === "patient" && !patient && !isUnlisted ? (
                  <Button variant="quiet" size="s" onClick={() => setIsUnlisted(true)}>
                    Not in the list
                  </Button>
                ) : null
              }
              onChoose={(next) => {
                setPatient(next);
                if (next && next.siteId !== siteId) {
                  setSiteId(next.siteId);
                  setQuestion({ ...question, unitId: "" });
                }
                requestAnimationFrame(saving.noteTyping);
              }}
            />
            {needsName ? (
              <div className="grid gap-4.5 sm:grid-cols-2">
                <Field id={fieldId("reporterName")} label="Their name" optional error={errorsOf("reporterName")}>
                  {(control) => (
                    <Input
                      {...control}
                      name="reporterName"
                      dir="auto"
                      autoComplete="off"
                      defaultValue={kept.reporterName}
                    />
                  )}
                </Field>
                <Field
                  id={fieldId("reporterContact")}
                  label="How to reach them"
                  optional
                  error={errorsOf("reporterContact")}
                >
                  {(control) => (
                    <Input {...control} name="reporterContact" autoComplete="off" defaultValue={kept.reporterContact} />
                  )}
                </Field>
              </div>
            ) : null}
            <Field
              id={fieldId("words")}
              label="What do they say?"
              hint="Their words. They stay as you write them now."
              error={errorsOf("words")}
            >
              {(control) => (
                <Textarea
                  {...control}
                  name="words"
                  face="words"
                  rows={5}
                  limit={LIMITS.words}
                  defaultValue={kept.words}
                  onBlur={(event) => setQuestion({ ...question, words: event.target.value })}
                />
              )}
            </Field>
            <div className="flex flex-wrap items-start gap-x-4.5 gap-y-4.5">
              <Field
                id={fieldId("unitId")}
                label="Where?"
                optional
                error={errorsOf("unitId")}
                className="grow basis-48"
              >
                {(control) => (
                  <Select
                    {...control}
                    key={siteId}
                    name="unitId"
                    defaultValue={units.some(({ id }) => id === kept.unitId) ? kept.unitId : ""}
                    placeholder={siteId ? "No unit, or not known" : "Choose the site first"}
                    onChange={(event) => setQuestion({ ...question, unitId: event.target.value })}
                    options={units.map((unit) => ({ value: unit.id, label: unitLabel(unit) }))}
                  />
                )}
              </Field>
              <Segmented
                id={fieldId("severity")}
                name="severity"
                legend="How serious does it sound?"
                options={SEVERITIES.map((value) => ({ value: String(value), label: SEVERITY_LABELS[value] }))}
                defaultValue={kept.severity}
                error={errorsOf("severity")}
              />
            </div>
            <Field id={fieldId("wanted")} label="What would they like to happen?" optional error={errorsOf("wanted")}>
              {(control) => (
                <Textarea {...control} name="wanted" rows={2} limit={LIMITS.reason} defaultValue={kept.wanted} />
              )}
            </Field>
            <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
              <Button
                id={`${formProps.id}-send`}
                type="submit"
                variant="primary"
                shortcut="⌘ ↵"
                pending={isPending}
                pendingLabel="Logging…"
              >
                Log case
              </Button>
              <SavedAt {...saving.savedAt} />
              {saving.savedAt.state === "saved" || draft ? (
                <Button
                  variant="quiet"
                  size="s"
                  className="ms-auto"
                  pending={isDiscarded}
                  pendingLabel="Emptying…"
                  onClick={discard}
                >
                  Discard draft
                </Button>
              ) : null}
            </div>
            <Shortcut keys="mod+Enter" label="Log case" pressId={`${formProps.id}-send`} />
          </CardBody>
        </form>
      </Card>
      <aside className="grid gap-3.5" aria-label="Beside the form">
        <PossibleDuplicates
          patientId={patient?.id ?? ""}
          unitId={question.unitId}
          words={question.words}
          zone={zone}
          now={now}
        />
        <Card>
          <CardHeader title="While you listen" />
          <CardBody className="leading-relaxed">
            Hear it out. Say what you heard. Say sorry for what happened, not for how they feel. Say what happens next.
          </CardBody>
        </Card>
        <Card>
          <CardHeader title="Not in the list?" />
          <CardBody>
            You need not register anybody to log a case. If you want to,{" "}
            <Link prefetch={false} href="/patients/new?for=case" className="text-primary-text underline">
              register the patient
            </Link>
            ; what you typed waits here.
          </CardBody>
        </Card>
      </aside>
    </div>
  );
}

/** Enter in a line of a long form goes nowhere, so that a slip of the hand logs nothing; with Ctrl or Cmd it sends, by the shortcut. */
function refuseEnter(event: KeyboardEvent<HTMLFormElement>) {
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
  if (event.target instanceof HTMLInputElement) event.preventDefault();
}
