import type { BusinessCalendar } from "@/lib/calendar/types";
import type { Amount, Pause } from "../schema";
import type { Clock, ClockReading, ClockState } from "../types";
import { countedIn } from "./count";
import { type Due, findDue } from "./due";
import { type Stretch, stretchesOf } from "./pauses";

/** One time that is waited for: from its start until it was done. An update has one for each time the patient heard from us. */
type Round = { startedAt: Date; metAt: Date | null; time: Amount };

/**
 * What a clock shows at `now`: all of it computed from the facts, nothing kept or counted on. Of an update that repeats it is the round
 * that runs, or ran last.
 */
export function readClock(clock: Clock, calendar: BusinessCalendar, now: Date): ClockReading {
  const reading = readRounds(clock, calendar, now).at(-1);
  if (!reading) throw new Error("a clock always has a round");
  return reading;
}

/** All rounds of a clock so far in their order: one as a rule; of an update that repeats, one for each time the patient heard, and the next. */
export function readRounds(clock: Clock, calendar: BusinessCalendar, now: Date): ClockReading[] {
  return roundsOf(clock, now).map((round) => readRound(clock, round, calendar, now));
}

function roundsOf({ limit, startedAt, metAt, heardAt, endedAt }: Clock, now: Date): Round[] {
  const start = new Date(startedAt);
  const first = { amount: limit.amount, unit: limit.unit };
  // An answer also tells that the complaint arrived and how it stands, so that nothing is waited for after it.
  const end = byNow(endedAt, now);
  if (limit.clock !== "update") return [{ startedAt: start, metAt: byNow(metAt, now) ?? end, time: first }];
  const heard = heardAt
    .flatMap((at) => byNow(at, now) ?? [])
    .filter((at) => start < at && (end === null || at < end))
    .toSorted((a, b) => a.getTime() - b.getTime());
  const { repeat } = limit;
  if (repeat === null) return [{ startedAt: start, metAt: heard[0] ?? end, time: first }];
  const ends = [...heard, end];
  return [start, ...heard].map((from, index) => ({
    startedAt: from,
    metAt: ends[index] ?? null,
    time: index === 0 ? first : repeat,
  }));
}

function readRound(
  clock: Clock,
  { startedAt, metAt, time }: Round,
  calendar: BusinessCalendar,
  now: Date,
): ClockReading {
  const { limit } = clock;
  const end = metAt ?? now;
  const due = findDue(
    {
      limit,
      time,
      startedAt,
      end,
      pauses: stretchesOf(clock.pauses, { start: startedAt, open: end, end: metAt }),
      extensions: clock.extensions.filter(({ at }) => startedAt <= new Date(at) && new Date(at) <= end),
    },
    calendar,
  );
  const held = clock.pauses.filter((pause) => due.pauses.some((stretch) => overlaps(pause, stretch, end)));
  // A pause that begins once the time has run out stops nothing.
  const isPaused = clock.pauses.some((pause) => isOn(pause, now) && new Date(pause.from) <= due.dueAt);
  const state = stateOf({ metAt, due, now, isPaused });
  return {
    limitId: limit.id,
    state,
    isPaused: state === "paused",
    isMet: metAt !== null,
    startedAt: startedAt.toISOString(),
    dueAt: due.dueAt.toISOString(),
    dueOn: due.dueOn,
    metAt: metAt?.toISOString() ?? null,
    countedIn: countedIn(time.unit),
    elapsed: due.elapsed,
    total: due.total,
    remaining: Math.max(0, due.total - due.elapsed),
    lateness: end > due.dueAt ? Math.max(0, due.elapsed - due.total) : 0,
    paused: due.paused,
    pausedFor: reasonsOf(clock, held, end),
    extendedBy: due.extended > 0 ? { amount: due.extended, unit: limit.extension?.unit ?? limit.unit } : null,
  };
}

type Standing = { metAt: Date | null; due: Due; isPaused: boolean; now: Date };

function stateOf({ metAt, due: { dueAt }, isPaused, now }: Standing): ClockState {
  if (metAt) return metAt > dueAt ? "missed" : "met";
  if (isPaused) return "paused";
  return now > dueAt ? "late" : "running";
}

/** From its first moment, up to but not with its last. */
function isOn({ from, until }: Pause, now: Date): boolean {
  return new Date(from) <= now && (until === null || now < new Date(until));
}

function overlaps({ from, until }: Pause, stretch: Stretch, end: Date): boolean {
  return new Date(from) < stretch.until && stretch.from < (until === null ? end : new Date(until));
}

/** Why it stood still, in the order in which it did. */
function reasonsOf({ pauseReasons }: Clock, held: readonly Pause[], end: Date): string[] {
  const begun = held
    .filter(({ from }) => new Date(from) <= end)
    .toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from));
  const labels = begun.map(({ reasonId }) => pauseReasons.find(({ id }) => id === reasonId)?.label ?? reasonId);
  return [...new Set(labels)];
}

function byNow(at: string | null, now: Date): Date | null {
  return at !== null && new Date(at) <= now ? new Date(at) : null;
}
