import type { Metadata } from "next";
import Link from "next/link";
import { CaseTable } from "@/components/case/case-table";
import { PageHeader } from "@/components/layout/page-header";
import { ChangePatientDialog } from "@/components/patient/change-patient-dialog";
import { PatientAlerts } from "@/components/patient/patient-facts";
import { describePatient } from "@/components/patient/patient-line";
import { RepresentativeCard } from "@/components/representative/representative-card";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { listCasesOfPatient } from "@/lib/case/queries";
import { CONTACT_CHANNEL_LABELS, listLanguages } from "@/lib/patient/labels";
import { getPatient } from "@/lib/patient/queries";
import type { PatientDetail } from "@/lib/patient/types";
import { orNotFound } from "@/lib/platform/not-found";
import { requireViewer } from "@/lib/platform/viewer";
import { listRepresentatives } from "@/lib/representative/queries";
import { dayIn, formatDay } from "@/lib/shared/dates";

export const metadata: Metadata = { title: "Patient" };

export default async function PatientPage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requireViewer();
  const now = new Date();
  const patient = await orNotFound(getPatient(viewer, (await params).id, now));
  const [cases, representatives] = await Promise.all([
    listCasesOfPatient(viewer, patient.id, now),
    listRepresentatives(viewer, patient.id),
  ]);
  const zone = viewer.sites.find(({ id }) => id === patient.siteId)?.timeZone ?? viewer.zone;
  const day = dayIn(now, zone).toISOString().slice(0, 10);
  return (
    <>
      <PageHeader
        before={
          <Link href="/patients" className="hover:underline">
            ← Patients
          </Link>
        }
        title={<bdi>{patient.name}</bdi>}
        description={<span className="tabular-nums">{describePatient(patient).replace(/^· /, "")}</span>}
        facts={<PatientAlerts {...patient} />}
        action={
          patient.canChange ? (
            <>
              <ChangePatientDialog patientId={patient.id} values={asFields(patient)} languages={listLanguages()} />
              <ButtonLink href={`/cases/new?patient=${patient.id}`} variant="primary">
                New case
              </ButtonLink>
            </>
          ) : null
        }
      />
      <div className="grid items-start gap-3.5 lg:grid-cols-[minmax(0,1fr)_20rem]">
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
        <div className="grid gap-3.5">
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
        </div>
      </div>
    </>
  );
}

function factsOf(patient: PatientDetail): [string, string][] {
  const { preferredName, pronouns, phone, email, address, preferredChannel, contactNote, diedOn, site } = patient;
  const facts: [string, string | null][] = [
    ["Preferred name", preferredName],
    ["Pronouns", pronouns],
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
  const texts = { name, preferredName, pronouns, recordNumber, bornOn, diedOn, language };
  const contacts = { phone, email, address, preferredChannel, contactNote };
  const boxes = { isDeceased: isDeceased ? "on" : "", needsInterpreter: needsInterpreter ? "on" : "" };
  return Object.fromEntries(
    Object.entries({ ...texts, ...contacts, ...boxes }).map(([key, value]) => [key, value ?? ""]),
  );
}
