import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { UnsavedGuard } from "@/components/form/unsaved";
import { DenominatorTable } from "@/components/insight/denominator-table";
import { ImportDenominators } from "@/components/insight/import-denominators";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Tabs } from "@/components/ui/tabs";
import { sitesFor } from "@/lib/access/policy";
import { MEASURE_LABELS } from "@/lib/insight/labels";
import { canSeeInsights } from "@/lib/insight/policy";
import { getDenominatorGrid } from "@/lib/insight/queries/denominators";
import { denominatorsPageSchema, MEASURES } from "@/lib/insight/schema";
import { requireViewer } from "@/lib/platform/viewer";
import { dayIn } from "@/lib/shared/dates";
import { hrefWith, parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";

export const metadata: Metadata = { title: "Denominators" };

type Props = { searchParams: Promise<RawSearchParams> };

export default async function DenominatorsPage({ searchParams }: Props) {
  const viewer = await requireViewer();
  const asked = parseSearchParams(denominatorsPageSchema, await searchParams);
  const seen = sitesFor(viewer, "case.see");
  const sites = viewer.sites.filter(({ id }) => seen.includes(id));
  const site = sites.find(({ id }) => asked.site === undefined || id === asked.site);
  if (!site) notFound();
  const now = new Date();
  const thisYear = dayIn(now, site.timeZone).getUTCFullYear();
  const { measure, year = thisYear } = asked;
  const grid = await getDenominatorGrid(viewer, { siteId: site.id, measure, year }, now);
  const link = (change: Record<string, string>) =>
    hrefWith("/insights/denominators", { site: site.id, measure, year: String(year), ...change });
  return (
    <>
      <PageHeader
        before={
          canSeeInsights(viewer) ? (
            <Link prefetch={false} href="/insights" className="hover:underline">
              ← Insights
            </Link>
          ) : undefined
        }
        title="Denominators"
        description="How many patients there were each month: what rates are counted in. A month that nobody has said has no rate."
      />
      {sites.length > 1 ? (
        <Tabs
          label="Sites"
          tabs={sites.map(({ id, name }) => ({ label: name, href: link({ site: id }), current: id === site.id }))}
        />
      ) : null}
      <Tabs
        label="What is counted"
        tabs={MEASURES.map((each) => ({
          label: MEASURE_LABELS[each],
          href: link({ measure: each }),
          current: each === measure,
        }))}
      />
      {grid.mayKeep ? <UnsavedGuard /> : null}
      <div className="grid grid-cols-1 gap-3.5">
        <Card aria-labelledby="grid">
          <CardHeader id="grid" title={`${MEASURE_LABELS[measure]}, ${year}`}>
            <span className="flex gap-2">
              <ButtonLink href={link({ year: String(year - 1) })} size="s" variant="quiet">
                {year - 1}
              </ButtonLink>
              {year < thisYear ? (
                <ButtonLink href={link({ year: String(year + 1) })} size="s" variant="quiet">
                  {year + 1}
                </ButtonLink>
              ) : null}
            </span>
          </CardHeader>
          <DenominatorTable key={`${site.id} ${measure} ${year}`} grid={grid} />
        </Card>
        {grid.mayKeep ? (
          <Card aria-labelledby="import">
            <CardHeader id="import" title="From a file" />
            <CardBody>
              <ImportDenominators key={`${site.id} ${measure}`} siteId={site.id} measure={measure} />
            </CardBody>
          </Card>
        ) : null}
      </div>
    </>
  );
}
