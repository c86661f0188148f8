"use client";

import {
  Bar,
  BarChart,
  CartesianGrid,
  ResponsiveContainer,
  Tooltip,
  type TooltipContentProps,
  XAxis,
  YAxis,
} from "recharts";
import {
  ALONG,
  FIRST_WIDTH,
  LABEL_EDGE,
  Legend,
  ON_PAPER,
  Readout,
  type Series,
  seriesText,
  UPWARD,
} from "@/components/chart/chart-parts";
import { cn } from "@/lib/shared/cn";
import { niceTicks } from "@/lib/shared/ticks";

export type StackedBar = {
  /** Under the bar, short: "16 Nov". */
  label: string;
  /** In full, where there is room: "Week of 16 November". */
  title?: string;
  /** By series key. */
  values: Record<string, number>;
};

type StackedBarsProps = {
  /** Names the chart for screen readers. */
  label: string;
  /** At most six, the first at the bottom. */
  series: Series[];
  bars: StackedBar[];
  height?: number;
};

export function StackedBars({ label, series, bars, height = 240 }: StackedBarsProps) {
  const readout = ({ active, payload }: TooltipContentProps) => {
    const bar: StackedBar | undefined = payload[0]?.payload;
    if (!bar) return null;
    const lines = series.map((one, index) => ({ label: one.label, value: shown(bar.values[one.key] ?? 0), index }));
    const total = series.reduce((sum, { key }) => sum + (bar.values[key] ?? 0), 0);
    return (
      <Readout active={active} label={bar.label} title={bar.title} lines={lines.toReversed()} total={shown(total)} />
    );
  };
  const totals = bars.map(({ values }) => series.reduce((sum, { key }) => sum + (values[key] ?? 0), 0));
  const ticks = niceTicks(Math.max(0, ...totals), { isWhole: true });
  return (
    <div>
      <div className={cn("overflow-hidden", ON_PAPER)} style={{ height }}>
        <ResponsiveContainer width="100%" height={height} initialDimension={{ width: FIRST_WIDTH, height }}>
          <BarChart
            data={bars}
            title={label}
            margin={{ top: 8, right: LABEL_EDGE, bottom: 0, left: 0 }}
            barCategoryGap="22%"
          >
            <CartesianGrid vertical={false} stroke="currentColor" className="text-line" />
            <XAxis {...ALONG} dataKey="label" />
            <YAxis {...UPWARD} domain={[0, ticks.at(-1) ?? 1]} ticks={ticks} />
            <Tooltip content={readout} cursor={{ className: "fill-sunk" }} isAnimationActive={false} />
            {series.map(({ key, label: name }, index) => (
              <Bar
                key={key}
                name={name}
                dataKey={(bar: StackedBar) => bar.values[key] ?? 0}
                stackId="all"
                fill="currentColor"
                className={`${seriesText(index)} [&_path]:stroke-surface`}
                maxBarSize={36}
                isAnimationActive={false}
              />
            ))}
          </BarChart>
        </ResponsiveContainer>
      </div>
      <Legend series={series} />
    </div>
  );
}

function shown(value: number): string {
  return value.toLocaleString("en");
}
