import type { BusinessCalendar } from "@/lib/calendar/types";
import { problemsOf } from "@/lib/clock/rules/check";
import { readClock } from "@/lib/clock/rules/read";
import type { Limit, Pause } from "@/lib/clock/schema";
import type { Clock } from "@/lib/clock/types";
import { FieldError } from "./field-error";
import { isRecord } from "./rows";
import { writeMoment } from "./times";
import { momentOf } from "./vector";

type Happened = { at: Date; what: string; index: number };

const STOPS = /^(pause|pending|hold|on hold|wait)/i;
const GOES_ON = /^(resume|open|reopen|unpause|continue)/i;

/** A service-level case: each time in `sla_min`, in business minutes from `created`, with what happened to it since. */
export function answerSla(row: Record<string, unknown>, calendar: BusinessCalendar): Record<string, unknown> {
  const created = momentOf(row.created ?? row.start, "created", calendar);
  const happened = eventsOf(row.events ?? [], calendar);
  const pauses = [...pausesOf(row.pauses ?? [], calendar), ...pausesIn(happened)];
  const times = isRecord(row.sla_min) ? Object.entries(row.sla_min) : [];
  if (times.length === 0) throw new FieldError("sla_min", "Name at least one time in minutes.");
  const answers = times.map(([name, minutes]) => {
    if (typeof minutes !== "number" || !(minutes > 0))
      throw new FieldError(`sla_min.${name}`, "A number of minutes is needed here.");
    const done = happened.filter(({ what }) => what.toLowerCase().replaceAll(" ", "_").startsWith(name))[0]?.at ?? null;
    const clock = clockOf({ startedAt: created.at, minutes, pauses, done });
    const [problem] = problemsOf(clock, calendar);
    if (problem) throw new FieldError(problem.field, problem.message);
    const now =
      done ??
      new Date(
        Math.max(
          created.at.getTime(),
          ...pauses.flatMap(({ from, until }) => [Date.parse(from), Date.parse(until ?? from)]),
        ),
      );
    const reading = readClock(clock, calendar, now);
    const due = { [`${name}_due`]: writeMoment(new Date(reading.dueAt), { ...created, zone: calendar.zone }) };
    if (!done) return due;
    const inMinutes = round(reading.elapsed);
    return { ...due, [`${name}_in_min`]: inMinutes, [`${name}_diff_min`]: round(minutes - reading.elapsed) };
  });
  const found: Record<string, unknown> = Object.assign(row.id === undefined ? {} : { id: row.id }, ...answers);
  if (!isRecord(row.expect)) return found;
  return { ...found, agrees: Object.entries(row.expect).every(([key, expected]) => found[key] === expected) };
}

function clockOf({
  startedAt,
  minutes,
  pauses,
  done,
}: {
  startedAt: Date;
  minutes: number;
  pauses: Pause[];
  done: Date | null;
}): Clock {
  const limit: Limit = {
    ...{
      id: "given",
      clock: "resolve",
      amount: minutes / 60,
      unit: "business_hours",
      firstDay: null,
      startsAt: "received",
    },
    ...{ repeat: null, isStatutory: false, pauses: ["given"], extension: null, basis: "given", isConfirmed: true },
  };
  return {
    limit,
    ...{
      basis: "given",
      startedAt: startedAt.toISOString(),
      startedBecause: "as given",
      metAt: done?.toISOString() ?? null,
    },
    ...{ heardAt: [], endedAt: null, pauses, extensions: [], pauseReasons: [] },
  };
}

function eventsOf(value: unknown, calendar: BusinessCalendar): Happened[] {
  if (!Array.isArray(value)) throw new FieldError("events", "Events are a list.");
  return value
    .map((event: unknown, index) => {
      if (!isRecord(event) || typeof event.what !== "string")
        throw new FieldError(`events.${index}`, "An event has `at` and `what`.");
      return { at: momentOf(event.at, `events.${index}.at`, calendar).at, what: event.what, index };
    })
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

function pausesOf(value: unknown, calendar: BusinessCalendar): Pause[] {
  if (!Array.isArray(value)) throw new FieldError("pauses", "Pauses are a list.");
  return value.map((pause: unknown, index) => {
    if (!isRecord(pause)) throw new FieldError(`pauses.${index}`, "A pause has `from` and `until`.");
    const until = momentOf(pause.until, `pauses.${index}.until`, calendar).at;
    return {
      from: momentOf(pause.from, `pauses.${index}.from`, calendar).at.toISOString(),
      until: until.toISOString(),
      reasonId: "given",
    };
  });
}

/** "pending" or "paused" until "open" or "resumed". One that does not end has no due time. */
function pausesIn(happened: Happened[]): Pause[] {
  return happened.flatMap(({ at, what, index }, place) => {
    if (!STOPS.test(what)) return [];
    if (
      STOPS.test(
        happened.slice(0, place).findLast((earlier) => STOPS.test(earlier.what) || GOES_ON.test(earlier.what))?.what ??
          "",
      )
    )
      return [];
    const end = happened.slice(place + 1).find((later) => GOES_ON.test(later.what));
    if (!end) throw new FieldError(`events.${index}`, "This pause does not end, so that nothing is due.");
    return [{ from: at.toISOString(), until: end.at.toISOString(), reasonId: "given" }];
  });
}

function round(minutes: number): number {
  return Math.round(minutes * 1e6) / 1e6;
}
