import type { ReactNode } from "react";
import { Bars } from "@/components/chart/bars";
import { ChartFrame } from "@/components/chart/chart-frame";
import { ChartsOf } from "@/components/chart/charts-of";
import type { Numbers } from "@/components/chart/numbers-table";
import { StackedBars } from "@/components/chart/stacked-bars";
import { ChartDownloads } from "@/components/insight/chart-downloads";
import { ParetoCard } from "@/components/insight/pareto-card";
import { TrendCard } from "@/components/insight/trend-card";
import { WhatThisCounts } from "@/components/insight/what-this-counts";
import { EmptyState } from "@/components/ui/empty-state";
import { Stat } from "@/components/ui/stat";
import { KIND_LABELS } from "@/lib/case/labels";
import { CaseKind } from "@/lib/case/schema";
import type { Trend } from "@/lib/insight/queries/trend";
import { periodOf } from "@/lib/insight/rules/chart-view";
import { dueHrefs } from "@/lib/insight/rules/dashboard";
import { define, METRICS, tellShare, toldNow } from "@/lib/insight/rules/metrics";
import { readUnits, readWeeks, tellDays, weekEnd, weekLabel, weekTitle } from "@/lib/insight/rules/weeks";
import { type CaseWeek, DISSATISFIED, type InTime, type Tally, type UnitCount } from "@/lib/insight/types";
import { type CappedCount, formatCount } from "@/lib/shared/page";
import { hrefWith } from "@/lib/shared/search-params";

type ManagerDayProps = {
  weeks: CaseWeek[];
  units: UnitCount[];
  tally: Tally;
  inTime: InTime;
  trend: Trend;
  counts: Record<"unassigned" | "escalated", CappedCount>;
  /** What presses, and what is their own to do. */
  children?: ReactNode;
};

const SERIES = [
  CaseKind.complaint,
  CaseKind.grievance,
  CaseKind.concern,
  CaseKind.inquiry,
  CaseKind.suggestion,
  CaseKind.compliment,
].map((key) => ({ key, label: KIND_LABELS[key] }));

const IN_TIME = [
  { clock: "acknowledge", metric: METRICS.acknowledgedInTime },
  { clock: "resolve", metric: METRICS.answeredInTime },
] as const;

const RECEIVED = define(METRICS.received);

/** What came in and where from: counts only, each with its cases behind it; and between them what waits for this person. */
export function ManagerDay({ weeks, units, tally, inTime, trend, counts, children }: ManagerDayProps) {
  const [ofWeeks, ofUnits] = [weekNumbers(weeks), unitNumbers(units)];
  const listened = trend.satisfaction.find(({ isCharted }) => isCharted);
  const shown = periodOf(weeks.map(({ week }) => ({ title: `Week of ${weekTitle(week)}` })));
  return (
    <ChartsOf about={{ sites: trend.of, period: tellDays(trend.days) }}>
      <div className="grid gap-3.5">
        <div className="grid grid-cols-2 gap-3.5 lg:grid-cols-4">
          <Stat
            label="Received in 7 days"
            value={tally.thisWeek}
            basis={`${tally.lastWeek} in the 7 before`}
            definition={RECEIVED}
            href={hrefWith("/cases", { tab: "all", from: tally.since })}
          />
          <Stat {...toldNow("openNow")} value={tally.open} href="/cases?tab=open" />
          <Stat {...toldNow("unassigned")} value={formatCount(counts.unassigned)} href="/cases?tab=unassigned" />
          <Stat {...toldNow("escalatedNow")} value={formatCount(counts.escalated)} href="/cases?tab=escalated" />
        </div>
        <div className="grid items-start gap-3.5 empty:hidden lg:grid-cols-2 [&>:only-child]:col-span-full">
          {children}
        </div>
        <TrendCard trend={trend} />
        <div className="grid gap-3.5 sm:grid-cols-2 lg:grid-cols-3 print:grid-cols-3">
          {IN_TIME.map(({ clock, metric }) => {
            const { figure, basis } = tellShare(inTime[clock].inTime, inTime[clock].due);
            return (
              <Stat
                key={clock}
                label={`${metric.name}, last 90 days`}
                value={figure}
                basis={basis}
                definition={define(metric)}
                {...dueHrefs({ kind: [] }, clock, inTime)}
              />
            );
          })}
          {listened && listened.all > 0 ? (
            <Stat
              label={`Satisfied with the handling: "${listened.label}", 6 months`}
              value={listened.figure}
              basis={listened.basis}
              definition={define(METRICS.handlingSatisfaction)}
              href={listened.casesHref}
              ofHref={listened.ofHref}
            />
          ) : null}
        </div>
        <ParetoCard
          title="What people raise, 26 weeks"
          unit="issues"
          level={2}
          bars={trend.causes}
          hrefs={trend.causeHrefs}
          definition={define(METRICS.issues)}
        />
        <ChartFrame
          title="Cases per week, by kind"
          reading={readWeeks(weeks)}
          numbers={ofWeeks}
          foot={<WhatThisCounts of={ofWeeks.caption} definition={RECEIVED} />}
          action={
            <ChartDownloads title={ofWeeks.caption} reading={readWeeks(weeks)} numbers={ofWeeks} period={shown} />
          }
        >
          <StackedBars
            label="Cases per week, by kind"
            series={SERIES}
            bars={weeks.map(({ week, ...values }) => ({
              label: weekLabel(week),
              title: `Week of ${weekTitle(week)}`,
              values,
            }))}
          />
        </ChartFrame>
        <ChartFrame
          title="Units with most concerns, complaints and grievances"
          reading={readUnits(units)}
          numbers={ofUnits}
          foot={<WhatThisCounts of={ofUnits.caption} definition={RECEIVED} />}
          action={<ChartDownloads title={ofUnits.caption} reading={readUnits(units)} numbers={ofUnits} period="" />}
        >
          {units.length === 0 ? (
            <EmptyState title="None in the last 13 weeks" />
          ) : (
            <Bars
              label="Cases by unit, last 13 weeks"
              unit="cases"
              bars={units.map(({ unit, cases, before }) => ({
                label: unit,
                value: cases,
                remark: `${cases}, was ${before}`,
              }))}
            />
          )}
        </ChartFrame>
      </div>
    </ChartsOf>
  );
}

function weekNumbers(weeks: CaseWeek[]): Numbers {
  return {
    ...{ caption: "Cases per week, by kind", definition: RECEIVED },
    columns: ["Week of", ...SERIES.map(({ label }) => label), "Together"],
    rows: weeks.map((week) => ({
      name: weekTitle(week.week),
      href: hrefWith("/cases", { tab: "all", from: week.week, to: weekEnd(week.week) }),
      values: [...SERIES.map(({ key }) => week[key]), SERIES.reduce((sum, { key }) => sum + week[key], 0)],
    })),
  };
}

function unitNumbers(units: UnitCount[]): Numbers {
  return {
    caption: "Concerns, complaints and grievances by unit, the last 13 weeks and the 13 before",
    definition: `Concerns, complaints and grievances. ${RECEIVED}`,
    columns: ["Unit", "Last 13 weeks", "13 weeks before"],
    rows: units.map(({ unitId, unit, site, cases, before, since }) => ({
      name: `${unit}, ${site}`,
      href: hrefWith("/cases", { tab: "all", unit: unitId, kind: DISSATISFIED, from: since }),
      values: [cases, before],
    })),
  };
}
