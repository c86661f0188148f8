import type { BusinessCalendar } from "@/lib/calendar/types";
import type { Amount, Extension, Limit } from "../schema";
import {
  addDays,
  addHours,
  addMinutes,
  dayBefore,
  dayOf,
  daysBetween,
  endOfDay,
  isInHours,
  lastDayOfMonths,
  minutesBetween,
} from "./count";
import type { Stretch } from "./pauses";

export type DueFacts = {
  limit: Pick<Limit, "firstDay" | "extension" | "unit">;
  /** The time of this round, which of an update may differ from the first. */
  time: Amount;
  startedAt: Date;
  /** In their order and apart. */
  pauses: readonly Stretch[];
  extensions: readonly Extension[];
  /** Until when to count: the moment it was done, or now. */
  end: Date;
};

export type Due = {
  dueAt: Date;
  dueOn: string | null;
  total: number;
  elapsed: number;
  paused: number;
  /** By how much it was extended, in the unit of the extension. */
  extended: number;
  /** The pauses that count: one that begins after the time has run out brings none back. */
  pauses: readonly Stretch[];
};

/** When a time runs out, and how much of it is used. Pauses and extensions move it on in the order in which they came. */
export function findDue(facts: DueFacts, calendar: BusinessCalendar): Due {
  return isInHours(facts.time.unit) ? inMinutes(facts, calendar) : inDays(facts, calendar);
}

/** Days and months: a pause takes out the days that begin while it lasts, so that the day shown stands still. */
function inDays({ limit, time, startedAt, pauses, extensions, end }: DueFacts, calendar: BusinessCalendar): Due {
  const days = ({ from, until }: Stretch) =>
    daysBetween(calendar, time.unit, dayOf(calendar, from), dayOf(calendar, until));
  const { before, last } = spanOf({ firstDay: limit.firstDay, time, startedAt }, calendar);
  let dueOn = last;
  let extended = 0;
  const counting: Stretch[] = [];
  for (const step of inOrder(pauses, extensions)) {
    if (step.at > endOfDay(calendar, dueOn)) continue;
    if (step.pause) {
      counting.push(step.pause);
      dueOn = addDays(calendar, dueOn, { amount: days(step.pause), unit: pausedUnit(time.unit) });
    } else {
      extended += step.amount;
      dueOn = addDays(calendar, dueOn, { amount: step.amount, unit: limit.extension?.unit ?? limit.unit });
    }
  }
  const paused = sum(counting.map((stretch) => days(upTo(stretch, end))));
  return {
    dueAt: endOfDay(calendar, dueOn),
    dueOn,
    total: daysBetween(calendar, time.unit, before, dueOn) - sum(counting.map(days)),
    elapsed: daysBetween(calendar, time.unit, before, dayOf(calendar, end)) - paused,
    paused,
    extended,
    pauses: counting,
  };
}

/** The day before the first that counts, and the last that does. */
function spanOf(
  { firstDay, time, startedAt }: { firstDay: Limit["firstDay"]; time: Amount; startedAt: Date },
  calendar: BusinessCalendar,
): { before: string; last: string } {
  const day = dayOf(calendar, startedAt);
  if (firstDay !== "day_of_receipt") return { before: day, last: addDays(calendar, day, time) };
  const before = dayBefore(day);
  const last = time.unit === "months" ? lastDayOfMonths(day, time.amount) : addDays(calendar, before, time);
  return { before, last };
}

/** Hours: a pause takes out the minutes that would have counted. */
function inMinutes({ time, startedAt, pauses, extensions, end }: DueFacts, calendar: BusinessCalendar): Due {
  const { unit } = time;
  const minutes = ({ from, until }: Stretch) => minutesBetween(calendar, unit, from, until);
  let dueAt = addHours(calendar, startedAt, time);
  let extended = 0;
  const counting: Stretch[] = [];
  for (const step of inOrder(pauses, extensions)) {
    if (step.at > dueAt) continue;
    const more = step.pause ? minutes(step.pause) : step.amount * 60;
    dueAt = addMinutes(calendar, dueAt, { minutes: more, unit });
    if (step.pause) counting.push(step.pause);
    else extended += step.amount;
  }
  const paused = sum(counting.map((stretch) => minutes(upTo(stretch, end))));
  return {
    dueAt,
    dueOn: null,
    total: (time.amount + extended) * 60,
    elapsed: minutes({ from: startedAt, until: end }) - paused,
    paused,
    extended,
    pauses: counting,
  };
}

type Step = { at: Date; pause: Stretch; amount?: never } | { at: Date; pause?: never; amount: number };

function inOrder(pauses: readonly Stretch[], extensions: readonly Extension[]): Step[] {
  return [
    ...pauses.map((pause) => ({ at: pause.from, pause })),
    ...extensions.map(({ at, amount }) => ({ at: new Date(at), amount })),
  ].toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

function upTo({ from, until }: Stretch, end: Date): Stretch {
  return { from, until: until < end ? until : end };
}

// A month is paused by days: nobody waits for consent by the month.
function pausedUnit(unit: Amount["unit"]): Amount["unit"] {
  return unit === "months" ? "calendar_days" : unit;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
