import { z } from "zod";
import { episodesOf } from "@/lib/insight/rules/cause-words";
import { type ChartPoint, controlChart, type Series } from "@/lib/insight/rules/control-chart";
import { CHART_KINDS, NEEDS_VOLUME } from "@/lib/insight/rules/limits";
import { FieldError } from "./field-error";
import { isRecord } from "./rows";

const NOT_KNOWN = ["", "na", "nan", "null"];
const amount = z.preprocess((value) => {
  if (typeof value !== "string") return value;
  return NOT_KNOWN.includes(value.trim().toLowerCase()) ? null : Number(value);
}, z.number({ error: "This must be a number." }).nullish());
const truth = z.preprocess(
  (value) => ({ true: true, yes: true, "1": true, false: false, no: false, "0": false })[String(value).toLowerCase()],
  z.boolean({ error: "This must be true or false." }),
);
const name = z.union([z.string(), z.number()]).transform(String);
const list = <T extends z.ZodType>(of: T) =>
  z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : String(value).split(/[;,\s]+/)),
    z.array(of),
  );

/** How a series is charted. What is not named here is a point's own, or somebody's note. */
const optionsSchema = z.object({
  chart: z.enum(CHART_KINDS, { error: `This must be one of: ${CHART_KINDS.join(", ")}.` }).default("xmr"),
  improvement: z
    .enum(["increase", "decrease", "neutral"], { error: "This must be increase, decrease or neutral." })
    .default("neutral"),
  target: amount,
  baseline: z
    .preprocess(
      (value) => (value === undefined || value === "all" ? null : Number(value)),
      z.int({ error: 'This must be a number of points, or "all".' }).min(1).nullable(),
    )
    .default(null),
  rebase: list(name).default([]),
  exclude: list(name).default([]),
  screen_outliers: truth.default(true),
});

const seriesSchema = optionsSchema.extend({
  id: z.union([z.string(), z.number()]).optional(),
  values: z
    .array(amount, { error: ({ input }) => (input === undefined ? "There are none." : "These must be numbers.") })
    .min(1, "There is no value."),
  volumes: z.array(amount, { error: "These must be numbers." }).optional(),
  names: z.array(name).optional(),
});

type Options = z.output<typeof optionsSchema>;

/** A series in one row: its `values`, and what they are charted by. */
export function answerSeries(row: Record<string, unknown>): Record<string, unknown> {
  const { id, values, volumes, names, ...options } = seriesSchema.parse(row);
  for (const [field, given] of Object.entries({ volumes, names })) {
    if (given && given.length !== values.length)
      throw new FieldError(
        field,
        `There must be one for each of the ${values.length} values, and there are ${given.length}.`,
      );
  }
  const points = values.map((y, index) => ({
    x: names?.[index] ?? String(index + 1),
    y: y ?? null,
    n: volumes?.[index] ?? null,
  }));
  const chart = controlChart(seriesOf(points, options, []));
  return {
    ...(id === undefined ? {} : { id }),
    phases: chart.phases,
    points: chart.points.map(flatten),
    says: episodesOf(chart).map(({ says }) => says),
  };
}

const GROUPED_BY = ["case", "series", "f", "facet", "facet1", "facet2"];
const PHASES = ["rebase_group", "part"];

const pointSchema = z.object({ x: name.optional(), y: amount, n: amount, include: truth.default(true) });

type Placed = { index: number; row: Record<string, unknown> };
export type PointOutcome = { index: number; result: Record<string, unknown> } | { index: number; error: unknown };

/** Points of one or several series, a row each. A row that cannot be used is left out of its series and gives its error. */
export function answerPoints(rows: Record<string, unknown>[], shared: Record<string, unknown>): PointOutcome[] {
  const series = new Map<string, Placed[]>();
  for (const [index, row] of rows.entries()) {
    const key = JSON.stringify(GROUPED_BY.map((column) => row[column] ?? null));
    series.set(key, [...(series.get(key) ?? []), { index, row }]);
  }
  return [...series.values()].flatMap((placed) => answerOne(placed, shared));
}

