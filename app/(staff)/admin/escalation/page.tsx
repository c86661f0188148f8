import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DutyList } from "@/components/escalation/duty-list";
import { MatrixEditor } from "@/components/escalation/matrix-editor";
import { QuietHoursForm } from "@/components/escalation/quiet-hours-form";
import { PageHeader } from "@/components/layout/page-header";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Tabs } from "@/components/ui/tabs";
import { canAnywhere } from "@/lib/access/policy";
import { listManagedSites } from "@/lib/access/queries";
import { getMatrixView } from "@/lib/escalation/queries/matrix";
import { matrixPageSchema } from "@/lib/escalation/schema";
import { requireViewer } from "@/lib/platform/viewer";
import { formatInstant } from "@/lib/shared/dates";
import { parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";

export const metadata: Metadata = { title: "Escalation" };

export default async function EscalationMatrixPage({ searchParams }: { searchParams: Promise<RawSearchParams> }) {
  const viewer = await requireViewer();
  if (!canAnywhere(viewer, "people.manage")) notFound();
  const { site: asked } = parseSearchParams(matrixPageSchema, await searchParams);
  const sites = await listManagedSites(viewer);
  const site = sites.find(({ id }) => id === asked) ?? sites[0];
  if (!site) notFound();
  const view = await getMatrixView(viewer, site.id, new Date());
  const savedAt = view.savedAt && formatInstant(new Date(view.savedAt), view.zone);
  return (
    <>
      <PageHeader
        title="Escalation"
        description="When a case goes up, to whom, how soon they answer, and what follows if they do not."
      />
      {sites.length > 1 ? (
        <Tabs
          label="Sites"
          className="mb-3.5"
          tabs={sites.map(({ id, name }) => ({
            label: name,
            href: `/admin/escalation?site=${id}`,
            current: id === site.id,
          }))}
        />
      ) : null}
      <div className="grid grid-cols-1 items-start gap-3.5 xl:grid-cols-[minmax(0,2fr)_minmax(20rem,1fr)]">
        <div className="grid min-w-0 grid-cols-1 gap-2">
          <p className="text-sm text-muted">
            {view.savedBy
              ? `Version ${view.version} for ${view.site}, saved by ${view.savedBy} on ${savedAt}.`
              : `${view.site} has the matrix that comes with Heard, until you save one.`}
          </p>
          <MatrixEditor key={`${site.id} ${view.version}`} view={view} />
        </div>
        <div className="grid min-w-0 grid-cols-1 gap-3.5">
          <Card aria-labelledby="quiet">
            <CardHeader id="quiet" title="Quiet hours" />
            <CardBody>
              <QuietHoursForm
                key={`${site.id} ${view.quiet?.from} ${view.quiet?.until}`}
                siteId={site.id}
                quiet={view.quiet}
                zone={view.zone}
              />
            </CardBody>
          </Card>
          <Card aria-labelledby="duty">
            <CardHeader id="duty" title="On call" count={view.duties.length} />
            <CardBody>
              <DutyList key={site.id} siteId={site.id} zone={view.zone} duties={view.duties} people={view.people} />
            </CardBody>
          </Card>
        </div>
      </div>
    </>
  );
}
