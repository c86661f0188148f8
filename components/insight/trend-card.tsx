import Link from "next/link";
import { ChartFrame } from "@/components/chart/chart-frame";
import { ChartDownloads } from "@/components/insight/chart-downloads";
import { numbersOf } from "@/components/insight/chart-numbers";
import { ControlChart } from "@/components/insight/control-chart";
import { VerdictMark } from "@/components/insight/control-marks";
import { WhatThisCounts } from "@/components/insight/what-this-counts";
import { EmptyState } from "@/components/ui/empty-state";
import { periodOf, type ShownChart } from "@/lib/insight/rules/chart-view";
import type { UnitWarning } from "@/lib/insight/rules/unit-warnings";

type TrendCardProps = {
  trend: {
    received: ShownChart;
    receivedDefinition: string;
    rate: { title: string; chart: ShownChart; definition: string } | null;
    warnings: UnitWarning[];
  };
};

/** More would be read on the page that this leads to. */
const MOST_TOLD = 3;

/** The trend, and under it what changed and where, in words. */
export function TrendCard({ trend: { received, receivedDefinition, rate, warnings } }: TrendCardProps) {
  const { title, chart, definition } = rate ?? {
    ...{ title: "Concerns, complaints and grievances per week", chart: received },
    definition: receivedDefinition,
  };
  // What has passed again stands in Insights.
  const rising = warnings.filter(({ isRising }) => isRising);
  const read = rate ? [rate.chart, received] : [received];
  const numbers = numbersOf(title, chart, definition);
  return (
    <ChartFrame
      title="What changed, and where"
      reading={`${title}.`}
      numbers={numbers}
      action={
        <>
          <ChartDownloads {...{ title, numbers }} reading={chart.reading} period={periodOf(chart.points)} />
          <Link
            prefetch={false}
            href="/insights"
            className="inline-flex min-h-6 items-center rounded text-primary-text hover:underline"
          >
            All insights
          </Link>
        </>
      }
      foot={
        <>
          <ul className="mt-3 grid max-w-prose gap-2 border-t pt-3">
            {read.map((one) => (
              <li key={one.reading} className="flex gap-2">
                <span className="mt-1">
                  <VerdictMark verdict={one.signals[0]?.verdict ?? "common_cause"} />
                </span>
                <span>
                  {one.reading} {one.assurance}{" "}
                  {one.signals[0] ? (
                    <Link
                      prefetch={false}
                      href={one.signals[0].href}
                      className="print:hidden text-primary-text underline"
                    >
                      See the cases<span className="sr-only"> of {one.signals[0].says}</span>
                    </Link>
                  ) : null}
                </span>
              </li>
            ))}
            {rising.slice(0, MOST_TOLD).map(({ key, unit, site, cause, usualWords, chartHref }) => (
              <li key={key} className="flex gap-2">
                <span aria-hidden className="text-soon">
                  ▲
                </span>
                <span>
                  <Link prefetch={false} href={chartHref} className="font-medium text-primary-text underline">
                    {unit} · {cause}
                  </Link>
                  , {site}: {usualWords}. A prompt to look, never a verdict.
                </span>
              </li>
            ))}
            {rising.length > MOST_TOLD ? (
              <li className="text-muted">{rising.length - MOST_TOLD} more early warnings</li>
            ) : null}
          </ul>
          <WhatThisCounts of={title} definition={definition} />
        </>
      }
    >
      {chart.points.some(({ value }) => value !== null) ? (
        <ControlChart label={title} chart={chart} height={200} />
      ) : (
        <EmptyState title="Nothing to chart">
          There is no whole {chart.period} yet in which anything was counted.
        </EmptyState>
      )}
    </ChartFrame>
  );
}
