import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { BatchCard } from "@/components/letter/batch-card";
import { BatchList } from "@/components/letter/batch-list";
import { OutgoingLetters } from "@/components/letter/outgoing-letters";
import { Pager } from "@/components/table/pager";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Tabs } from "@/components/ui/tabs";
import { canAnywhere, sitesFor } from "@/lib/access/policy";
import { findBatch, listBatches, listOutgoing, listOutgoingIds } from "@/lib/letter/queries/batches";
import { outgoingPageSchema } from "@/lib/letter/schema";
import { requireViewer } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { formatCount } from "@/lib/shared/page";
import { hrefWith, parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";

export const metadata: Metadata = { title: "Letters to send" };

export default async function OutgoingPage({ searchParams }: { searchParams: Promise<RawSearchParams> }) {
  const viewer = await requireViewer();
  if (!canAnywhere(viewer, "case.work")) notFound();
  const now = new Date();
  const { site: asked, batch: batchId, page } = parseSearchParams(outgoingPageSchema, await searchParams);
  const worked = sitesFor(viewer, "case.work");
  const sites = viewer.sites.filter(({ id }) => worked.includes(id));
  const site = sites.find(({ id }) => id === asked) ?? sites[0];
  if (!site) notFound();
  const siteId = site.id;
  const [outgoing, allIds, batches, batch] = await Promise.all([
    listOutgoing(viewer, { siteId, page }),
    listOutgoingIds(viewer, siteId),
    listBatches(viewer, siteId, now),
    batchId ? findBatch(viewer, { siteId, batchId }, now) : null,
  ]);
  const { rows, total, next, previous } = outgoing;
  const at = now.toISOString();
  const hrefOf = (to: string | null) => to && hrefWith("/letters/outgoing", { site: siteId, page: to });
  return (
    <>
      <PageHeader
        title="Letters to send"
        description="Approved and not sent yet. Print them together, post them, then say so once for all of them."
      />
      {sites.length > 1 ? (
        <Tabs
          label="Sites"
          tabs={sites.map(({ id, name }) => ({
            label: name,
            href: hrefWith("/letters/outgoing", { site: id }),
            current: id === siteId,
          }))}
        />
      ) : null}
      <div className="grid grid-cols-1 gap-3.5">
        {batch ? <BatchCard batch={batch} today={isoDay(dayIn(now, site.timeZone))} now={at} /> : null}
        <Card aria-labelledby="outgoing">
          <CardHeader id="outgoing" title="Approved, not sent" count={formatCount(total)} />
          {rows.length === 0 ? (
            <EmptyState title="No letter waits to be sent">
              Letters come here once they are approved. Those that were sent stand on their cases.
            </EmptyState>
          ) : (
            <OutgoingLetters
              key={siteId}
              siteId={siteId}
              letters={rows}
              allIds={allIds}
              isSecond={batch !== null}
              now={at}
            />
          )}
        </Card>
        <Pager label="Pages of letters" previous={hrefOf(previous)} next={hrefOf(next)} />
        <BatchList siteId={siteId} batches={batches} now={at} />
      </div>
    </>
  );
}
