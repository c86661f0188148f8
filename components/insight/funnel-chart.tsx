"use client";

import {
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  Tooltip,
  type TooltipContentProps,
  XAxis,
  YAxis,
} from "recharts";
import { FIRST_WIDTH, LABEL_EDGE, ON_PAPER, Readout, TICK, UPWARD } from "@/components/chart/chart-parts";
import { PLACE_WORDS } from "@/lib/insight/rules/fairness-words";
import type { Funnel, FunnelPoint } from "@/lib/insight/rules/funnel";
import { cn } from "@/lib/shared/cn";
import { niceTicks } from "@/lib/shared/ticks";

const HEIGHT = 300;

/** Points in a funnel: what lies below it is filled and named, so that it is told by more than its colour. */
export function FunnelChart({ label, funnel }: { label: string; funnel: Funnel }) {
  const { points, limits, rate, per } = funnel;
  const readout = ({ active, payload }: TooltipContentProps) => {
    const point: FunnelPoint | undefined = payload.find(({ payload: row }) => row?.unit)?.payload;
    if (!point) return null;
    const lines = [
      { label: "cases", value: point.cases.toLocaleString("en"), index: 0 },
      { label: "encounters", value: point.volume.toLocaleString("en"), index: 1 },
      { label: `per ${per.toLocaleString("en")}`, value: point.rate.toFixed(2), index: 2 },
    ];
    return (
      <Readout active={active} label={point.unit} title={`${point.unit}: ${PLACE_WORDS[point.place]}`} lines={lines} />
    );
  };
  const across = niceTicks(Math.max(...points.map(({ volume }) => volume)), { isWhole: true });
  // Room above the highest for its name.
  const up = niceTicks(1.1 * Math.max(...points.map((point) => point.rate), rate * 2), { isWhole: false });
  return (
    <>
      <div className={cn("overflow-hidden", ON_PAPER)} style={{ height: HEIGHT }}>
        <ResponsiveContainer width="100%" height={HEIGHT} initialDimension={{ width: FIRST_WIDTH, height: HEIGHT }}>
          <ComposedChart data={limits} title={label} margin={{ top: 12, right: LABEL_EDGE, bottom: 0, left: 0 }}>
            <CartesianGrid vertical={false} stroke="currentColor" className="text-line" />
            <XAxis
              type="number"
              dataKey="volume"
              domain={[0, across.at(-1) ?? 1]}
              ticks={across}
              interval="equidistantPreserveEnd"
              tick={TICK}
              tickLine={false}
              axisLine={false}
              tickFormatter={(volume: number) => volume.toLocaleString("en")}
              minTickGap={24}
            />
            <YAxis {...UPWARD} domain={[0, up.at(-1) ?? 1]} ticks={up} allowDataOverflow />
            <Tooltip content={readout} cursor={{ className: "stroke-line-strong" }} isAnimationActive={false} />
            <ReferenceLine y={rate} stroke="currentColor" className="text-muted" />
            <Line {...LIMIT} dataKey="lower" strokeDasharray="5 4" />
            <Line {...LIMIT} dataKey="upper" strokeDasharray="5 4" />
            <Line {...LIMIT} dataKey="outerLower" strokeDasharray="2 3" />
            <Line {...LIMIT} dataKey="outerUpper" strokeDasharray="2 3" />
            <Scatter data={points} dataKey="rate" shape={UnitMark} isAnimationActive={false} />
          </ComposedChart>
        </ResponsiveContainer>
      </div>
      <p data-legend className="mt-1 text-sm text-muted">
        Across: encounters. Up: cases per {per.toLocaleString("en")} of them. Line: all units. Dashes: 95% limits. Dots:
        99.8% limits. Named: outside the 95% limits.
      </p>
    </>
  );
}

const LIMIT = {
  type: "linear",
  stroke: "currentColor",
  strokeWidth: 1,
  className: "text-muted",
  dot: false,
  activeDot: false,
  isAnimationActive: false,
} as const;

type MarkProps = { cx?: number; cy?: number; payload?: FunnelPoint };

function UnitMark({ cx = 0, cy = 0, payload }: MarkProps) {
  if (!payload) return <g />;
  const isWithin = payload.place === "within";
  const isLow = payload.place.startsWith("below");
  return (
    <g className={isLow ? "text-soon" : "text-spc-common"}>
      <circle cx={cx} cy={cy} r={5} fill={isWithin ? "none" : "currentColor"} stroke="currentColor" strokeWidth={1.5} />
      {isWithin ? null : (
        <text x={cx} y={isLow ? cy + 18 : cy - 10} textAnchor="middle" className="fill-text text-xs">
          {payload.unit}
        </text>
      )}
    </g>
  );
}
