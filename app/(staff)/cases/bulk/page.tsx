import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { Pager } from "@/components/table/pager";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardList } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/time";
import { canAnywhere } from "@/lib/access/policy";
import { describeProgress } from "@/lib/bulk/labels";
import { listRuns } from "@/lib/bulk/queries/runs";
import { runsPageSchema } from "@/lib/bulk/schema";
import { requireViewer } from "@/lib/platform/viewer";
import { hrefWith, parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";

export const metadata: Metadata = { title: "Changes of many cases" };

export default async function BulkRunsPage({ searchParams }: { searchParams: Promise<RawSearchParams> }) {
  const viewer = await requireViewer();
  if (!canAnywhere(viewer, "case.work")) notFound();
  const now = new Date();
  const { page } = parseSearchParams(runsPageSchema, await searchParams);
  const { rows, next, previous } = await listRuns(viewer, page, now);
  const hrefOf = (to: string | null) => to && hrefWith("/cases/bulk", { page: to });
  return (
    <>
      <PageHeader
        title="Changes of many cases"
        description="What you did to several cases at once, the latest first."
      />
      <Card aria-label="Changes of many cases">
        {rows.length === 0 ? (
          <EmptyState title="Nothing yet" action={<ButtonLink href="/cases">Open the queue</ButtonLink>}>
            Select cases in the queue to assign them, tag them or change them in another way together.
          </EmptyState>
        ) : (
          <CardList>
            {rows.map((run) => (
              <li key={run.id} className="flex flex-wrap items-center gap-x-3 gap-y-0.5 px-3.5 py-2">
                <Link
                  prefetch={false}
                  href={`/cases/bulk/${run.id}`}
                  className="min-w-0 rounded font-medium wrap-anywhere hover:underline"
                >
                  <bdi>{run.title}</bdi>
                </Link>
                <span className="text-muted tabular-nums">{describeProgress(run)}</span>
                <span className="text-sm text-muted sm:ms-auto">
                  <RelativeTime iso={run.begunAt} zone={viewer.zone} now={now.toISOString()} />
                </span>
              </li>
            ))}
          </CardList>
        )}
      </Card>
      <Pager label="Pages of changes" className="mt-3" previous={hrefOf(previous)} next={hrefOf(next)} />
    </>
  );
}
