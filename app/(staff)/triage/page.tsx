import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TriageBoard } from "@/components/case/triage-board";
import { PageHeader } from "@/components/layout/page-header";
import { canAnywhere, sitesFor } from "@/lib/access/policy";
import { listOwners } from "@/lib/access/queries";
import { listTriage } from "@/lib/case/queries";
import { requireViewer } from "@/lib/platform/viewer";

export const metadata: Metadata = { title: "Triage" };

export default async function TriagePage() {
  const viewer = await requireViewer();
  if (!canAnywhere(viewer, "case.assign")) notFound();
  const now = new Date();
  const [triage, team] = await Promise.all([
    listTriage(viewer, now),
    listOwners(viewer, sitesFor(viewer, "case.assign")),
  ]);
  return (
    <>
      <PageHeader title="Triage" description="What waits for somebody to decide, oldest first." />
      <TriageBoard {...triage} team={team} now={now.toISOString()} />
    </>
  );
}
