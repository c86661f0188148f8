"use client";

import {
  Bar,
  BarChart,
  LabelList,
  ResponsiveContainer,
  Tooltip,
  type TooltipContentProps,
  XAxis,
  YAxis,
} from "recharts";
import { FIRST_WIDTH, ON_PAPER, Readout, RowName, seriesText, TICK } from "@/components/chart/chart-parts";
import { cn } from "@/lib/shared/cn";

export type OneBar = {
  label: string;
  value: number;
  /** Beside the bar, in words: "142 · 36%". The number alone where it is left out. */
  remark?: string;
};

type BarsProps = {
  /** Names the chart for screen readers. */
  label: string;
  /** What is counted: "issues". */
  unit: string;
  bars: OneBar[];
};

const ROW_HEIGHT = 28;
const NAME_WIDTH = 152;
const REMARK_WIDTH = 92;

/** One bar a row, longest first as given, each with its name before and its number after. */
export function Bars({ label, unit, bars }: BarsProps) {
  const height = Math.max(bars.length, 1) * ROW_HEIGHT;
  const rows = bars.map((bar) => ({ ...bar, remark: bar.remark ?? bar.value.toLocaleString("en") }));
  const readout = ({ active, payload }: TooltipContentProps) => {
    const bar: (typeof rows)[number] | undefined = payload[0]?.payload;
    return bar ? (
      <Readout active={active} label={bar.label} lines={[{ label: unit, value: bar.remark, index: 0 }]} />
    ) : null;
  };
  return (
    <div className={cn("overflow-hidden", ON_PAPER)} style={{ height }}>
      <ResponsiveContainer width="100%" height={height} initialDimension={{ width: FIRST_WIDTH, height }}>
        <BarChart
          data={rows}
          title={label}
          layout="vertical"
          margin={{ top: 0, right: REMARK_WIDTH, bottom: 0, left: 0 }}
        >
          <XAxis type="number" hide domain={[0, "dataMax"]} />
          <YAxis
            type="category"
            dataKey="label"
            width={NAME_WIDTH}
            tick={<RowName />}
            tickLine={false}
            axisLine={false}
            interval={0}
          />
          <Tooltip content={readout} cursor={{ className: "fill-sunk" }} isAnimationActive={false} />
          <Bar
            dataKey="value"
            name={unit}
            fill="currentColor"
            className={seriesText(0)}
            barSize={14}
            radius={3}
            isAnimationActive={false}
          >
            <LabelList dataKey="remark" position="right" className={TICK.className} />
          </Bar>
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}