function answerOne(placed: Placed[], shared: Record<string, unknown>): PointOutcome[] {
  const outcomes: PointOutcome[] = [];
  const read = placed.flatMap(({ index, row }) => {
    try {
      const named = { x: row[column(shared, "x")], y: row[column(shared, "y")], n: row[column(shared, "n")] };
      if (!(column(shared, "y") in row) && !("x" in row))
        throw new FieldError("y", `There is no ${column(shared, "y")}.`);
      const { x, y, n, include } = pointSchema.parse({ ...named, include: row.include });
      return [{ index, row, include, point: { x: x ?? String(index + 1), y: y ?? null, n: n ?? null } }];
    } catch (error) {
      outcomes.push({ index, error });
      return [];
    }
  });
  try {
    const options = optionsSchema.parse({ ...shared, ...optionsIn(read[0]?.row ?? {}) });
    const rebases = read.flatMap(({ row }, at) => (at > 0 && phaseOf(row) !== phaseOf(read[at - 1]?.row) ? [at] : []));
    const excluded = read.flatMap(({ include }, at) => (include ? [] : [at]));
    const given = seriesOf(
      read.map(({ point }) => point),
      options,
      rebases,
    );
    const chart = controlChart({ ...given, excluded: [...(given.excluded ?? []), ...excluded] });
    for (const [at, { index, row }] of read.entries()) {
      const point = chart.points[at];
      const phase = chart.phases[point?.phase ?? 0];
      const keys = Object.fromEntries([...GROUPED_BY, "id"].flatMap((key) => (key in row ? [[key, row[key]]] : [])));
      const ofPhase = { trial: phase?.isTrial, assurance: phase?.assurance, runs: phase?.runs };
      if (point) outcomes.push({ index, result: { ...keys, ...flatten(point), ...ofPhase } });
    }
  } catch (error) {
    for (const { index } of read) outcomes.push({ index, error });
  }
  return outcomes;
}

/** The column that a fact is read from, where the input calls it otherwise. */
function column(shared: Record<string, unknown>, fact: "x" | "y" | "n"): string {
  const named = shared[`${fact}_column`];
  return named === undefined ? fact : String(named);
}

/** Options that stand in a column of every row. A reference's own `baseline` marks points by true and false, and is not one. */
function optionsIn(row: Record<string, unknown>): Record<string, unknown> {
  const { baseline, ...rest } = row;
  const named = Object.fromEntries(
    Object.keys(optionsSchema.shape).flatMap((key) => (key in rest ? [[key, rest[key]]] : [])),
  );
  return /^(\d+|all)$/.test(String(baseline)) ? { ...named, baseline } : named;
}

function phaseOf(row: Record<string, unknown> | undefined): string {
  return JSON.stringify(PHASES.map((key) => row?.[key] ?? null));
}

function seriesOf(points: Series["points"], options: Options, rebases: number[]): Series {
  const { chart, rebase, exclude, screen_outliers, ...rest } = options;
  refuseWhatIsMeantOtherwise(points, options);
  const place = (field: string) => (named: string) => {
    const position = points.findIndex(({ x }) => x === named);
    if (position >= 0) return position;
    throw new FieldError(field, `There is no point named "${named}".`);
  };
  return {
    ...rest,
    kind: chart,
    points,
    rebases: [...rebases, ...rebase.map(place("rebase"))],
    excluded: exclude.map(place("exclude")),
    screensOutliers: screen_outliers,
  };
}

/** A chart that would say nothing, or something else than is meant, for want of what it is to be held against. */
function refuseWhatIsMeantOtherwise(points: Series["points"], { chart, target }: Options): void {
  if (NEEDS_VOLUME.includes(chart) && points.every(({ n = null }) => n === null))
    throw new FieldError("volumes", `A ${chart} chart needs what each value was counted in.`);
  if (chart === "p" && target != null && (target < 0 || target > 1))
    throw new FieldError("target", "The target of a share must be between 0 and 1.");
}

function flatten({ limits, causes, ...point }: ChartPoint): Record<string, unknown> {
  return {
    ...point,
    ...(limits ?? { mean: null, lower: null, upper: null, nearLower: null, nearUpper: null }),
    causes,
  };
}

/** Whether rows are points rather than whole series, of which one may lack its values. */
export function arePoints(rows: unknown[]): boolean {
  return !rows.some((row) => isRecord(row) && "values" in row);
}
