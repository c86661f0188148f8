import { z } from "zod";
import { calendarOf } from "./calendars";
import { answerClassify } from "./classify";
import { answerDue } from "./due";
import { FieldError } from "./field-error";
import { answerPareto, answerScore, answerSuppress } from "./insight";
import { answerLetter } from "./letter";
import { answerReadability } from "./readability";
import { InputError, isRecord, type Problem, parseJson, readRows } from "./rows";
import { answerSla } from "./sla";
import { answerPoints, answerSeries, arePoints } from "./spc";
import { answerVector } from "./vector";

export { InputError };

type Shared = Record<string, unknown>;
type Rule = (row: Record<string, unknown>, shared: Shared) => Record<string, unknown>;

const RULES: Record<string, Rule> = {
  due: (row, shared) => {
    const calendar = calendarOf(row, shared);
    if (row.op !== undefined) return answerVector(row, calendar);
    if (row.sla_min !== undefined) return answerSla(row, calendar);
    return answerDue({ ...defaultsIn(shared), ...row }, calendar);
  },
  classify: (row, { pack, version }) => answerClassify({ ...defined({ pack, version }), ...row }),
  letter: (row, { pack, version, facts, forbidden }) =>
    answerLetter({ ...defined({ pack, version, facts, forbidden }), ...row }),
  readability: (row, { language }) => answerReadability({ ...defined({ language }), ...row }),
  spc: (row, shared) => answerSeries({ ...shared, ...row }),
  "survey-score": (row, { instrument }) => answerScore({ ...defined({ instrument }), ...row }),
};

/** Rules whose rows are only something together: their answers are those of the whole, in its order. */
const OF_ALL_ROWS: Record<string, (rows: Record<string, unknown>[]) => Record<string, unknown>[]> = {
  pareto: answerPareto,
  suppress: answerSuppress,
};

export const RULE_NAMES = [...Object.keys(RULES), ...Object.keys(OF_ALL_ROWS)];

export type Run = { results: Record<string, unknown>[]; problems: Problem[] };

export type RunOptions = {
  format?: "json" | "csv" | null;
  calendar?: string | null;
  /** What all rows share, beside what the input says of that itself. */
  set?: Record<string, unknown>;
};

/**
 * A rule on every row of an input. A row that cannot be used gives its errors in place of a result and stops no other; what is given as
 * `calendar`, a JSON text, holds for every row that names none.
 */
export function runRule(
  name: string,
  text: string,
  { format = null, calendar = null, set = {} }: RunOptions = {},
): Run {
  if (!RULE_NAMES.includes(name))
    throw new InputError(`There is no rule "${name}". There are: ${RULE_NAMES.join(", ")}.`);
  const { rows, shared } = readRows(text, format);
  const common = { ...(calendar === null ? {} : sharedCalendar(parseJson(calendar))), ...set, ...shared };
  const whole = OF_ALL_ROWS[name];
  if (whole) return runWhole(whole, rows);
  const outcomes = outcomesOf(name, rows, common).map((outcome, index) => ({ row: index + 1, ...outcome }));
  return {
    results: outcomes.map(({ row, result, errors }, index) =>
      errors.length === 0 ? { row, ...result } : { row, ...idOf(rows[index]), errors },
    ),
    problems: outcomes.flatMap(({ row, errors }) => errors.map((error) => ({ row, ...error }))),
  };
}

function outcomesOf(name: string, rows: unknown[], shared: Shared): Outcome[] {
  const rule = RULES[name];
  if (!rule) return [];
  if (name !== "spc" || !arePoints(rows)) return rows.map((row) => answer(rule, row, shared));
  const outcomes: Outcome[] = rows.map(() => NO_OBJECT);
  const places = rows.flatMap((row, index) => (isRecord(row) ? [{ row, index }] : []));
  const given = places.map(({ row }) => row);
  for (const point of answerPoints(given, shared)) {
    const outcome =
      "result" in point ? { result: point.result, errors: [] } : { result: {}, errors: problemsIn(point.error) };
    outcomes[places[point.index]?.index ?? 0] = outcome;
  }
  return outcomes;
}

/** One row that cannot be used would change what is said of all the others, so then nothing is but what is wrong. */
function runWhole(rule: (rows: Record<string, unknown>[]) => Record<string, unknown>[], rows: unknown[]): Run {
  const problems = rows.flatMap((row, index) =>
    answer((given) => ({ given: rule([given]) }), row, {}).errors.map((error) => ({ row: index + 1, ...error })),
  );
  if (problems.length === 0) return { results: rule(rows.filter(isRecord)), problems };
  const wrong = [...new Set(problems.map(({ row }) => row))];
  const errorsOf = (of: number) => problems.flatMap(({ row, ...error }) => (row === of ? [error] : []));
  return { results: wrong.map((row) => ({ row, ...idOf(rows[row - 1]), errors: errorsOf(row) })), problems };
}

type FieldProblem = Omit<Problem, "row">;
type Outcome = { result: Record<string, unknown>; errors: FieldProblem[] };

const NO_OBJECT: Outcome = { result: {}, errors: [{ field: "", message: "A row must be an object." }] };

function answer(rule: Rule, row: unknown, shared: Shared): Outcome {
  if (!isRecord(row)) return NO_OBJECT;
  try {
    return { result: rule(row, shared), errors: [] };
  } catch (error) {
    return { result: {}, errors: problemsIn(error) };
  }
}

function problemsIn(error: unknown): FieldProblem[] {
  if (error instanceof FieldError) return [{ field: error.field, message: error.message }];
  if (error instanceof z.ZodError) return error.issues.flatMap(fieldsOf);
  // What a calendar without hours, or a day past the end of time, cannot answer.
  if (error instanceof Error) return [{ field: "", message: error.message }];
  throw error;
}

function fieldsOf(issue: z.core.$ZodIssue): FieldProblem[] {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ field: [...path, key].join("."), message: "There is no such field." }));
  return [{ field: path.join("."), message: issue.message }];
}

/** A file that holds one calendar, or several by their names. */
function sharedCalendar(value: unknown): Shared {
  if (!isRecord(value)) throw new InputError("A calendar must be an object.");
  return isRecord(value.calendars) ? value : { calendar: value };
}

/** What rows may share beside their calendar. */
function defaultsIn({ now, pack, version, limit, amount, unit, firstDay }: Shared): Record<string, unknown> {
  return defined({ now, pack, version, limit, amount, unit, firstDay });
}

function defined(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function idOf(row: unknown): Record<string, unknown> {
  return isRecord(row) && row.id !== undefined ? { id: row.id } : {};
}
