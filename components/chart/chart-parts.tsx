import type { TooltipContentProps } from "recharts";
import { cn } from "@/lib/shared/cn";

export type Series = { key: string; label: string };

/** Shapes are filled with `currentColor`, so that a token's class colours them in either theme. */
const SERIES_TEXT = [
  "text-series-1",
  "text-series-2",
  "text-series-3",
  "text-series-4",
  "text-series-5",
  "text-series-6",
] as const;

export function seriesText(index: number): string {
  return SERIES_TEXT[index % SERIES_TEXT.length] ?? SERIES_TEXT[0];
}

export const TICK = { className: "fill-muted text-xs tabular-nums" };

/** On paper a chart is as wide as its place there, and was drawn for a screen: it is scaled rather than cut off. */
export const ON_PAPER = [
  "print:h-auto! print:[&_.recharts-responsive-container]:h-auto! print:[&_.recharts-responsive-container>div]:w-full!",
  "print:[&_.recharts-wrapper]:h-auto! print:[&_.recharts-wrapper]:w-full! print:[&_svg]:h-auto!",
].join(" ");

/** What a chart is drawn at before its place is measured, on the server too. */
export const FIRST_WIDTH = 640;

/** Room for half of the last label under an axis, "Oct 2026", which is drawn around its point. */
export const LABEL_EDGE = 30;

/** Labels under an axis: the last always, and back from it every so many, as many as there is room for. */
export const ALONG = {
  tick: TICK,
  tickLine: false,
  axisLine: false,
  interval: "equidistantPreserveEnd",
  minTickGap: 16,
} as const;

/** Labels beside an axis: all of them, wide enough for "100%". */
export const UPWARD = { tick: TICK, tickLine: false, axisLine: false, interval: 0, width: 48 } as const;

export function Legend({ series }: { series: Series[] }) {
  return (
    <ul aria-hidden data-legend className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
      {series.map(({ key, label }, index) => (
        <li key={key} className="flex items-center gap-1.5">
          <Swatch index={index} />
          {label}
        </li>
      ))}
    </ul>
  );
}

function Swatch({ index }: { index: number }) {
  return (
    <span
      aria-hidden
      className={cn("size-2.5 shrink-0 rounded-sm bg-current [print-color-adjust:exact]", seriesText(index))}
    />
  );
}

type ReadoutProps = Pick<TooltipContentProps, "active" | "label"> & {
  title?: string;
  lines: { label: string; value: string; index: number }[];
  total?: string;
};

export function Readout({ active, label, title, lines, total }: ReadoutProps) {
  if (!active || lines.length === 0) return null;
  return (
    <div className="min-w-36 rounded border bg-raised px-2.5 py-2 text-sm text-text shadow">
      <p className="font-medium">{title ?? label}</p>
      <dl className="mt-1 grid gap-0.5">
        {lines.map((line) => (
          <div key={line.label} className="flex items-center gap-2">
            <Swatch index={line.index} />
            <dt className="flex-1 text-muted">{line.label}</dt>
            <dd className="tabular-nums">{line.value}</dd>
          </div>
        ))}
        {total === undefined ? null : (
          <div className="flex justify-between gap-4 border-t pt-0.5">
            <dt className="text-muted">Together</dt>
            <dd className="tabular-nums">{total}</dd>
          </div>
        )}
      </dl>
    </div>
  );
}

type RowNameProps = { y?: number | string; payload?: { value?: string } };

/** The name before a bar. Recharts hands a tick its place and its value. */
export function RowName({ y, payload }: RowNameProps) {
  return (
    <text x={0} y={y} dy="0.35em" className="fill-text text-sm">
      {shorten(payload?.value ?? "")}
    </text>
  );
}

function shorten(name: string): string {
  return name.length > 20 ? `${name.slice(0, 19).trimEnd()}…` : name;
}
