import type { Cell } from "@/lib/export/types";
import type { Figure, ReportResult, Section } from "./result";
import { endsOf, percentHalfUp } from "./tell";

export const FIGURE_HEADERS = [
  "Section",
  "Figure",
  "Value",
  "Unit",
  "Numerator",
  "Denominator",
  "95% interval, lower",
  "95% interval, upper",
  "90th centile",
  "What it tells",
  "Numerator is",
  "Denominator is",
  "Source",
  "Note",
];

const UNITS: Record<Figure["unit"], string> = {
  ...{ count: "count", share: "%", rate: "rate", ratio: "to 1", hours: "hours (median)", days: "days (median)" },
};

/** A report figure by figure, each with what it was counted from and what it means; then its checks and remarks. Numbers are numbers. */
export function figureRows({ sections, checks, remarks }: ReportResult): Cell[][] {
  return [
    ...sections.flatMap((section) => section.figures.map((figure) => rowOf(section, figure))),
    ...checks.map(({ rule, holds, told, cases, more }) => [
      ...[
        "Checks",
        rule,
        holds ? "holds" : "does not hold",
        null,
        null,
        null,
        null,
        null,
        null,
        told,
        null,
        null,
        null,
      ],
      cases.length > 0 ? `${cases.join(", ")}${more > 0 ? ` and ${more} more` : ""}` : null,
    ]),
    ...remarks.map((remark) => ["Remarks", remark, ...Array<null>(12).fill(null)]),
  ];
}

function rowOf({ title }: Section, figure: Figure): Cell[] {
  const { unit, numerator, denominator, ninetieth, per, definition, note, isHidden } = figure;
  const ends = endsOf(figure);
  return [
    ...[title, figure.label, isHidden ? "hidden" : shownValue(figure)],
    ...[
      unit === "rate" ? `per ${per ?? 1}` : UNITS[unit],
      numerator,
      denominator,
      ends?.lower ?? null,
      ends?.upper ?? null,
      ninetieth === null ? null : Number(ninetieth.toFixed(2)),
    ],
    ...[definition.says, definition.numerator, definition.denominator, definition.source, note],
  ];
}

function shownValue({ unit, value, numerator, denominator }: Figure): Cell {
  if (value === null) return "none";
  return unit === "share" ? percentHalfUp(numerator ?? 0, denominator ?? 0) : Number(value.toFixed(2));
}

/** A file is not called what no file system lets it be, nor by marks that turn the reading order round. */
export function tellFileName(title: string, format: string): string {
  const plain = title
    .replace(/<\/?\w+>/gu, " ")
    .replace(/[<>:"/\\|?*\p{Cc}\p{Cf}]/gu, " ")
    .replace(/\s+/gu, " ")
    .trim();
  return `${plain.slice(0, 180).trim()}.${format}`;
}
