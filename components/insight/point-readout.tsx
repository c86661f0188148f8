"use client";

import { useEffect } from "react";
import { VerdictMark } from "@/components/insight/control-marks";
import { VERDICT_LABELS } from "@/lib/insight/labels";
import { centreOf, type Figure, type ShownPoint, tellFigure } from "@/lib/insight/rules/chart-view";

type PointReadoutProps = {
  point: ShownPoint | null;
  figure: Figure;
  /** More digits than usual. */
  more: number;
  /** Told which point it is, for who listens and for the key that opens its cases. */
  onTell: (point: ShownPoint | null, words: string) => void;
};

export function PointReadout({ point, figure, more, onTell }: PointReadoutProps) {
  const words = point ? wordsOf(point, figure, more) : "";
  useEffect(() => onTell(point, words));
  if (!point) return null;
  const { title, told, interval, verdict, says } = point;
  return (
    <div className="max-w-72 min-w-36 rounded border bg-raised px-2.5 py-2 text-sm text-text shadow">
      <p className="font-medium">
        {title}: <span className="tabular-nums">{told}</span>
      </p>
      {interval ? <p className="text-muted tabular-nums">95% interval {interval.told}</p> : null}
      <p className="text-muted tabular-nums">{tellLimits(point, figure, more)}</p>
      {says && verdict ? (
        <p className="mt-0.5 flex items-start gap-1.5">
          <span className="mt-0.5">
            <VerdictMark verdict={verdict} />
          </span>
          {VERDICT_LABELS[verdict]}: {says}
        </p>
      ) : null}
    </div>
  );
}

function wordsOf(point: ShownPoint, figure: Figure, more: number): string {
  const { title, told, interval, says, verdict } = point;
  const around = interval ? ` 95% interval ${interval.told}.` : "";
  const special = says && verdict ? ` ${VERDICT_LABELS[verdict]}: ${says}.` : "";
  return `${title}: ${told}.${around}${special} ${tellLimits(point, figure, more)}`;
}

function tellLimits({ mean, lower, upper }: ShownPoint, figure: Figure, more: number): string {
  if (mean === null) return "";
  const [from, to] = [lower, upper].map((limit) => (limit === null ? null : tellFigure(figure, limit, more)));
  const limits = from === null || to === null ? "" : `, limits ${from} to ${to}`;
  return `${centreOf(figure) === "median" ? "Median" : "Mean"} ${tellFigure(figure, mean)}${limits}`;
}
