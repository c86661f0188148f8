import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ChartsOf } from "@/components/chart/charts-of";
import { BaselineNotes } from "@/components/chart-baseline/baseline-notes";
import { TargetNote } from "@/components/chart-target/target-note";
import { ChartCard } from "@/components/insight/chart-card";
import { FilterBar } from "@/components/insight/filter-bar";
import { InsightSection } from "@/components/insight/insight-section";
import { ParetoCard } from "@/components/insight/pareto-card";
import { RareCharts } from "@/components/insight/rare-charts";
import { SatisfactionCard } from "@/components/insight/satisfaction-card";
import { UnitsTable } from "@/components/insight/units-table";
import { WarningsCard } from "@/components/insight/warnings-card";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Stat } from "@/components/ui/stat";
import { can } from "@/lib/access/policy";
import { listSiteChoices } from "@/lib/access/queries";
import { canRebase } from "@/lib/chart-baseline/policy";
import type { Figure } from "@/lib/chart-baseline/schema";
import { canSetTarget } from "@/lib/chart-target/policy";
import type { TargetFigure } from "@/lib/chart-target/schema";
import { canSeeInsights } from "@/lib/insight/policy";
import { DEFINITIONS, defineRate, readInsights } from "@/lib/insight/queries/dashboard";
import type { ShownChart } from "@/lib/insight/rules/chart-view";
import {
  casesHref,
  dashboardSchema,
  kindWords,
  PERIODS,
  placeOf,
  planHref,
  shownMonths,
  tellClosed,
} from "@/lib/insight/rules/dashboard";
import { METRICS } from "@/lib/insight/rules/metrics";
import { tellDays } from "@/lib/insight/rules/weeks";
import type { ToldFigure } from "@/lib/insight/types";
import { requireViewer } from "@/lib/platform/viewer";
import { formatInstant, nextDay } from "@/lib/shared/dates";
import { hrefWith, joinValues, parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";

export const metadata: Metadata = { title: "Insights" };

export default async function InsightsPage({ searchParams }: { searchParams: Promise<RawSearchParams> }) {
  const viewer = await requireViewer();
  if (!canSeeInsights(viewer)) notFound();
  const sites = await listSiteChoices(viewer, "insight.see");
  const asked = placeOf(parseSearchParams(dashboardSchema, joinValues(await searchParams)), sites);
  const { chosen, where, onlySite, leftOut, of } = asked;
  const insights = await readInsights(viewer, asked, new Date());
  const { figures, cause, received, rate, inTime, speed, outcomes, satisfaction, targets, series, baselines } =
    insights;
  const mayRebase = series !== null && canRebase(viewer, series.siteId);
  const mayPlan = onlySite !== null && can(viewer, "improvement.keep", onlySite);
  const rebasing = (figure: Figure, { runSince, period }: ShownChart, part = "") =>
    series ? (
      <BaselineNotes
        {...{ series, figure, part, period, mayRebase }}
        runSince={mayRebase ? runSince : null}
        baselines={baselines.filter((one) => one.figure === figure && one.part === part)}
      />
    ) : null;
  const planning = (judged: Parameters<typeof planHref>[1]) =>
    mayPlan ? (
      <Link
        prefetch={false}
        href={planHref({ ...chosen, site: onlySite }, judged)}
        className="mt-3 inline-block text-sm text-primary-text underline print:hidden"
      >
        Plan an action judged by this figure
      </Link>
    ) : null;
  const aiming = (figure: TargetFigure) =>
    onlySite ? (
      <TargetNote
        {...{ siteId: onlySite, figure, maySet: canSetTarget(viewer, onlySite) }}
        target={targets.find((target) => target.figure === figure) ?? null}
      />
    ) : null;
  return (
    <>
      <PageHeader
        title="Insights"
        description="What changed, and what did not."
        action={
          <>
            <ButtonLink href={hrefWith("/insights/denominators", { site: chosen.site })}>Denominators</ButtonLink>
            <ButtonLink href={hrefWith("/insights/fairness", { site: chosen.site })}>Fairness</ButtonLink>
          </>
        }
      />
      <FilterBar key={JSON.stringify(chosen)} chosen={chosen} sites={sites} measures={insights.measures} />
      {insights.closedOn ? (
        <p className="mb-3.5 text-sm">
          {tellClosed(insights.closedOn)}{" "}
          <Link
            prefetch={false}
            href={casesHref(chosen, { from: nextDay(insights.closedOn) })}
            className="text-primary-text underline print:hidden"
          >
            Cases that came in later
          </Link>
        </p>
      ) : null}
      {leftOut ? <p className="mb-3.5 text-sm">{leftOut}</p> : null}
      <p className="mb-3.5 hidden text-sm print:block">
        {kindWords(chosen.kind)}
        {where}. {PERIODS[chosen.period]}, {tellDays(insights.days)}. {of}. Printed by {viewer.name} on{" "}
        {formatInstant(new Date(), viewer.zone)}.
      </p>
      <ChartsOf about={{ sites: of, kinds: kindWords(chosen.kind), period: tellDays(insights.days) }}>
        <div className="grid grid-cols-1 gap-6">
          <InsightSection
            id="came-in"
            title="What came in"
            remark="How much, of what, and where it is more than usual."
          >
            <Figures figures={figures.received} />
            {cause ? (
              <ChartCard title={cause.title} chart={cause.chart} definition={DEFINITIONS.cause}>
                {rebasing("issues", cause.chart, chosen.cause)}
                {planning({ measure: "issues", cause: chosen.cause })}
              </ChartCard>
            ) : null}
            <ChartCard
              title={`${kindWords(chosen.kind)} per week${where}`}
              chart={received}
              definition={DEFINITIONS.received}
            >
              {rebasing("received", received)}
              {series === null && received.runSince ? (
                <p className="mt-3 text-sm text-muted print:hidden">
                  A run goes on. Of one site a manager lets limits begin anew: choose it above.
                </p>
              ) : null}
              {planning({ measure: "received" })}
            </ChartCard>
            {rate ? (
              <ChartCard
                title={`${METRICS[rate.metric].name}, by month${where}`}
                chart={rate.chart}
                definition={defineRate(rate.metric)}
              >
                {chosen.unit ? null : aiming(rate.metric)}
                {rebasing(rate.metric, rate.chart)}
              </ChartCard>
            ) : (
              <p className="text-sm text-muted">
                Nobody has said yet how many patients there were, so no rate can be told.{" "}
                <Link prefetch={false} href="/insights/denominators" className="text-primary-text underline">
                  Say how many
                </Link>
              </p>
            )}
            <WarningsCard warnings={insights.warnings} watched={insights.watched} />
            <div className="grid grid-cols-1 items-start gap-3.5 lg:grid-cols-2 print:grid-cols-2">
              <ParetoCard
                title={`What people raise${where}`}
                unit="issues"
                bars={insights.causes.issues}
                hrefs={insights.causeHrefs}
                definition={DEFINITIONS.issues}
              />
              <ParetoCard
                title={`What weighs most${where}`}
                unit="issues by severity"
                bars={insights.causes.weighed}
                hrefs={insights.causeHrefs}
                definition={DEFINITIONS.weighed}
              />
            </div>
          </InsightSection>
          <InsightSection id="speed" title="How fast" remark="Half, nine in ten, and what is not done yet.">
            <Figures figures={[...figures.inTime, ...speed.figures]} />
            <div className="grid grid-cols-1 items-start gap-3.5 lg:grid-cols-2 print:grid-cols-2">
              <ChartCard title={`Answered in time per month${where}`} chart={inTime} definition={DEFINITIONS.inTime}>
                {aiming("answeredInTime")}
                {rebasing("answeredInTime", inTime)}
                {planning({ measure: "answeredInTime" })}
              </ChartCard>
              {speed.charts.map(({ figure, title, chart, definition }) => (
                <ChartCard key={figure} {...{ title, chart, definition }} most={2}>
                  {aiming(figure)}
                  {rebasing(figure, chart)}
                  {planning({ measure: figure })}
                </ChartCard>
              ))}
            </div>
          </InsightSection>
          <InsightSection id="outcome" title="What came of it" remark="What was found, and what did not hold.">
            <Figures figures={outcomes.figures} />
            <RareCharts charts={outcomes.rare} where={where} below={({ metric, chart }) => rebasing(metric, chart)} />
            <UnitsTable
              units={outcomes.units}
              title={`Units${where}`}
              hasSites={sites.length > 1 && chosen.site === undefined}
            />
          </InsightSection>
          <InsightSection
            id="said"
            title="What people say of it"
            remark="Their praise, and how they found the handling."
          >
            <Figures figures={outcomes.praise} />
            <div className="grid grid-cols-1 items-start gap-3.5 lg:grid-cols-2 print:grid-cols-2">
              <SatisfactionCard
                title={`${METRICS.handlingSatisfaction.name}${where}, last ${shownMonths(chosen.period)} whole months`}
                items={satisfaction.items}
                definition={DEFINITIONS.satisfaction}
                surveysHref={hrefWith("/surveys", { site: chosen.site })}
              />
              {satisfaction.chart ? (
                <ChartCard
                  title={`${satisfaction.title}, by month${where}`}
                  chart={satisfaction.chart}
                  definition={DEFINITIONS.satisfaction}
                >
                  {aiming("handlingSatisfaction")}
                  {rebasing("handlingSatisfaction", satisfaction.chart, chosen.item)}
                  {planning({ measure: `said:${chosen.item}` })}
                </ChartCard>
              ) : null}
            </div>
          </InsightSection>
        </div>
      </ChartsOf>
    </>
  );
}

function Figures({ figures }: { figures: ToldFigure[] }) {
  return (
    <div className="grid gap-3.5 sm:grid-cols-2 lg:grid-cols-3 print:grid-cols-3">
      {figures.map((figure) => (
        <Stat key={figure.label} {...figure} />
      ))}
    </div>
  );
}
