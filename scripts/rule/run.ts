import { z } from "zod";
import { calendarOf } from "./calendars";
import { answerClassify } from "./classify";
import { answerDue } from "./due";
import { FieldError } from "./field-error";
import { answerLetter } from "./letter";
import { answerReadability } from "./readability";
import { InputError, isRecord, type Problem, parseJson, readRows } from "./rows";
import { answerSla } from "./sla";
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
};

export const RULE_NAMES = Object.keys(RULES);

export type Run = { results: Record<string, unknown>[]; problems: Problem[] };

export type RunOptions = { format?: "json" | "csv" | null; calendar?: string | null };

/**
 * A rule on every row of an input. A row that cannot be used gives its errors in place of a result and stops no other; what is given as
 * `calendar`, a JSON text, holds for every row that names none.
 */
export function runRule(name: string, text: string, { format = null, calendar = null }: RunOptions = {}): Run {
  const rule = RULES[name];
  if (!rule) throw new InputError(`There is no rule "${name}". There are: ${RULE_NAMES.join(", ")}.`);
  const { rows, shared } = readRows(text, format);
  const common = calendar === null ? shared : { ...sharedCalendar(parseJson(calendar)), ...shared };
  const outcomes = rows.map((row, index) => ({ row: index + 1, ...answer(rule, row, common) }));
  return {
    results: outcomes.map(({ row, result, errors }, index) =>
      errors.length === 0 ? { row, ...result } : { row, ...idOf(rows[index]), errors },
    ),
    problems: outcomes.flatMap(({ row, errors }) => errors.map((error) => ({ row, ...error }))),
  };
}

type FieldProblem = Omit<Problem, "row">;
type Outcome = { result: Record<string, unknown>; errors: FieldProblem[] };

function answer(rule: Rule, row: unknown, shared: Shared): Outcome {
  const refused = (...errors: FieldProblem[]): Outcome => ({ result: {}, errors });
  if (!isRecord(row)) return refused({ field: "", message: "A row must be an object." });
  try {
    return { result: rule(row, shared), errors: [] };
  } catch (error) {
    if (error instanceof FieldError) return refused({ field: error.field, message: error.message });
    if (error instanceof z.ZodError) return refused(...error.issues.flatMap(fieldsOf));
    // What a calendar without hours, or a day past the end of time, cannot answer.
    if (error instanceof Error) return refused({ field: "", message: error.message });
    throw error;
  }
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
