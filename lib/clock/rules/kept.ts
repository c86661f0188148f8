import type { BusinessCalendar } from "@/lib/calendar/types";
import type { Clock, ClockReading } from "../types";
import type { KnownCase } from "./facts";
import { readClock } from "./read";

/** What the case says where none of its clocks runs: a time that never comes, so that lists by due time stay total. */
export const NEVER_DUE = new Date("9999-12-31T00:00:00Z");

const SOON_MS = 48 * 3_600_000;

/** Two days before it is due, and for short times when a quarter of it is left. */
export function soonBefore(startedAt: Date, dueAt: Date): Date {
  const quarter = Math.max(0, dueAt.getTime() - startedAt.getTime()) / 4;
  return new Date(dueAt.getTime() - Math.min(SOON_MS, quarter));
}

/** What is kept of a clock so that a list can be sorted and a sweep can find it. */
export type KeptClock = {
  startedAt: Date;
  metAt: Date | null;
  endedAt: Date | null;
  dueAt: Date;
  dueSoonAt: Date;
  isOpen: boolean;
  isPaused: boolean;
};

/**
 * A clock as it is kept. Of one that is paused it is the time that held when the pause began, since the one that would hold if it went
 * on now moves with every minute; of one whose case is over, what it showed then.
 */
export function keepClock(clock: Clock, { overAt }: Pick<KnownCase, "overAt">, at: At): KeptClock {
  const reading = readAt(clock, overAt, at);
  const isOpen = !reading.isMet && overAt === null;
  const began = isOpen && reading.isPaused ? pausedSince(clock, at.now) : null;
  const shown = began ? readClock(clock, at.calendar, began) : reading;
  const [startedAt, dueAt] = [new Date(reading.startedAt), new Date(shown.dueAt)];
  return {
    ...{ startedAt, dueAt, dueSoonAt: soonBefore(startedAt, dueAt) },
    metAt: reading.metAt === null ? null : new Date(reading.metAt),
    endedAt: reading.isMet ? null : overAt,
    ...{ isOpen, isPaused: began !== null },
  };
}

type At = { calendar: BusinessCalendar; now: Date };

/** What a clock shows now, or showed when the case was over. */
export function readAt(clock: Clock, overAt: Date | null, { calendar, now }: At): ClockReading {
  return readClock(clock, calendar, overAt && overAt < now ? overAt : now);
}

function pausedSince({ pauses }: Clock, now: Date): Date {
  const on = pauses.filter(({ from, until }) => new Date(from) <= now && (until === null || now < new Date(until)));
  return new Date(Math.min(now.getTime(), ...on.map(({ from }) => Date.parse(from))));
}

/** When the sweep has to look at a clock: at the next stage that nobody was told of yet. */
export function nextSweep({ isOpen, isPaused, dueSoonAt, dueAt }: KeptClock, now: Date): Date | null {
  if (!isOpen || isPaused) return null;
  return dueSoonAt > now ? dueSoonAt : dueAt;
}

/** When the first of the clocks that run is due. */
export function nextDue(clocks: readonly Pick<KeptClock, "isOpen" | "isPaused" | "dueAt">[]): Date {
  const running = clocks.filter(({ isOpen, isPaused }) => isOpen && !isPaused).map(({ dueAt }) => dueAt.getTime());
  return new Date(Math.min(NEVER_DUE.getTime(), ...running));
}
