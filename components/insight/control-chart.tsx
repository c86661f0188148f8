"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, useRef } from "react";
import {
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  type TooltipContentProps,
  XAxis,
  YAxis,
} from "recharts";
import { ALONG, FIRST_WIDTH, LABEL_EDGE, ON_PAPER, UPWARD } from "@/components/chart/chart-parts";
import { ControlLegend, PointMark } from "@/components/insight/control-marks";
import { PointReadout } from "@/components/insight/point-readout";
import { type ShownChart, type ShownPoint, tellFigure } from "@/lib/insight/rules/chart-view";
import { cn } from "@/lib/shared/cn";
import { niceTicks } from "@/lib/shared/ticks";

type ControlChartProps = {
  /** Names the chart for screen readers. */
  label: string;
  chart: ShownChart;
  height?: number;
};

/**
 * Points, their mean and their limits; near limits are counted with and not drawn. Arrow keys go from point to point, each is read out,
 * and Enter leads to its cases, as a click does.
 */
export function ControlChart({ label, chart, height = 260 }: ControlChartProps) {
  const router = useRouter();
  const heard = useRef<HTMLParagraphElement>(null);
  const current = useRef<ShownPoint | null>(null);
  const { points, figure, target, rebases, mark } = chart;
  const ticks = ticksOf(chart);
  const hasHigh = points.some(({ high }) => high !== null);
  const tell = (point: ShownPoint | null, words: string) => {
    current.current = point;
    if (heard.current) heard.current.textContent = words;
  };
  const open = () => {
    if (current.current) router.push(current.current.href);
  };
  const readout = ({ active, payload }: TooltipContentProps) => {
    const point: ShownPoint | undefined = payload[0]?.payload;
    return <PointReadout point={active && point ? point : null} figure={figure} more={chart.more} onTell={tell} />;
  };
  return (
    // The chart inside is what takes the focus and the arrow keys; this adds Enter.
    <div
      onKeyDownCapture={(event: KeyboardEvent) => {
        if (event.key !== "Enter" || !current.current) return;
        event.stopPropagation();
        open();
      }}
    >
      <div className={cn("overflow-hidden [&_svg]:cursor-pointer", ON_PAPER)} style={{ height }}>
        <ResponsiveContainer width="100%" height={height} initialDimension={{ width: FIRST_WIDTH, height }}>
          <ComposedChart
            data={points}
            title={label}
            margin={{ top: 8, right: LABEL_EDGE, bottom: 0, left: 0 }}
            onClick={open}
          >
            <CartesianGrid vertical={false} stroke="currentColor" className="text-line" />
            <XAxis
              {...ALONG}
              dataKey="key"
              tickFormatter={(key: string) => points.find((point) => point.key === key)?.label ?? ""}
            />
            <YAxis
              {...UPWARD}
              domain={[0, ticks.at(-1) ?? 1]}
              ticks={ticks}
              tickFormatter={(value: number) => tellFigure(figure, value)}
            />
            <Tooltip
              content={readout}
              cursor={{ className: "stroke-line-strong" }}
              filterNull={false}
              isAnimationActive={false}
            />
            {rebases.map(({ key }) => (
              <ReferenceLine key={key} x={key} stroke="currentColor" strokeDasharray="2 3" className="text-muted" />
            ))}
            {mark === null ? null : <ReferenceLine x={mark} stroke="currentColor" className="text-focus" />}
            {target === null ? null : (
              <ReferenceLine y={target} stroke="currentColor" strokeDasharray="8 3 2 3" className="text-met" />
            )}
            {hasHigh ? (
              <Line {...PLAIN} dataKey="high" type="linear" stroke="currentColor" className="text-series-2" />
            ) : null}
            <Line {...LIMIT} dataKey="upper" />
            <Line {...LIMIT} dataKey="lower" />
            <Line
              {...PLAIN}
              dataKey="mean"
              type="step"
              stroke="currentColor"
              strokeWidth={1.5}
              className="text-muted"
            />
            <Line
              {...PLAIN}
              dataKey="value"
              type="linear"
              stroke="currentColor"
              strokeWidth={1.5}
              className="text-spc-common"
              dot={PointMark}
              activeDot={false}
            />
          </ComposedChart>
        </ResponsiveContainer>
      </div>
      <p ref={heard} role="status" className="sr-only" />
      <ControlLegend chart={chart} />
    </div>
  );
}

const PLAIN = { dot: false, activeDot: false, isAnimationActive: false, connectNulls: false } as const;
const LIMIT = {
  ...PLAIN,
  type: "step",
  stroke: "currentColor",
  strokeWidth: 1,
  strokeDasharray: "5 4",
  className: "text-muted",
} as const;

/** Shares end at one; anything else at the line above what is drawn, in whole steps where it is counted one by one. */
function ticksOf({ figure, points, target }: ShownChart): number[] {
  if (figure === "share") return [0, 0.25, 0.5, 0.75, 1];
  const most = Math.max(
    0,
    target ?? 0,
    ...points.flatMap(({ value, upper, high }) => [value ?? 0, upper ?? 0, high ?? 0]),
  );
  return niceTicks(most, { isWhole: figure === "count" || figure === "issues" });
}
