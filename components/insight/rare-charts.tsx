import { ChartCard } from "@/components/insight/chart-card";
import type { ShownChart } from "@/lib/insight/rules/chart-view";
import { define, METRICS } from "@/lib/insight/rules/metrics";

type RareChartsProps = { rare: { days: ShownChart | null; issues: ShownChart | null }; where: string };

/** What weighs most and is rare: by the days between, and by what else was raised between. */
export function RareCharts({ rare, where }: RareChartsProps) {
  const charts = [
    { metric: METRICS.highSeverity, chart: rare.days },
    { metric: METRICS.betweenHighSeverity, chart: rare.issues },
  ].flatMap(({ metric, chart }) => (chart ? [{ metric, chart }] : []));
  if (charts.length === 0) return null;
  return (
    <div className="grid grid-cols-1 items-start gap-3.5 lg:grid-cols-2 print:grid-cols-2">
      {charts.map(({ metric, chart }) => (
        <ChartCard
          key={metric.name}
          title={`${metric.name}${where}`}
          chart={chart}
          definition={define(metric)}
          most={2}
        />
      ))}
    </div>
  );
}
