"use client";

import { useRouter } from "next/navigation";
import type { MouseEvent } from "react";
import {
  Bar,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  type TooltipContentProps,
  XAxis,
  YAxis,
} from "recharts";
import { FIRST_WIDTH, ON_PAPER, Readout, RowName, seriesText, TICK } from "@/components/chart/chart-parts";
import { wholePercent } from "@/lib/insight/rules/interval";
import type { ParetoBar } from "@/lib/insight/rules/pareto";
import { cn } from "@/lib/shared/cn";

type ParetoChartProps = {
  /** Names the chart for screen readers. */
  label: string;
  /** What is counted: "issues". */
  unit: string;
  bars: ParetoBar[];
  /** The cases behind a cause, by its name. */
  hrefs: Record<string, string>;
};

const ROW_HEIGHT = 34;
const AXIS_HEIGHT = 28;
const NAME_WIDTH = 132;
const REMARK_WIDTH = 88;
const SHARES = [0, 0.2, 0.4, 0.6, 0.8, 1];

/** Causes, the heaviest first, on one scale with what they add up to: bars, the cumulative line, and the line at four fifths. */
export function ParetoChart({ label, unit, bars, hrefs }: ParetoChartProps) {
  const router = useRouter();
  const total = bars.reduce((sum, { count }) => sum + count, 0);
  const rows = bars.map((bar) => ({ ...bar, reached: bar.cumulative * total, remark: remarkOf(bar) }));
  const height = rows.length * ROW_HEIGHT + AXIS_HEIGHT;
  const readout = ({ active, payload }: TooltipContentProps) => {
    const row: (typeof rows)[number] | undefined = payload[0]?.payload;
    if (!row) return null;
    const lines = [
      { label: unit, value: `${row.count.toLocaleString("en")}, ${wholePercent(row.share)}`, index: 0 },
      { label: "with those above", value: wholePercent(row.cumulative), index: 1 },
    ];
    return <Readout active={active} label={row.cause} lines={lines} />;
  };
  // By where it was pressed: a finger does not hover over a row first, which is what the chart would go by.
  const openRow = (_: unknown, { currentTarget, clientY }: MouseEvent) => {
    const row = rows[Math.floor((clientY - currentTarget.getBoundingClientRect().top) / ROW_HEIGHT)];
    const href = row && hrefs[row.cause];
    if (href) router.push(href);
  };
  const remarks = new Map(rows.map(({ cause, remark }) => [cause, remark]));
  return (
    <>
      <div className={cn("overflow-hidden [&_svg]:cursor-pointer", ON_PAPER)} style={{ height }}>
        <ResponsiveContainer width="100%" height={height} initialDimension={{ width: FIRST_WIDTH, height }}>
          <ComposedChart
            data={rows}
            title={label}
            layout="vertical"
            margin={{ top: 0, right: 0, bottom: 0, left: 0 }}
            onClick={openRow}
          >
            <XAxis
              type="number"
              domain={[0, total]}
              ticks={SHARES.map((share) => share * total)}
              tickFormatter={(reached: number) => wholePercent(reached / total)}
              tick={TICK}
              tickLine={false}
              axisLine={false}
            />
            <YAxis
              type="category"
              dataKey="cause"
              width={NAME_WIDTH}
              tick={<RowName />}
              tickLine={false}
              axisLine={false}
              interval={0}
            />
            <YAxis
              yAxisId="remarks"
              orientation="right"
              type="category"
              dataKey="cause"
              width={REMARK_WIDTH}
              tickFormatter={(cause: string) => remarks.get(cause) ?? ""}
              tick={TICK}
              tickLine={false}
              axisLine={false}
              interval={0}
            />
            <Tooltip content={readout} cursor={{ className: "fill-sunk" }} isAnimationActive={false} />
            <ReferenceLine
              x={0.8 * total}
              stroke="currentColor"
              strokeDasharray="5 4"
              className="text-muted"
              ifOverflow="extendDomain"
            />
            <Bar
              dataKey="count"
              fill="currentColor"
              className={seriesText(0)}
              barSize={14}
              radius={3}
              isAnimationActive={false}
            />
            <Line
              dataKey="reached"
              type="linear"
              stroke="currentColor"
              strokeWidth={1.5}
              className={seriesText(1)}
              dot={{ r: 3, fill: "currentColor", stroke: "none", className: seriesText(1) }}
              activeDot={false}
              isAnimationActive={false}
            />
            <Bar yAxisId="remarks" dataKey="none" isAnimationActive={false} />
          </ComposedChart>
        </ResponsiveContainer>
      </div>
      <p data-legend className="mt-1 text-sm text-muted">
        Bars: {unit}. Line: with those above, of all. Dashes: 80%. A click opens the cases.
      </p>
    </>
  );
}

function remarkOf({ count, cumulative }: ParetoBar): string {
  return `${count.toLocaleString("en")} · ${wholePercent(cumulative)}`;
}
