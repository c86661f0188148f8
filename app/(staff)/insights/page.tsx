import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ChartCard } from "@/components/insight/chart-card";
import { Figure } from "@/components/insight/figure";
import { FilterBar } from "@/components/insight/filter-bar";
import { ParetoCard } from "@/components/insight/pareto-card";
import { WarningsCard } from "@/components/insight/warnings-card";
import { PageHeader } from "@/components/layout/page-header";
import { listSiteChoices } from "@/lib/access/queries";
import { canSeeInsights, lookingAtFigures } from "@/lib/insight/policy";
import { DEFINITIONS, readInsights } from "@/lib/insight/queries/dashboard";
import { dashboardSchema, kindWords, placeOf } from "@/lib/insight/rules/dashboard";
import { requireViewer } from "@/lib/platform/viewer";
import { joinValues, parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";

export const metadata: Metadata = { title: "Insights" };

export default async function InsightsPage({ searchParams }: { searchParams: Promise<RawSearchParams> }) {
  const viewer = await requireViewer();
  if (!canSeeInsights(viewer)) notFound();
  const sites = await listSiteChoices(viewer, "insight.see");
  const { chosen, where } = placeOf(parseSearchParams(dashboardSchema, joinValues(await searchParams)), sites);
  const insights = await readInsights(lookingAtFigures(viewer), { chosen, where }, new Date());
  const { figures, cause, received, inTime, causes, causeHrefs, warnings, watched } = insights;
  return (
    <>
      <PageHeader title="Insights" description="What changed, and what did not." />
      <FilterBar chosen={chosen} sites={sites} />
      <div className="grid gap-3.5">
        <div className="grid gap-3.5 sm:grid-cols-3">
          {figures.map((figure) => (
            <Figure key={figure.label} {...figure} />
          ))}
        </div>
        {cause ? <ChartCard title={cause.title} chart={cause.chart} definition={DEFINITIONS.cause} /> : null}
        <ChartCard
          title={`${kindWords(chosen.kind)} per week${where}`}
          chart={received}
          definition={DEFINITIONS.received}
        />
        <div className="grid items-start gap-3.5 lg:grid-cols-2">
          <ChartCard title={`Answered in time per month${where}`} chart={inTime} definition={DEFINITIONS.inTime} />
          <WarningsCard warnings={warnings} watched={watched} />
          <ParetoCard
            title={`What people raise${where}`}
            unit="issues"
            bars={causes.issues}
            hrefs={causeHrefs}
            definition={DEFINITIONS.issues}
          />
          <ParetoCard
            title={`What weighs most${where}`}
            unit="issues by severity"
            bars={causes.weighed}
            hrefs={causeHrefs}
            definition={DEFINITIONS.weighed}
          />
        </div>
      </div>
    </>
  );
}
