import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ChartsOf } from "@/components/chart/charts-of";
import { UnsavedGuard } from "@/components/form/unsaved";
import { FairnessCard } from "@/components/insight/fairness-card";
import { FairnessFilter } from "@/components/insight/fairness-filter";
import { FunnelCard } from "@/components/insight/funnel-card";
import { GroupVolumesCard } from "@/components/insight/group-volumes-card";
import { PageHeader } from "@/components/layout/page-header";
import { Notice } from "@/components/ui/notice";
import { listSiteChoices } from "@/lib/access/queries";
import { canKeepDenominators, canSeeInsights, lookingAtFigures } from "@/lib/insight/policy";
import { readFairness } from "@/lib/insight/queries/fairness";
import { earliestDay } from "@/lib/insight/queries/series";
import { casesHref, nameSites } from "@/lib/insight/rules/dashboard";
import {
  FAMILIES,
  fairnessChosen,
  fairnessSchema,
  halvesBefore,
  SPLIT_LABELS,
} from "@/lib/insight/rules/fairness-choice";
import { tellDays } from "@/lib/insight/rules/weeks";
import { requireViewer } from "@/lib/platform/viewer";
import { parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";

export const metadata: Metadata = { title: "Fairness" };

export default async function FairnessPage({ searchParams }: { searchParams: Promise<RawSearchParams> }) {
  const viewer = await requireViewer();
  if (!canSeeInsights(viewer)) notFound();
  const now = new Date();
  const sites = await listSiteChoices(viewer, "insight.see");
  const looking = lookingAtFigures(viewer);
  const halves = halvesBefore(earliestDay(looking, {}, now));
  const asked = parseSearchParams(fairnessSchema, await searchParams);
  const chosen = fairnessChosen(asked, { halves, siteIds: sites.map(({ id }) => id) });
  const { table, units, volumes, funnel } = await readFairness(looking, chosen, now);
  const { split, half, site, kind } = chosen;
  const isUnits = split === "unit";
  const where = sites.length > 1 ? `, ${sites.find(({ id }) => id === site)?.name ?? "all sites"}` : "";
  const place = `${half.label}${where}`;
  const hrefs = Object.fromEntries(
    [...units].map(([name, unitId]) => [
      name,
      casesHref({ unit: unitId, kind: [...FAMILIES[kind].kinds] }, { from: half.from, to: half.to }),
    ]),
  );
  return (
    <>
      <PageHeader
        before={
          <Link prefetch={false} href="/insights" className="hover:underline">
            ← Insights
          </Link>
        }
        title="Fairness"
        description="Whether everybody is answered as soon, and as well. Staff are never compared."
      />
      <FairnessFilter key={JSON.stringify(chosen)} chosen={chosen} halves={halves} sites={sites} />
      <ChartsOf
        about={{
          sites: nameSites(sites.filter(({ id }) => site === undefined || id === site)),
          period: tellDays(half),
        }}
      >
        <div className="grid gap-3.5">
          {isUnits && site === undefined ? (
            <Notice title="Choose a site to see which of its units report fewer than their volume suggests" live="none">
              Sites differ too much in what they do for one line to be drawn through all of them.
            </Notice>
          ) : null}
          {isUnits && site !== undefined ? (
            <FunnelCard
              title={`${FAMILIES[kind].label} per 1,000 encounters, by unit: ${place}`}
              funnel={funnel}
              hrefs={hrefs}
            />
          ) : null}
          <FairnessCard
            title={`${FAMILIES[kind].label} by ${SPLIT_LABELS[split].toLowerCase()}: ${place}`}
            head={SPLIT_LABELS[split]}
            table={table}
            isUnits={isUnits}
            hrefs={hrefs}
          />
          {split !== "unit" && site !== undefined && table.rows.length > 0 && canKeepDenominators(viewer, site) ? (
            <>
              <UnsavedGuard />
              <GroupVolumesCard
                key={`${site} ${split} ${half.id}`}
                {...{ siteId: site, split, half }}
                groups={table.rows.map(({ group }) => ({ group, kept: volumes.get(group) ?? null }))}
              />
            </>
          ) : null}
        </div>
      </ChartsOf>
    </>
  );
}
