import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { isUnderWay } from "@/components/bulk/run-bar";
import { RunProgressBar } from "@/components/bulk/run-progress";
import { RunRows } from "@/components/bulk/run-rows";
import { UndoRun } from "@/components/bulk/undo-run";
import { PageHeader } from "@/components/layout/page-header";
import { Pager } from "@/components/table/pager";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Tabs } from "@/components/ui/tabs";
import { RelativeTime } from "@/components/ui/time";
import { canAnywhere } from "@/lib/access/policy";
import { describeProgress, describeShow } from "@/lib/bulk/labels";
import { getRun, listRunRows } from "@/lib/bulk/queries/runs";
import { RUN_SHOWS, type RunShow, runPageSchema } from "@/lib/bulk/schema";
import { orNotFound } from "@/lib/platform/not-found";
import { requireViewer } from "@/lib/platform/viewer";
import { formatCount } from "@/lib/shared/page";
import { hrefWith, parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";

export const metadata: Metadata = { title: "Change of many cases" };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<RawSearchParams> };

export default async function BulkRunPage({ params, searchParams }: Props) {
  const viewer = await requireViewer();
  if (!canAnywhere(viewer, "case.see")) notFound();
  const { id } = await params;
  const now = new Date();
  const run = await orNotFound(getRun(viewer, id, now));
  const { show: asked, page } = parseSearchParams(runPageSchema, await searchParams);
  const show = asked ?? (run.left + run.undoLeft > 0 ? "left" : "all");
  const { rows, total, next, previous } = await listRunRows(viewer, {
    runId: run.id,
    show,
    page,
    isUndone: run.state === "undone",
  });
  const link = (to: RunShow, cursor?: string | null) => hrefWith(`/cases/bulk/${run.id}`, { show: to, page: cursor });
  return (
    <>
      <PageHeader
        before={
          <Link prefetch={false} href="/cases/bulk" className="rounded hover:underline">
            Changes of many cases
          </Link>
        }
        title={<bdi>{run.title}</bdi>}
        description={isUnderWay(run) ? undefined : describeProgress(run)}
        facts={
          <span className="text-sm text-muted">
            begun <RelativeTime iso={run.begunAt} zone={viewer.zone} now={now.toISOString()} />
          </span>
        }
        action={run.canUndo ? <UndoRun runId={run.id} /> : null}
      />
      {isUnderWay(run) ? <RunProgressBar run={run} /> : null}
      {run.whyNoUndo ? <p className="mb-3 max-w-prose text-sm text-muted">{run.whyNoUndo}</p> : null}
      <Tabs
        label="What became of them"
        tabs={RUN_SHOWS.map((each) => ({
          href: link(each),
          ...describeShow(run, each),
          current: each === show,
        }))}
      />
      <Card aria-label={describeShow(run, show).label}>
        {rows.length === 0 ? (
          <EmptyState title="None">No case of this change is here.</EmptyState>
        ) : (
          <RunRows rows={rows} />
        )}
      </Card>
      <Pager
        label="Pages of cases"
        className="mt-3"
        previous={previous && link(show, previous)}
        next={next && link(show, next)}
        summary={previous || next ? `Shows ${rows.length} of ${formatCount(total)} cases` : undefined}
      />
    </>
  );
}
