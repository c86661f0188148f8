import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { CaseTable } from "@/components/case/case-table";
import { Timeline } from "@/components/events/timeline";
import { PageHeader } from "@/components/layout/page-header";
import { ChangePatientDialog } from "@/components/patient/change-patient-dialog";
import { ComplimentsCard } from "@/components/patient/compliments-card";
import { PatientAlerts } from "@/components/patient/patient-facts";
import { describePatient } from "@/components/patient/patient-line";
import { AddAlertDialog } from "@/components/patient-alert/add-alert-dialog";
import { AlertLines } from "@/components/patient-alert/alert-lines";
import { MergeCard } from "@/components/patient-merge/merge-card";
import { RepresentativeCard } from "@/components/representative/representative-card";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { listCasesOfPatient } from "@/lib/case/queries/lists";
import { listPatientTimeline } from "@/lib/events/queries/timeline";
import { CONTACT_CHANNEL_LABELS, listLanguages } from "@/lib/patient/labels";
import { getPatient } from "@/lib/patient/queries";
import { ethnicityChoices, ethnicityName, SEX_LABELS } from "@/lib/patient/rules/self-described";
import type { PatientDetail } from "@/lib/patient/types";
import { listAlerts } from "@/lib/patient-alert/queries";
import { canMergePatients, canUnmergePatients } from "@/lib/patient-merge/policy";
import { findSurvivor, listMerges, listPossibleDuplicatePatients } from "@/lib/patient-merge/queries";
import { orNotFound } from "@/lib/platform/not-found";
import { requireViewer } from "@/lib/platform/viewer";
import { listRepresentatives } from "@/lib/representative/queries";
import { dayIn, formatDay } from "@/lib/shared/dates";
import { hrefWith, type RawSearchParams } from "@/lib/shared/search-params";

export const metadata: Metadata = { title: "Patient" };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<RawSearchParams> };

