import type { DotItemDotProps } from "recharts";
import { VERDICT_LABELS } from "@/lib/insight/labels";
import { centreOf, type ShownChart, type ShownPoint } from "@/lib/insight/rules/chart-view";
import type { Verdict } from "@/lib/insight/rules/control-chart";
import { cn } from "@/lib/shared/cn";

const COLOURS: Record<Verdict, string> = {
  common_cause: "text-spc-common",
  improvement: "text-spc-improvement",
  concern: "text-spc-concern",
  neutral: "text-spc-change",
};

/** Around its middle: a small circle for common cause, a diamond for improvement, a triangle for concern, a square for a change that is neither. */
const SHAPES: Record<Verdict, string> = {
  common_cause: "M-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0Z",
  improvement: "M0 -6L6 0L0 6L-6 0Z",
  concern: "M0 -6L6 5H-6Z",
  neutral: "M-4.5 -4.5H4.5V4.5H-4.5Z",
};

/** A point of the chart, by colour and by shape, as neither may be all that tells it. */
export function PointMark({ cx, cy, payload }: DotItemDotProps) {
  const { value, verdict, key }: ShownPoint = payload;
  if (value === null || cx === undefined || cy === undefined) return <g key={key} />;
  const seen = verdict ?? "common_cause";
  return (
    <path
      key={key}
      d={SHAPES[seen]}
      transform={`translate(${cx} ${cy})`}
      fill="currentColor"
      strokeWidth={1}
      className={cn(COLOURS[seen], "stroke-surface")}
    />
  );
}

export function VerdictMark({ verdict }: { verdict: Verdict }) {
  return (
    <svg aria-hidden viewBox="-7 -7 14 14" className={cn("size-3.5 shrink-0", COLOURS[verdict])}>
      <path d={SHAPES[verdict]} fill="currentColor" />
    </svg>
  );
}

/** Only what is there to be seen. */
export function ControlLegend({ chart: { points, figure, target, rebases, mark } }: { chart: ShownChart }) {
  const verdicts = (Object.keys(VERDICT_LABELS) as Verdict[]).filter((verdict) =>
    points.some((point) => point.value !== null && (point.verdict ?? "common_cause") === verdict),
  );
  const hasMean = points.some(({ mean }) => mean !== null);
  const hasLimits = points.some(({ upper, lower }) => upper !== null || lower !== null);
  return (
    <ul aria-hidden data-legend className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
      {verdicts.map((verdict) => (
        <li key={verdict} className="flex items-center gap-1.5">
          <VerdictMark verdict={verdict} />
          {VERDICT_LABELS[verdict]}
        </li>
      ))}
      {points.some(({ high }) => high !== null) ? <LineKey label="90th centile" className="text-series-2" /> : null}
      {hasMean ? <LineKey label={centreOf(figure) === "median" ? "Median" : "Mean"} /> : null}
      {hasLimits ? <LineKey label="Limits" dashes="5 4" /> : null}
      {target === null ? null : <LineKey label="Target" dashes="8 3 2 3" className="text-met" />}
      {mark === null ? null : <LineKey label="The change" className="text-focus" />}
      {rebases.length > 0 ? <LineKey label="Limits begin anew" dashes="2 3" /> : null}
    </ul>
  );
}

function LineKey({ label, dashes, className }: { label: string; dashes?: string; className?: string }) {
  return (
    <li className="flex items-center gap-1.5">
      <svg aria-hidden viewBox="0 0 22 4" className={cn("h-1 w-5.5 shrink-0", className)}>
        <path d="M0 2H22" stroke="currentColor" strokeWidth={1.5} strokeDasharray={dashes} />
      </svg>
      {label}
    </li>
  );
}
