import Link from "next/link";
import type { ReactNode } from "react";
import { ChartFrame } from "@/components/chart/chart-frame";
import { ChartDownloads } from "@/components/insight/chart-downloads";
import { numbersOf } from "@/components/insight/chart-numbers";
import { ControlChart } from "@/components/insight/control-chart";
import { VerdictMark } from "@/components/insight/control-marks";
import { WhatThisCounts } from "@/components/insight/what-this-counts";
import { EmptyState } from "@/components/ui/empty-state";
import { VERDICT_LABELS } from "@/lib/insight/labels";
import { periodOf, type ShownChart, type Signal } from "@/lib/insight/rules/chart-view";

type ChartCardProps = {
  title: string;
  chart: ShownChart;
  /** What is counted, in a sentence or two, with where it comes from. */
  definition: string;
  className?: string;
  /** How many signals are told at once. */
  most?: number;
  /** Under all of it: where limits begin anew. */
  children?: ReactNode;
};

/** A control chart in its card: what it says, what is special about it and where its cases are, and what it counts. */
export function ChartCard({ title, chart, definition, className, most = 4, children }: ChartCardProps) {
  const { points, reading, assurance } = chart;
  const numbers = numbersOf(title, chart, definition);
  return (
    <ChartFrame
      title={title}
      level={3}
      className={className}
      reading={assurance ? `${reading} ${assurance}` : reading}
      numbers={numbers}
      action={points.length > 0 ? <ChartDownloads {...{ title, reading, numbers }} period={periodOf(points)} /> : null}
      foot={
        <>
          <Remarks chart={chart} />
          <SignalList signals={chart.signals} most={most} />
          <WhatThisCounts of={title} definition={definition} />
          {children}
        </>
      }
    >
      {points.some(({ value }) => value !== null) ? (
        <ControlChart label={title} chart={chart} />
      ) : (
        <EmptyState title="Nothing to chart">
          There is no whole {chart.period} yet in which anything was counted.
        </EmptyState>
      )}
    </ChartFrame>
  );
}

function Remarks({ chart: { gaps, notes } }: { chart: ShownChart }) {
  const remarks = [...(gaps.length > 0 ? [`Left open: ${gaps.join("; ")}.`] : []), ...notes];
  if (remarks.length === 0) return null;
  return (
    <ul className="mt-2 grid max-w-prose gap-1 text-sm text-muted">
      {remarks.map((remark) => (
        <li key={remark}>{remark}</li>
      ))}
    </ul>
  );
}

function SignalList({ signals, most }: { signals: Signal[]; most: number }) {
  if (signals.length === 0) return null;
  const rest = signals.slice(most);
  return (
    <div className="mt-3 border-t pt-3">
      <h4 className="text-sm text-muted">What stands out</h4>
      <SignalLines signals={signals.slice(0, most)} />
      {rest.length > 0 ? (
        <details className="mt-1 text-sm">
          <summary className="w-fit cursor-pointer rounded text-primary-text">{rest.length} more</summary>
          <SignalLines signals={rest} />
        </details>
      ) : null}
    </div>
  );
}

function SignalLines({ signals }: { signals: Signal[] }) {
  return (
    <ul className="mt-1 grid gap-1">
      {signals.map(({ key, says, verdict, href }) => (
        <li key={key} className="flex max-w-prose items-start gap-2">
          <span className="mt-1">
            <VerdictMark verdict={verdict} />
          </span>
          <span>
            <span className="text-muted">{VERDICT_LABELS[verdict]}:</span> {says}{" "}
            <Link prefetch={false} href={href} className="print:hidden whitespace-nowrap text-primary-text underline">
              See the cases<span className="sr-only"> of {says}</span>
            </Link>
          </span>
        </li>
      ))}
    </ul>
  );
}
