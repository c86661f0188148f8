import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CallList } from "@/components/follow-up/call-list";
import { BrokenPromises, PromisesToApprove, PromisesToKeep } from "@/components/follow-up/day-cards";
import { PageHeader } from "@/components/layout/page-header";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Tabs } from "@/components/ui/tabs";
import { canAnywhere } from "@/lib/access/policy";
import { listCovered } from "@/lib/access/queries/absences";
import { CALL_LIST_LABELS } from "@/lib/follow-up/labels";
import { listBrokenPromises, listCalls, listOwnPromises, listToApprove } from "@/lib/follow-up/queries";
import { CALL_LISTS, callListSchema } from "@/lib/follow-up/schema";
import { requireViewer } from "@/lib/platform/viewer";
import { formatWeekday } from "@/lib/shared/dates";
import { hrefWith, parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";

const MOST = 51;

export const metadata: Metadata = { title: "Follow-ups" };

export default async function FollowUpsPage({ searchParams }: { searchParams: Promise<RawSearchParams> }) {
  const viewer = await requireViewer();
  if (!canAnywhere(viewer, "case.work")) notFound();
  const { of } = parseSearchParams(callListSchema, await searchParams);
  const now = new Date();
  const isSite = of === "site";
  const covered = await listCovered(viewer, now);
  const [{ due, coming, isCut }, promises, broken, pending] = await Promise.all([
    listCalls(viewer, of, now, covered),
    isSite ? [] : listOwnPromises(viewer, now, covered),
    isSite ? listBrokenPromises(viewer, now) : [],
    isSite ? listToApprove(viewer, now) : [],
  ]);
  const withOwner = isSite || covered.length > 0;
  return (
    <>
      <PageHeader
        title="Follow-ups"
        description={`Whom to call or write to on ${formatWeekday(now, viewer.zone)}, best times first.`}
      />
      <Tabs
        label="Whose follow-ups"
        tabs={CALL_LISTS.map((name) => ({
          href: hrefWith("/follow-ups", { of: name }),
          label: CALL_LIST_LABELS[name],
          current: name === of,
        }))}
      />
      <div className="grid gap-3.5">
        <Card aria-labelledby="due">
          <CardHeader id="due" title="Call list for today" count={due.length} />
          {due.length === 0 ? (
            <EmptyState title={isSite ? "Nobody waits for a call today" : "Nobody waits for a call of yours today"}>
              Plan a follow-up from the page of a case: press F there.
            </EmptyState>
          ) : (
            <CallList calls={due} withOwner={withOwner} />
          )}
        </Card>
        {isSite ? null : <PromisesToKeep promises={promises} viewerId={viewer.personId} most={MOST} />}
        <PromisesToApprove promises={pending} most={MOST} />
        <BrokenPromises promises={broken} most={MOST} />
        {coming.length > 0 ? (
          <Card aria-labelledby="coming">
            <CardHeader id="coming" title="In the next seven days" count={coming.length} />
            <CallList calls={coming} withOwner={withOwner} isBrief />
          </Card>
        ) : null}
        {isCut ? <p className="text-sm text-muted">Only the first 200 are shown, the longest due.</p> : null}
      </div>
    </>
  );
}
