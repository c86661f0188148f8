import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TriageBoard } from "@/components/case/triage-board";
import { PageHeader } from "@/components/layout/page-header";
import { ProposedKinds } from "@/components/regulation/proposed-kinds";
import { canAnywhere, sitesFor } from "@/lib/access/policy";
import { listTeam } from "@/lib/access/queries";
import { listTriage } from "@/lib/case/queries/queue";
import { requireViewer } from "@/lib/platform/viewer";
import { listProposedKinds } from "@/lib/regulation/queries";
import { listSurveyOrigins } from "@/lib/survey/queries/of-case";
import { listImportedOrigins } from "@/lib/survey-import/queries/origins";

export const metadata: Metadata = { title: "Triage" };

export default async function TriagePage() {
  const viewer = await requireViewer();
  if (!canAnywhere(viewer, "case.assign")) notFound();
  const now = new Date();
  const [triage, proposals, people] = await Promise.all([
    listTriage(viewer, now),
    listProposedKinds(viewer),
    listTeam(viewer, sitesFor(viewer, "case.assign"), now),
  ]);
  const fromSurveys = triage.unassigned.filter(({ channel }) => channel === "survey").map(({ id }) => id);
  const [own, imported] = await Promise.all([
    listSurveyOrigins(viewer, fromSurveys),
    listImportedOrigins(viewer, fromSurveys),
  ]);
  const origins = { ...own, ...imported };
  return (
    <>
      <PageHeader title="Triage" description="What waits for somebody to decide, oldest first." />
      <ProposedKinds proposals={proposals} now={now.toISOString()} className="mb-3.5" />
      <TriageBoard {...triage} {...people} origins={origins} now={now.toISOString()} />
    </>
  );
}
