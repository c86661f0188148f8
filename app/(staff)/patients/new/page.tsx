import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { RegisterPatientForm } from "@/components/patient/register-patient-form";
import { canAnywhere } from "@/lib/access/policy";
import { listSiteChoices } from "@/lib/access/queries";
import { findDraft } from "@/lib/draft/queries";
import { listLanguages } from "@/lib/patient/labels";
import { ethnicityChoices } from "@/lib/patient/rules/self-described";
import { requireViewer } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";

export const metadata: Metadata = { title: "Register a patient" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function NewPatientPage({ searchParams }: Props) {
  const viewer = await requireViewer();
  if (!canAnywhere(viewer, "patient.work")) notFound();
  const { name, for: purpose } = await searchParams;
  const [sites, draft] = await Promise.all([listSiteChoices(viewer, "patient.work"), findDraft(viewer, "patient.new")]);
  return (
    <>
      <PageHeader
        before={
          <Link prefetch={false} href="/patients" className="hover:underline">
            ← Patients
          </Link>
        }
        title="Register a patient"
        description="Only the name is needed. Search first, so that nobody is here twice."
      />
      <RegisterPatientForm
        idempotencyKey={newId()}
        sites={sites}
        draft={draft}
        name={typeof name === "string" && !/\d/.test(name) ? name.slice(0, 300) : ""}
        languages={listLanguages()}
        ethnicities={ethnicityChoices(sites.map(({ packId }) => packId))}
        now={new Date().toISOString()}
        isForCase={purpose === "case"}
        zone={viewer.zone}
      />
    </>
  );
}
