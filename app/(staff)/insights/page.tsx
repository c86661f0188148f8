import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BaselineNotes } from "@/components/chart-baseline/baseline-notes";
import { ChartCard } from "@/components/insight/chart-card";
import { FigureCard } from "@/components/insight/figure-card";
import { FilterBar } from "@/components/insight/filter-bar";
import { ParetoCard } from "@/components/insight/pareto-card";
import { WarningsCard } from "@/components/insight/warnings-card";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { listSiteChoices } from "@/lib/access/queries";
import { canRebase } from "@/lib/chart-baseline/policy";
import type { Figure } from "@/lib/chart-baseline/schema";
import { canSeeInsights, lookingAtFigures } from "@/lib/insight/policy";
import { DEFINITIONS, readInsights } from "@/lib/insight/queries/dashboard";
import type { ShownChart } from "@/lib/insight/rules/chart-view";
import { dashboardSchema, kindWords, placeOf } from "@/lib/insight/rules/dashboard";
import { METRICS } from "@/lib/insight/rules/metrics";
import { requireViewer } from "@/lib/platform/viewer";
import { hrefWith, joinValues, parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";

export const metadata: Metadata = { title: "Insights" };

export default async function InsightsPage({ searchParams }: { searchParams: Promise<RawSearchParams> }) {
  const viewer = await requireViewer();
  if (!canSeeInsights(viewer)) notFound();
  const sites = await listSiteChoices(viewer, "insight.see");
  const asked = placeOf(parseSearchParams(dashboardSchema, joinValues(await searchParams)), sites);
  const { chosen, where } = asked;
  const insights = await readInsights(lookingAtFigures(viewer), asked, new Date());
  const { figures, cause, received, rate, inTime, causes, causeHrefs, warnings, watched, series, baselines } = insights;
  const mayRebase = series !== null && canRebase(viewer, series.siteId);
  const rebasing = (figure: Figure, { runSince, period }: ShownChart) =>
    series ? (
      <BaselineNotes
        {...{ series, figure, period, mayRebase }}
        runSince={mayRebase ? runSince : null}
        baselines={baselines.filter((one) => one.figure === figure)}
      />
    ) : null;
  return (
    <>
      <PageHeader
        title="Insights"
        description="What changed, and what did not."
        action={<ButtonLink href={hrefWith("/insights/fairness", { site: chosen.site })}>Fairness</ButtonLink>}
      />
      <FilterBar key={JSON.stringify(chosen)} chosen={chosen} sites={sites} />
      <div className="grid gap-3.5">
        <div className="grid gap-3.5 sm:grid-cols-3">
          {figures.map((figure) => (
            <FigureCard key={figure.label} {...figure} />
          ))}
        </div>
        {cause ? <ChartCard title={cause.title} chart={cause.chart} definition={DEFINITIONS.cause} /> : null}
        <ChartCard
          title={`${kindWords(chosen.kind)} per week${where}`}
          chart={received}
          definition={DEFINITIONS.received}
        >
          {rebasing("received", received)}
        </ChartCard>
        {rate ? (
          <ChartCard
            title={`${METRICS.complaintsPerEncounters.name}, by month${where}`}
            chart={rate}
            definition={DEFINITIONS.rate}
          />
        ) : null}
        <div className="grid items-start gap-3.5 lg:grid-cols-2">
          <ChartCard title={`Answered in time per month${where}`} chart={inTime} definition={DEFINITIONS.inTime}>
            {rebasing("answeredInTime", inTime)}
          </ChartCard>
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
