import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ExportList } from "@/components/export/export-list";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { canExport } from "@/lib/export/policy";
import { listExports } from "@/lib/export/queries/exports";
import { requireViewer } from "@/lib/platform/viewer";

export const metadata: Metadata = { title: "Exports" };

export default async function ExportsPage() {
  const viewer = await requireViewer();
  if (!canExport(viewer)) notFound();
  const now = new Date();
  const rows = await listExports(viewer, now);
  return (
    <>
      <PageHeader
        title="Exports"
        description="What you took out of the list of cases. Large files are kept for seven days, for you alone."
      />
      <Card aria-label="Your exports">
        {rows.length === 0 ? (
          <EmptyState
            title="You have exported nothing yet"
            action={<ButtonLink href="/cases">See the cases</ButtonLink>}
          >
            “Export” above the list of cases makes a file of everything that fits its filters.
          </EmptyState>
        ) : (
          <ExportList rows={rows} now={now.toISOString()} />
        )}
      </Card>
    </>
  );
}
