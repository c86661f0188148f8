import {
  addBusinessDays,
  addBusinessMinutes,
  businessMinutesBetween,
  countBusinessDays,
  isBusinessDay,
  isBusinessTime,
  nextBusinessTime,
} from "@/lib/calendar/rules/business-time";
import type { BusinessCalendar } from "@/lib/calendar/types";
import { FieldError } from "./field-error";
import { type Moment, readMoment, writeMoment } from "./times";

type Operation = (given: {
  calendar: BusinessCalendar;
  start: Moment;
  day: string;
  arg: unknown;
}) => string | number | boolean;

const addMinutes =
  (minutes: number): Operation =>
  ({ calendar, start, arg }) =>
    writeMoment(addBusinessMinutes(calendar, start.at, numberOf(arg) * minutes), { ...start, zone: calendar.zone });
const addDays =
  (step: 1 | -1): Operation =>
  ({ calendar, day, arg }) =>
    addBusinessDays(calendar, day, numberOf(arg) * step);

/** One step of business time by its name, for whoever checks each by itself. */
const OPERATIONS: Record<string, Operation> = {
  add_business_minutes: addMinutes(1),
  subtract_business_minutes: addMinutes(-1),
  add_business_hours: addMinutes(60),
  subtract_business_hours: addMinutes(-60),
  add_business_days: addDays(1),
  subtract_business_days: addDays(-1),
  is_business_day: ({ calendar, day }) => isBusinessDay(calendar, day),
  is_business_time: ({ calendar, start }) => isBusinessTime(calendar, start.at),
  next_business_time: ({ calendar, start }) =>
    writeMoment(nextBusinessTime(calendar, start.at), { ...start, zone: calendar.zone }),
  business_minutes_between: ({ calendar, start, arg }) =>
    businessMinutesBetween(calendar, start.at, momentOf(arg, "arg", calendar).at),
  business_days_between: ({ calendar, day, arg }) => countBusinessDays(calendar, day, String(arg).slice(0, 10)),
};

/** The answer to an operation; beside what was expected, whether the two agree. */
export function answerVector(row: Record<string, unknown>, calendar: BusinessCalendar): Record<string, unknown> {
  const operation = OPERATIONS[String(row.op)];
  if (!operation)
    throw new FieldError("op", `There is no "${String(row.op)}". There are: ${Object.keys(OPERATIONS).join(", ")}.`);
  const start = momentOf(row.start, "start", calendar);
  const day = writeMoment(start.at, { isLocal: true, zone: calendar.zone }).slice(0, 10);
  const result = operation({ calendar, start, day, arg: row.arg });
  const named = row.id === undefined ? {} : { id: row.id };
  const asked = { op: row.op, start: row.start, ...(row.arg === undefined ? {} : { arg: row.arg }), result };
  if (row.expected === undefined) return { ...named, ...asked };
  return { ...named, ...asked, expected: row.expected, agrees: String(result) === String(row.expected) };
}

export function momentOf(value: unknown, field: string, { zone }: BusinessCalendar): Moment {
  if (typeof value !== "string") throw new FieldError(field, "A time is needed here.");
  const moment = readMoment(value, zone);
  if (typeof moment === "string") throw new FieldError(field, moment);
  return moment;
}

function numberOf(value: unknown): number {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number === "number" && Number.isFinite(number)) return number;
  throw new FieldError("arg", "A number is needed here.");
}
