import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { PageHeader } from "@/components/layout/page-header";
import { PatientTable } from "@/components/patient/patient-table";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { canAnywhere } from "@/lib/access/policy";
import { listRecentPatients, searchPatients } from "@/lib/patient/queries";
import { searchPatientsSchema } from "@/lib/patient/schema";
import { requireViewer } from "@/lib/platform/viewer";
import { hrefWith, parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";

export const metadata: Metadata = { title: "Patients" };

export default async function PatientsPage({ searchParams }: { searchParams: Promise<RawSearchParams> }) {
  const viewer = await requireViewer();
  if (!canAnywhere(viewer, "patient.see")) notFound();
  const { q } = parseSearchParams(searchPatientsSchema, await searchParams);
  const asked = q.trim();
  const now = new Date();
  const rows = asked ? await searchPatients(viewer, asked, now) : await listRecentPatients(viewer, now);
  const canRegister = canAnywhere(viewer, "patient.work");
  const register = (
    <ButtonLink href={hrefWith("/patients/new", { name: asked })} variant={asked ? "primary" : "plain"}>
      Register a patient
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Patients"
        description="Search before you register: a name with or without accents, a record number, a date of birth."
        action={canRegister ? register : null}
      />
      <search>
        <form action="/patients" className="mb-3.5 flex max-w-xl items-end gap-2">
          <Field id="patient-search" label="Name, record number or date of birth" className="flex-1">
            {(control) => (
              <Input
                {...control}
                type="search"
                name="q"
                dir="auto"
                defaultValue={q}
                autoComplete="off"
                maxLength={300}
              />
            )}
          </Field>
          <Button type="submit" variant={asked ? "plain" : "primary"} className="h-9.5">
            Search
          </Button>
        </form>
      </search>
      <Card aria-labelledby="found">
        <CardHeader
          id="found"
          title={asked ? "Found" : "Registered last"}
          count={asked ? countOf(rows.length) : undefined}
        />
        <PatientTable
          rows={rows}
          caption={asked ? `Patients that fit “${asked}”` : "Patients registered last"}
          empty={
            <EmptyState
              title={asked ? "Nobody fits" : "No patient is registered yet"}
              action={canRegister && asked ? register : null}
            >
              {asked
                ? "Check the spelling, or try the record number or the date of birth. If they are new here, register them."
                : null}
            </EmptyState>
          }
        />
      </Card>
    </>
  );
}

function countOf(found: number): string {
  return found === 20 ? "20, best first" : String(found);
}
