import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EscalationBoard } from "@/components/escalation/board";
import { PageHeader } from "@/components/layout/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { canAnywhere } from "@/lib/access/policy";
import { listBoard } from "@/lib/escalation/queries/board";
import { requireViewer } from "@/lib/platform/viewer";

export const metadata: Metadata = { title: "Escalations" };

export default async function EscalationsPage() {
  const viewer = await requireViewer();
  if (!canAnywhere(viewer, "case.see")) notFound();
  const columns = await listBoard(viewer);
  const isEmpty = columns.every(({ count }) => count === 0);
  return (
    <>
      <PageHeader title="Escalations" description="What waits for an answer, the oldest on top of each level." />
      {isEmpty ? (
        <EmptyState title="No escalation waits for an answer">
          What is escalated, by a person or by the matrix of the site, stands here until somebody answers.
        </EmptyState>
      ) : (
        <EscalationBoard columns={columns} personId={viewer.personId} now={new Date().toISOString()} />
      )}
    </>
  );
}
