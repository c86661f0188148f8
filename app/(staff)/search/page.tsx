import type { Metadata } from "next";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { CaseTable } from "@/components/case/case-table";
import { PageHeader } from "@/components/layout/page-header";
import { PatientTable } from "@/components/patient/patient-table";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { canAnywhere } from "@/lib/access/policy";
import { findCaseReference } from "@/lib/case/queries/detail";
import { listCasesByReference, listCasesOfPatients } from "@/lib/case/queries/lists";
import { guessReferences, readReference } from "@/lib/case/rules";
import { searchPatients } from "@/lib/patient/queries";
import { requireViewer } from "@/lib/platform/viewer";
import { hrefWith, type RawSearchParams } from "@/lib/shared/search-params";

export const metadata: Metadata = { title: "Search" };

type Props = { searchParams: Promise<RawSearchParams> };

/** A reference leads straight to its case, whole or as far as only one case fits it; anything else finds patients and their cases. */
export default async function SearchPage({ searchParams }: Props) {
  const viewer = await requireViewer();
  const { q } = await searchParams;
  const text = (Array.isArray(q) ? q[0] : q)?.slice(0, 300).trim() ?? "";
  const now = new Date();
  const reading = readReference(text);
  const whole = reading.kind === "reference" ? await findCaseReference(viewer, reading.reference) : null;
  if (whole) redirect(`/cases/${whole}`);
  const [guessed, patients] = await Promise.all([
    listCasesByReference(viewer, guessReferences(text, now), now),
    searchPatients(viewer, text, now),
  ]);
  const [only] = guessed;
  if (only && guessed.length === 1 && patients.length === 0) redirect(`/cases/${only.reference}`);
  const ofPatients = await listCasesOfPatients(
    viewer,
    patients.map(({ id }) => id),
    now,
  );
  const cases = [...guessed, ...ofPatients.filter(({ id }) => guessed.every((found) => found.id !== id))];
  const canRegister = canAnywhere(viewer, "patient.work");

  return (
    <>
      <PageHeader
        title="Search"
        description={
          text ? (
            <>
              Looked for “<bdi>{text}</bdi>” among references, patients and their cases.
            </>
          ) : (
            "Type a reference, a patient’s name, record number or date of birth into the box above."
          )
        }
      />
      {reading.kind === "slip" || reading.kind === "reference" ? (
        <NoSuchReference isSlip={reading.kind === "slip"} />
      ) : null}
      {patients.length + cases.length > 0 ? (
        <div className="grid gap-3.5">
          <Results id="cases" title="Cases" count={cases.length}>
            <CaseTable
              caption="Cases found"
              rows={cases}
              now={now.toISOString()}
              empty={<EmptyState title="They have no case that you may see" />}
            />
          </Results>
          <Results id="patients" title="Patients" count={patients.length}>
            <PatientTable
              caption="Patients found"
              rows={patients}
              empty={<EmptyState title="No patient fits this number" />}
            />
          </Results>
        </div>
      ) : null}
      {text && reading.kind === "other" && patients.length + cases.length === 0 ? (
        <Card>
          <EmptyState
            title="Nothing fits"
            action={
              canRegister ? (
                <ButtonLink href={hrefWith("/patients/new", { name: text })}>Register a patient</ButtonLink>
              ) : undefined
            }
          >
            Check the spelling, or try the record number, the date of birth or the reference of a case.
          </EmptyState>
        </Card>
      ) : null}
    </>
  );
}

function NoSuchReference({ isSlip }: { isSlip: boolean }) {
  return (
    <Card className="mb-3.5">
      {isSlip ? (
        <EmptyState title="There is a slip in this reference">
          Its last digit does not fit the others, so one digit is wrong or two are swapped. Ask them to read it out once
          more, or search by their name in the box above.
        </EmptyState>
      ) : (
        <EmptyState title="No case has this reference">
          It reads right, but no case that you may see bears it. It may belong to another site.
        </EmptyState>
      )}
    </Card>
  );
}

type ResultsProps = { id: string; title: string; count: number; children: ReactNode };

function Results({ id, title, count, children }: ResultsProps) {
  return (
    <Card aria-labelledby={id}>
      <CardHeader id={id} title={title} count={count === 20 ? "20, the first" : count} />
      {children}
    </Card>
  );
}
