import type { ReactNode } from "react";
import { ChartCard } from "@/components/insight/chart-card";
import { define, METRICS } from "@/lib/insight/rules/metrics";
import type { RareChart } from "@/lib/insight/rules/shown-times";
import { cn } from "@/lib/shared/cn";

type RareChartsProps = { charts: RareChart[]; where: string; below: (rare: RareChart) => ReactNode };

/** What is rare, by what lies between one and the next. */
export function RareCharts({ charts, where, below }: RareChartsProps) {
  if (charts.length === 0) return null;
  return (
    <div
      className={cn("grid grid-cols-1 items-start gap-3.5", charts.length > 1 && "lg:grid-cols-2 print:grid-cols-2")}
    >
      {charts.map(({ metric, chart }, at) => (
        <ChartCard
          key={metric}
          // The last of three would leave half a row empty.
          className={cn(
            at % 2 === 0 && at === charts.length - 1 && charts.length > 1 && "lg:col-span-2 print:col-span-2",
          )}
          title={`${METRICS[metric].name}${where}`}
          chart={chart}
          definition={define(METRICS[metric])}
          most={2}
        >
          {below({ metric, chart })}
        </ChartCard>
      ))}
    </div>
  );
}
