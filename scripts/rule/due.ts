import { z } from "zod";
import type { BusinessCalendar } from "@/lib/calendar/types";
import { tellClock } from "@/lib/clock/labels";
import { problemsOf } from "@/lib/clock/rules/check";
import { readClock } from "@/lib/clock/rules/read";
import type { Limit, Pause, Unit } from "@/lib/clock/schema";
import type { Clock } from "@/lib/clock/types";
import { basisOf } from "@/lib/regulation/labels";
import type { Pack } from "@/lib/regulation/schema";
import { isCalendarField } from "./calendars";
import { FieldError } from "./field-error";
import { findPack } from "./packs";
import { type Moment, writeMoment } from "./times";
import { momentOf } from "./vector";

/** The words for a unit, and how many of it one is: minutes are parts of hours. */
const UNITS: Record<string, { unit: Unit; parts: number }> = Object.fromEntries(
  (
    [
      ["calendar_days", 1, ["days", "day", "calendar days"]],
      ["business_days", 1, ["business days", "working days"]],
      ["months", 1, ["month"]],
      ["calendar_hours", 1, ["hours", "hour", "calendar hours"]],
      ["business_hours", 1, ["business hours", "working hours"]],
      ["calendar_hours", 60, ["minutes", "calendar minutes", "calendar_minutes"]],
      ["business_hours", 60, ["business minutes", "working minutes", "business_minutes"]],
    ] as [Unit, number, string[]][]
  ).flatMap(([unit, parts, words]) =>
    [...(parts === 1 ? [unit] : []), ...words].map((word) => [word, { unit, parts }]),
  ),
);

const text = z.string({ error: "Text is needed here." });
const positive = z.preprocess(
  (value) => (typeof value === "string" ? Number(value) : value),
  z
    .number({ error: "A number is needed here." })
    .positive("This must be more than 0.")
    .max(100_000, "This is too much."),
);
const pauses = z.array(z.strictObject({ from: text, until: text.nullish(), reason: text.optional() }));
const extensions = z.array(
  z.strictObject({ at: text, amount: positive, reason: text.default(""), toldAt: text.nullish() }),
);

const rowSchema = z.strictObject({
  id: z.union([z.string(), z.number()]).optional(),
  start: text,
  amount: positive.optional(),
  unit: text.transform((word) => word.trim().toLowerCase()).optional(),
  firstDay: z.enum(["day_of_receipt", "day_after"], { error: "This must be day_of_receipt or day_after." }).optional(),
  pack: text.optional(),
  version: text.optional(),
  limit: text.optional(),
  pauses: z.preprocess(inCells(["from", "until", "reason"]), pauses).default([]),
  extensions: z.preprocess(inCells(["at", "amount", "reason", "toldAt"]), extensions).default([]),
  heardAt: z.preprocess((value) => (typeof value === "string" ? value.split(";") : value), z.array(text)).default([]),
  metAt: text.nullish(),
  now: text.nullish(),
});
type DueRow = z.infer<typeof rowSchema>;

/** When a time runs out and what is left of it, by the very functions that the application reads its clocks with. */
export function answerDue(row: Record<string, unknown>, calendar: BusinessCalendar): Record<string, unknown> {
  const own = Object.fromEntries(Object.entries(row).filter(([key]) => !isCalendarField(key)));
  const given = rowSchema.parse(own);
  const read = (value: string | null | undefined, field: string) =>
    value == null ? null : momentOf(value, field, calendar);
  const start = momentOf(given.start, "start", calendar);
  const pack = given.pack === undefined ? null : findPack(given.pack, given.version, start.at);
  const metAt = read(given.metAt, "metAt");
  const now = read(given.now, "now") ?? metAt;
  const clock = clockOf({ given, start, metAt, pack }, calendar);
  const [problem] = problemsOf(clock, calendar);
  if (problem) throw new FieldError(problem.field.replace("reasonId", "reason"), problem.message);
  if (now === null && clock.pauses.some(({ until }) => until === null))
    throw new FieldError("now", "A pause that has not ended needs a `now`: until then it has lasted.");
  const reading = readClock(clock, calendar, now?.at ?? new Date(lastOf(clock)));
  const { dueAt, dueOn, countedIn, state, elapsed, remaining, lateness, paused } = reading;
  const figures = {
    elapsed: tidy(elapsed),
    remaining: tidy(remaining),
    lateness: tidy(lateness),
    paused: tidy(paused),
  };
  return {
    ...(given.id === undefined ? {} : { id: given.id }),
    due: writeMoment(new Date(dueAt), { ...start, zone: calendar.zone }),
    dueAt,
    dueOn,
    countedIn,
    total: tidy(reading.total),
    ...(now === null ? {} : { state, ...figures }),
    ...(pack && now !== null ? { says: tellClock(clock, reading, calendar.zone) } : {}),
  };
}

