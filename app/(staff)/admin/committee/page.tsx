import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DelegationList } from "@/components/delegation/delegation-list";
import { RecordDelegationDialog } from "@/components/delegation/record-delegation-dialog";
import { PageHeader } from "@/components/layout/page-header";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { Tabs } from "@/components/ui/tabs";
import { canAnywhere, sitesFor } from "@/lib/access/policy";
import { tellStanding } from "@/lib/delegation/labels";
import { getDelegation } from "@/lib/delegation/queries";
import { isLoud } from "@/lib/delegation/rules";
import { committeePageSchema } from "@/lib/delegation/schema";
import type { DelegationView } from "@/lib/delegation/types";
import { requireViewer } from "@/lib/platform/viewer";
import { parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";

export const metadata: Metadata = { title: "Grievance committee" };

export default async function CommitteePage({ searchParams }: { searchParams: Promise<RawSearchParams> }) {
  const viewer = await requireViewer();
  if (!canAnywhere(viewer, "delegation.keep")) notFound();
  const now = new Date();
  const { site: asked } = parseSearchParams(committeePageSchema, await searchParams);
  const kept = sitesFor(viewer, "delegation.keep");
  const sites = viewer.sites.filter(({ id }) => kept.includes(id));
  const site = sites.find(({ id }) => id === asked) ?? sites[0];
  if (!site) notFound();
  const view = await getDelegation(viewer, site.id, now);
  const isUsed = view.demand !== null || view.versions.length > 0;
  return (
    <>
      <PageHeader
        title="Grievance committee"
        description="What the governing body put in writing when it left grievances to a committee."
        action={
          isUsed ? (
            <RecordDelegationDialog key={site.id} siteId={site.id} newest={view.versions[0] ?? null} />
          ) : undefined
        }
      />
      {sites.length > 1 ? (
        <Tabs
          label="Sites"
          tabs={sites.map(({ id, name }) => ({
            label: name,
            href: `/admin/committee?site=${id}`,
            current: id === site.id,
          }))}
        />
      ) : null}
      <div className="grid max-w-4xl grid-cols-1 gap-3.5">
        {view.demand && isLoud(view.standing) ? <Demanded view={view} /> : null}
        <Card aria-labelledby="delegation">
          <CardHeader id="delegation" title="Written delegation" count={view.versions.length} />
          {view.versions.length === 0 ? (
            <EmptyState title={view.demand ? "Nothing is recorded yet" : "The rules of this site ask for none"}>
              {view.demand?.what}
            </EmptyState>
          ) : (
            <DelegationList view={view} now={now.toISOString()} />
          )}
        </Card>
      </div>
    </>
  );
}

function Demanded({ view: { demand, standing } }: { view: DelegationView }) {
  return (
    <Notice tone={standing.state === "expiring" ? "soon" : "late"} live="none" title={tellStanding(standing)}>
      {demand?.what} {demand?.basis}.
    </Notice>
  );
}