export default async function PatientPage({ params, searchParams }: Props) {
  const viewer = await requireViewer();
  const now = new Date();
  const { id } = await params;
  const survivorId = await findSurvivor(viewer, id);
  if (survivorId) redirect(`/patients/${survivorId}?from=${id}`);
  const patient = await orNotFound(getPatient(viewer, id, now));
  const { from, page } = await searchParams;
  const isLedHere = typeof from === "string" && (await findSurvivor(viewer, from)) === patient.id;
  const turned = typeof page === "string" ? page : undefined;
  const [cases, representatives, possible, merges, alerts, timeline] = await Promise.all([
    listCasesOfPatient(viewer, patient.id, now),
    listRepresentatives(viewer, patient.id),
    listPossibleDuplicatePatients(viewer, patient.id, now),
    listMerges(viewer, patient.id),
    listAlerts(viewer, patient.id),
    listPatientTimeline(viewer, patient.id, turned),
  ]);
  const may = {
    merge: canMergePatients(viewer, patient.siteId),
    unmerge: canUnmergePatients(viewer, patient.siteId),
  };
  const zone = viewer.sites.find(({ id }) => id === patient.siteId)?.timeZone ?? viewer.zone;
  const timelineAt = (next: string | null) => `${hrefWith(`/patients/${patient.id}`, { page: next })}#timeline`;
  const day = dayIn(now, zone).toISOString().slice(0, 10);
  return (
    <>
      {isLedHere ? <Notice className="mb-3.5" title="The record you opened was merged into this one." /> : null}
      <PageHeader
        before={
          <Link prefetch={false} href="/patients" className="hover:underline">
            ← Patients
          </Link>
        }
        title={<bdi>{patient.name}</bdi>}
        description={<span className="tabular-nums">{describePatient(patient).replace(/^· /, "")}</span>}
        facts={<PatientAlerts {...patient} className="mt-2" />}
        action={
          patient.canChange ? (
            <>
              <AddAlertDialog patientId={patient.id} />
              <ChangePatientDialog
                patientId={patient.id}
                values={asFields(patient)}
                languages={listLanguages()}
                ethnicities={ethnicityChoices([patient.packId], patient.ethnicity)}
              />
              <ButtonLink href={`/cases/new?patient=${patient.id}`} variant="primary">
                New case
              </ButtonLink>
            </>
          ) : null
        }
      />
      {alerts.length > 0 ? (
        <div className="mb-3.5 max-w-3xl">
          <AlertLines alerts={alerts} mayEnd={patient.canChange} />
        </div>
      ) : null}
      <div className="grid items-start gap-3.5 lg:grid-cols-[minmax(0,1fr)_20rem] lg:grid-rows-[auto_1fr]">
        <Card aria-labelledby="cases">
          <CardHeader id="cases" title="Cases" count={cases.length} />
          <CaseTable
            caption="Cases about this patient, newest first"
            rows={cases}
            now={now.toISOString()}
            without={["patient", "unit"]}
            hasRowKeys
            empty={<EmptyState title="No case is about this patient" />}
          />
        </Card>
        <div className="grid gap-3.5 lg:col-start-2 lg:row-span-2 lg:row-start-1">
          <RepresentativeCard
            patient={patient}
            representatives={representatives}
            cases={cases}
            day={day}
            mayChange={patient.canChange}
          />
          <Card aria-labelledby="about">
            <CardHeader id="about" title="About them" />
            <CardBody>
              <dl className="grid gap-2.5">
                {factsOf(patient).map(([label, value]) => (
                  <div key={label}>
                    <dt className="text-sm text-muted">{label}</dt>
                    <dd dir="auto" className="wrap-anywhere whitespace-pre-wrap">
                      {value}
                    </dd>
                  </div>
                ))}
              </dl>
            </CardBody>
          </Card>
          <ComplimentsCard cases={cases} />
          <MergeCard patientId={patient.id} possible={possible} merges={merges} may={may} zone={zone} />
        </div>
        <Card aria-labelledby="timeline" className="lg:col-start-1">
          <CardHeader id="timeline" title="Everything that happened" />
          <CardBody className="grid gap-4">
            <Timeline
              entries={timeline.entries}
              older={timeline.older && timelineAt(timeline.older)}
              newest={turned ? timelineAt(null) : null}
              zone={zone}
              now={now.toISOString()}
            />
          </CardBody>
        </Card>
      </div>
    </>
  );
}

function factsOf(patient: PatientDetail): [string, string][] {
  const { preferredName, pronouns, phone, email, address, preferredChannel, contactNote, diedOn, site } = patient;
  const facts: [string, string | null][] = [
    ["Preferred name", preferredName],
    ["Pronouns", pronouns],
    ["Sex, as they describe it", patient.sex && SEX_LABELS[patient.sex]],
    ["Ethnicity, as they describe it", patient.ethnicity && ethnicityName(patient.ethnicity)],
    ["Died", diedOn && formatDay(new Date(diedOn))],
    ["Best way to reach them", preferredChannel && CONTACT_CHANNEL_LABELS[preferredChannel]],
    ["Note on reaching them", contactNote],
    ["Phone", phone],
    ["E-mail", email],
    ["Address", address],
    ["Registered at", site],
  ];
  return facts.filter((fact): fact is [string, string] => Boolean(fact[1]));
}

function asFields(patient: PatientDetail): Record<string, string> {
  const { name, preferredName, pronouns, recordNumber, bornOn, diedOn, language } = patient;
  const { phone, email, address, preferredChannel, contactNote, isDeceased, needsInterpreter } = patient;
  const { sex, ethnicity } = patient;
  const texts = { name, preferredName, pronouns, recordNumber, bornOn, diedOn, language, sex, ethnicity };
  const contacts = { phone, email, address, preferredChannel, contactNote };
  const boxes = { isDeceased: isDeceased ? "on" : "", needsInterpreter: needsInterpreter ? "on" : "" };
  return Object.fromEntries(
    Object.entries({ ...texts, ...contacts, ...boxes }).map(([key, value]) => [key, value ?? ""]),
  );
}
