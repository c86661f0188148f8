import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { ChecksCard } from "@/components/report/checks-card";
import { Downloads } from "@/components/report/downloads";
import { RepeatDialog } from "@/components/report/repeat-dialog";
import { ReportProgress } from "@/components/report/report-progress";
import { ReportSection } from "@/components/report/report-section";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { Notice } from "@/components/ui/notice";
import { NotFound } from "@/lib/platform/errors";
import { requireViewer } from "@/lib/platform/viewer";
import { EVERY_LABELS, REPORT_LABELS, tellKinds, tellPeriod } from "@/lib/report/labels";
import { canSeeReports } from "@/lib/report/policy";
import { getReport, listReaders } from "@/lib/report/queries/reports";
import { formatDay, formatInstant } from "@/lib/shared/dates";

export const metadata: Metadata = { title: "Report" };

export default async function ReportPage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requireViewer();
  if (!canSeeReports(viewer)) notFound();
  const { id } = await params;
  const report = await getReport(viewer, id).catch((error: unknown) => {
    if (error instanceof NotFound) notFound();
    throw error;
  });
  const { result, schedule, state } = report;
  const people = result && report.mayRepeat ? await listReaders(viewer, report.siteIds) : [];
  const untold = report.readers.filter(({ wasTold }) => !wasTold).map(({ name }) => name);
  return (
    <>
      <PageHeader
        title={report.title}
        before={
          <Link prefetch={false} href="/reports">
            Reports
          </Link>
        }
        description={`${tellPeriod(report)} · ${tellKinds(report)} · ${report.sites.join(", ")}`}
        facts={
          <>
            <Chip tone="kind">{REPORT_LABELS[report.kind]}</Chip>
            {report.forPublication ? <Chip tone="kind">For publication</Chip> : null}
            {report.countedAt ? (
              <span className="text-sm text-muted">
                Counted {formatInstant(new Date(report.countedAt), report.zone)}, asked for by {report.madeBy}
              </span>
            ) : null}
          </>
        }
        action={
          result ? (
            <>
              {report.mayRepeat ? <RepeatDialog reportId={report.id} kind={report.kind} people={people} /> : null}
              {report.mayTake ? <Downloads reportId={report.id} /> : null}
            </>
          ) : null
        }
      />
      <div className="grid gap-3.5">
        {result?.remarks.map((remark) => (
          <Notice key={remark} live="none">
            {remark}
          </Notice>
        ))}
        {report.overlapping.length > 0 ? (
          <Notice live="none" tone="soon" title="Publish this one or the other, not both">
            They share days and sites, so that what each hides could be worked out from both:{" "}
            {report.overlapping.map((other, at) => (
              <span key={other.id}>
                {at > 0 ? "; " : ""}
                <Link prefetch={false} href={`/reports/${other.id}`} className="underline">
                  {other.title}
                </Link>
                , {tellPeriod(other)}
              </span>
            ))}
            .
          </Notice>
        ) : null}
        {schedule && !schedule.isStopped ? (
          <Notice live="none">
            {EVERY_LABELS[schedule.every]} on day {schedule.day} for {schedule.readers.join(", ")}; next on{" "}
            {formatDay(new Date(schedule.nextOn))}.
          </Notice>
        ) : null}
        {schedule?.stoppedWhy ? (
          <Notice live="none" tone="soon" title="It is not made again">
            {schedule.stoppedWhy}
          </Notice>
        ) : null}
        {untold.length > 0 ? (
          <Notice live="none" tone="soon" title="Not told">
            {untold.join(", ")}: named for this report, and may not see the figures of all its sites any more.
          </Notice>
        ) : null}
        {state === "waiting" || state === "counting" ? (
          <Card aria-label="Progress">
            <ReportProgress reportId={report.id} given={report} />
          </Card>
        ) : null}
        {state === "failed" ? (
          <Notice live="none" tone="late" title="This report could not be counted">
            {report.failure}
          </Notice>
        ) : null}
        {result?.sections.map((section) => (
          <ReportSection
            key={section.key}
            reportId={report.id}
            section={section}
            mayTake={report.mayTake && !report.forPublication}
          />
        ))}
        {result && result.checks.length > 0 ? <ChecksCard checks={result.checks} /> : null}
      </div>
    </>
  );
}
