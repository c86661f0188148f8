import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { RequestList } from "@/components/request/request-list";
import { Pager } from "@/components/table/pager";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Tabs } from "@/components/ui/tabs";
import { canAnywhere } from "@/lib/access/policy";
import { requireViewer } from "@/lib/platform/viewer";
import { REQUEST_TAB_LABELS } from "@/lib/request/labels";
import { listRequests } from "@/lib/request/queries";
import { REQUEST_TABS, type RequestTab, requestListSchema } from "@/lib/request/schema";
import { formatCount } from "@/lib/shared/page";
import { hrefWith, parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";

export const metadata: Metadata = { title: "Requests" };

const EMPTY: Record<RequestTab, string> = {
  open: "Nothing waits for an answer",
  late: "Nothing is late",
  settled: "Nothing was answered yet",
};

export default async function RequestsPage({ searchParams }: { searchParams: Promise<RawSearchParams> }) {
  const viewer = await requireViewer();
  const worksCases = canAnywhere(viewer, "case.see");
  if (!worksCases && !canAnywhere(viewer, "request.answer")) notFound();
  const filter = parseSearchParams(requestListSchema, await searchParams);
  const { tab } = filter;
  const now = new Date();
  const { rows, next, previous, total } = await listRequests(viewer, filter, now);
  const hrefOf = (page: string | null) => page && hrefWith("/requests", { tab, page });
  return (
    <>
      <PageHeader
        title="Requests"
        description={
          worksCases
            ? "What units are asked about cases, and what they answered."
            : "What patient relations asks your unit, by the time it is due."
        }
      />
      <Tabs
        label="Kinds of requests"
        tabs={REQUEST_TABS.map((name) => ({
          href: hrefWith("/requests", { tab: name }),
          label: REQUEST_TAB_LABELS[name],
          count: name === tab ? formatCount(total) : undefined,
          current: name === tab,
        }))}
      />
      <Card aria-label={REQUEST_TAB_LABELS[tab]}>
        {rows.length === 0 ? (
          <EmptyState title={EMPTY[tab]}>
            {worksCases
              ? "Ask a unit from the page of a case."
              : "When patient relations asks your unit something, it stands here."}
          </EmptyState>
        ) : (
          <RequestList requests={rows} now={now.toISOString()} />
        )}
      </Card>
      <Pager label="Pages of requests" className="mt-3" previous={hrefOf(previous)} next={hrefOf(next)} />
    </>
  );
}
