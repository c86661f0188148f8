import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NewCaseForm } from "@/components/case/new-case-form";
import { PageHeader } from "@/components/layout/page-header";
import { canAnywhere } from "@/lib/access/policy";
import { listSiteChoices } from "@/lib/access/queries";
import { findDraft } from "@/lib/draft/queries";
import { findPatient } from "@/lib/patient/queries";
import { requireViewer } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";

export const metadata: Metadata = { title: "New case" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function NewCasePage({ searchParams }: Props) {
  const viewer = await requireViewer();
  if (!canAnywhere(viewer, "case.work")) notFound();
  const { patient: asked } = await searchParams;
  const now = new Date();
  const [sites, draft] = await Promise.all([listSiteChoices(viewer, "case.work"), findDraft(viewer, "case.new")]);
  const patientId = typeof asked === "string" ? asked : draft?.fields.patientId;
  const patient = await findPatient(viewer, patientId, now);
  return (
    <>
      <PageHeader title="New case" description="Only what they tell you now. The rest can wait." />
      <NewCaseForm
        idempotencyKey={newId()}
        sites={sites}
        draft={draft}
        patient={patient}
        zone={viewer.zone}
        now={now.toISOString()}
      />
    </>
  );
}