type Parts = { given: DueRow; start: Moment; metAt: Moment | null; pack: Pack | null };

function clockOf({ given, start, metAt, pack }: Parts, calendar: BusinessCalendar): Clock {
  const instant = (value: string, field: string) => momentOf(value, field, calendar).at.toISOString();
  const limit = pack ? limitOf(pack, given) : limitByHand(given);
  return {
    limit,
    basis: pack ? basisOf(pack, limit) : limit.basis,
    startedAt: start.at.toISOString(),
    startedBecause: "as given",
    metAt: metAt?.at.toISOString() ?? null,
    heardAt: given.heardAt.map((at, index) => instant(at, `heardAt.${index}`)),
    endedAt: null,
    pauses: given.pauses.map(
      ({ from, until, reason }, index): Pause => ({
        from: instant(from, `pauses.${index}.from`),
        until: until == null ? null : instant(until, `pauses.${index}.until`),
        reasonId: reason ?? limit.pauses[0] ?? "none",
      }),
    ),
    extensions: given.extensions.map(({ at, amount, reason, toldAt }, index) => ({
      at: instant(at, `extensions.${index}.at`),
      amount,
      reason,
      toldAt: toldAt == null ? null : instant(toldAt, `extensions.${index}.toldAt`),
    })),
    pauseReasons: (pack?.pauseReasons ?? []).map(({ id, label }) => ({ id, label })),
  };
}

function limitOf(pack: Pack, { limit: id, amount, unit }: DueRow): Limit {
  if (amount !== undefined || unit !== undefined)
    throw new FieldError("amount", "A pack says itself how much: leave out amount and unit, or the pack.");
  const found = pack.limits.find((limit) => limit.id === id);
  if (found) return found;
  const ids = pack.limits.map((limit) => limit.id).join(", ");
  throw new FieldError("limit", `The pack ${pack.id} ${pack.version} has no limit "${id ?? ""}". It has: ${ids}.`);
}

/** A limit that nobody's pack holds: any reason may pause it, and it may be extended freely, in its own unit. */
function limitByHand({ amount, unit: word, firstDay, pauses: given }: DueRow): Limit {
  if (amount === undefined) throw new FieldError("amount", "Name an amount and its unit, or a pack and its limit.");
  const found = UNITS[word ?? ""];
  if (!found)
    throw new FieldError("unit", `There is no unit "${word ?? ""}". There are: ${Object.keys(UNITS).join(", ")}.`);
  const isWhole = found.unit.endsWith("days") || found.unit === "months";
  if (isWhole && !Number.isInteger(amount)) throw new FieldError("amount", "Days and months are counted whole.");
  return {
    id: "given",
    clock: "resolve",
    amount: amount / found.parts,
    unit: found.unit,
    firstDay: isWhole ? (firstDay ?? "day_after") : null,
    startsAt: "received",
    repeat: null,
    isStatutory: false,
    pauses: ["given", ...given.flatMap(({ reason }) => reason ?? [])],
    extension: { most: null, unit: found.unit, times: null, mustTell: false, basis: "given", isConfirmed: true },
    basis: "given",
    isConfirmed: true,
  };
}

/** A moment by which all that was recorded had happened. */
function lastOf({ startedAt, pauses: given, extensions: more }: Clock): number {
  const all = [startedAt, ...given.flatMap(({ from, until }) => [from, until ?? from]), ...more.map(({ at }) => at)];
  return Math.max(...all.map((at) => Date.parse(at)));
}

/** "a/b/c; a/b/c" of a table's cell as a list of records. */
function inCells(names: string[]): (value: unknown) => unknown {
  return (value) => {
    if (typeof value !== "string") return value;
    return value
      .split(";")
      .filter((part) => part.trim() !== "")
      .map((part) => {
        const fields = part.split("/").map((field) => field.trim());
        return Object.fromEntries(
          fields
            .map((field, index) => [names[index] ?? `part ${index + 1}`, field])
            .filter(([, field]) => field !== ""),
        );
      });
  };
}

// A part of a minute that floating point makes of an hour's third is no finding.
function tidy(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
