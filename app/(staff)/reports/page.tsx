import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { ReportList } from "@/components/report/report-list";
import { ScheduleList } from "@/components/report/schedule-list";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { requireViewer } from "@/lib/platform/viewer";
import { canSeeReports } from "@/lib/report/policy";
import { listReports, listSchedules } from "@/lib/report/queries/reports";

export const metadata: Metadata = { title: "Reports" };

export default async function ReportsPage() {
  const viewer = await requireViewer();
  if (!canSeeReports(viewer)) notFound();
  const [reports, schedules] = await Promise.all([listReports(viewer), listSchedules(viewer)]);
  const action = (
    <ButtonLink href="/reports/new" variant="primary">
      New report
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Reports"
        description="Figures for the board, the public and the regulator, each with the cases behind it. Once counted they stay as they are."
        action={
          <>
            <ButtonLink href="/reports/areas">Areas of returns</ButtonLink>
            {action}
          </>
        }
      />
      <div className="grid gap-3.5">
        <Card aria-labelledby="reports">
          <CardHeader id="reports" title="Made" />
          {reports.length === 0 ? (
            <EmptyState title="No report was made yet" action={action}>
              A report counts what happened in a month or a year, and can be made again by itself.
            </EmptyState>
          ) : (
            <ReportList rows={reports} zone={viewer.zone} />
          )}
        </Card>
        {schedules.length > 0 ? (
          <Card aria-labelledby="schedules">
            <CardHeader id="schedules" title="Made again by itself" />
            <ScheduleList rows={schedules} />
          </Card>
        ) : null}
      </div>
    </>
  );
}
