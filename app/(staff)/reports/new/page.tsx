import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { NewReportForm } from "@/components/report/new-report-form";
import { Card } from "@/components/ui/card";
import { listSiteChoices } from "@/lib/access/queries";
import { requireViewer } from "@/lib/platform/viewer";
import { canSeeReports } from "@/lib/report/policy";
import { sitesNotOfEngland } from "@/lib/report/rules/ko41a";
import { presetsAt, usualPeriods } from "@/lib/report/rules/periods";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";

export const metadata: Metadata = { title: "New report" };

export default async function NewReportPage() {
  const viewer = await requireViewer();
  if (!canSeeReports(viewer)) notFound();
  const sites = await listSiteChoices(viewer, "insight.see");
  const elsewhere = new Set(sitesNotOfEngland(sites).map(({ id }) => id));
  const today = isoDay(dayIn(new Date(), viewer.zone));
  return (
    <>
      <PageHeader
        title="New report"
        before={
          <Link prefetch={false} href="/reports">
            Reports
          </Link>
        }
        description="Counted once by a worker, as things stand now, and kept as it is."
      />
      <Card aria-label="New report">
        <NewReportForm
          reportId={newId()}
          sites={sites.map(({ id, name }) => ({ id, name, isOfEngland: !elsewhere.has(id) }))}
          presets={presetsAt(today)}
          usual={usualPeriods(today)}
        />
      </Card>
    </>
  );
}
