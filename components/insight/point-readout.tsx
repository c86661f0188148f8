"use client";

import { useEffect } from "react";
import { VerdictMark } from "@/components/insight/control-marks";
import { VERDICT_LABELS } from "@/lib/insight/labels";
import { centreOf, type Figure, type ShownPoint, tellFigure } from "@/lib/insight/rules/chart-view";

type PointReadoutProps = {
  point: ShownPoint | null;
  figure: Figure;
  /** Told which point it is, for who listens and for the key that opens its cases. */
  onTell: (point: ShownPoint | null, words: string) => void;
};

export function PointReadout({ point, figure, onTell }: PointReadoutProps) {
  const words = point ? wordsOf(point, figure) : "";
  useEffect(() => onTell(point, words));
  if (!point) return null;
  const { title, told, verdict, says } = point;
  return (
    <div className="max-w-72 min-w-36 rounded border bg-raised px-2.5 py-2 text-sm text-text shadow">
      <p className="font-medium">
        {title}: <span className="tabular-nums">{told}</span>
      </p>
      <p className="text-muted tabular-nums">{tellLimits(point, figure)}</p>
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

function wordsOf(point: ShownPoint, figure: Figure): string {
  const { title, told, says, verdict } = point;
  const special = says && verdict ? ` ${VERDICT_LABELS[verdict]}: ${says}.` : "";
  return `${title}: ${told}.${special} ${tellLimits(point, figure)}`;
}

function tellLimits({ mean, lower, upper }: ShownPoint, figure: Figure): string {
  if (mean === null) return "";
  const limits =
    lower === null || upper === null ? "" : `, limits ${tellFigure(figure, lower)} to ${tellFigure(figure, upper)}`;
  return `${centreOf(figure) === "median" ? "Median" : "Mean"} ${tellFigure(figure, mean)}${limits}`;
}
