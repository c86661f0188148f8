import type { ChartsAbout } from "@/components/chart/charts-of";
import type { Numbers, Value } from "@/components/chart/numbers-table";
import { VERDICT_LABELS } from "@/lib/insight/labels";
import {
  centreOf,
  type Figure,
  type ShownChart,
  type ShownPoint,
  tellFigure,
  wholeVolume,
} from "@/lib/insight/rules/chart-view";

/** What a control chart is drawn from, a row for each point. */
export function numbersOf(caption: string, { points, figure, more, period }: ShownChart, definition: string): Numbers {
  const shown = (value: number | null): Value =>
    value === null ? "" : { value: rounded(value), told: tellFigure(figure, value, more) };
  const isPlain = figure === "count" || period === "event";
  const isTime = !isPlain && (figure === "hours" || figure === "days");
  const isPart = !isPlain && !isTime;
  return {
    ...{ caption, definition },
    columns: [
      FIRST[period],
      headOf(figure, period),
      ...(isPart ? ["Counted", "Of"] : []),
      ...(isTime ? ["90th centile", "n"] : []),
      ...(isPart || isTime ? INTERVAL : []),
      ...[centreOf(figure) === "median" ? "Median" : "Mean", "Lower limit", "Upper limit", SPECIAL],
    ],
    texts: [SPECIAL],
    rows: points.map((point) => ({
      name: point.title.replace("Week of ", ""),
      href: point.href,
      values: [
        point.value === null ? point.told : shown(point.value),
        ...(isPart ? [point.y ?? "", volumeOf(point.n, figure)] : []),
        ...(isTime ? [shown(point.high), point.n ?? ""] : []),
        ...(isPart || isTime ? intervalOf(point) : []),
        ...[shown(point.mean), shown(point.lower), shown(point.upper)],
        point.says && point.verdict ? `${VERDICT_LABELS[point.verdict]}: ${point.says}` : "",
      ],
    })),
  };
}

/** More digits than six say nothing of a mean or a limit. */
function rounded(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(6));
}

const INTERVAL = ["95% interval from", "95% interval to"];

function intervalOf({ interval }: ShownPoint): Value[] {
  if (!interval) return ["", ""];
  const [from = "", to = ""] = interval.told.split(" to ");
  return [
    { value: rounded(interval.lower), told: from },
    { value: rounded(interval.upper), told: to },
  ];
}

const SPECIAL = "What is special";

const FIRST: Record<ShownChart["period"], string> = { week: "Week of", month: "Month", event: "On" };

function headOf(figure: Figure, period: ShownChart["period"]): string {
  if (figure === "issues") return "Other issues since the one before";
  if (period === "event") return "Days since the one before";
  if (figure === "hours" || figure === "days") return `Median ${figure}`;
  return figure === "count" ? "Count" : "Figure";
}

function volumeOf(n: number | null, figure: Figure): Value {
  if (n === null) return "";
  return figure === "rate" ? { value: Math.round(1_000 * n), told: wholeVolume(n) } : n;
}

/**
 * The same for a file: numbers as they are, so that a spreadsheet takes them for numbers, and in each row what they are of and what they
 * count, as a file leaves its page.
 */
export function cellsOf(
  { columns, rows, caption, definition }: Numbers,
  about: ChartsAbout | null,
): (number | string)[][] {
  const of = [caption, about?.kinds, about?.sites].filter(Boolean).join(" · ");
  const cells = rows.map(({ name, values }) => [
    name,
    ...values.map((value) => (typeof value === "object" ? value.value : value)),
    of,
    definition,
  ]);
  return [[...columns, "Of", "What this counts"], ...cells];
}
