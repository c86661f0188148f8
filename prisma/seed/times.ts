import { tzOffset } from "@date-fns/tz";
import type { Random } from "./random";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const WEEK = 7 * DAY;

const OPENS = 8 * 60 + 15;
const SHUTS = 17 * 60 + 40;

export function plus(at: Date, ms: number): Date {
  return new Date(at.getTime() + Math.round(ms));
}

/** The day of an instant, as midnight UTC. */
export function dayOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / DAY) * DAY);
}

/** The instant at which the clock of `zone` shows `minute` of the day that `at` falls on there. */
export function atMinute(at: Date, zone: string, minute: number): Date {
  const wall = dateIn(at, zone).getTime() + Math.floor(minute) * MINUTE;
  const near = wall - offsetMs(wall, zone);
  return new Date(wall - offsetMs(near, zone));
}

/** 0 is Sunday. */
export function weekdayIn(at: Date, zone: string): number {
  return wallClock(at, zone).getUTCDay();
}

/** The day that an instant falls on in a zone, as midnight UTC. */
export function dateIn(at: Date, zone: string): Date {
  return dayOf(wallClock(at, zone));
}

/** `at` itself when the office is open then, and otherwise some time in the first hours of the next working morning. */
export function officeTime(random: Random, at: Date, zone: string): Date {
  const minute = minuteOfDay(at, zone);
  if (isWorkday(at, zone) && minute >= OPENS && minute <= SHUTS) return at;
  let day = minute > SHUTS ? plus(at, DAY) : at;
  while (!isWorkday(day, zone)) day = plus(day, DAY);
  return plus(atMinute(day, zone, OPENS + random.int(0, 150)), random.int(0, 59_999));
}

function isWorkday(at: Date, zone: string): boolean {
  return ![0, 6].includes(weekdayIn(at, zone));
}

function minuteOfDay(at: Date, zone: string): number {
  const wall = wallClock(at, zone);
  return wall.getUTCHours() * 60 + wall.getUTCMinutes();
}

// What the clocks of the zone show, held as if it were UTC.
function wallClock(at: Date, zone: string): Date {
  return new Date(at.getTime() + offsetMs(at.getTime(), zone));
}

const offsets = new Map<string, number>();

// Asked tens of thousands of times; clocks change on the hour.
function offsetMs(ms: number, zone: string): number {
  const hour = Math.floor(ms / HOUR);
  const key = `${zone} ${hour}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const offset = tzOffset(zone, new Date(hour * HOUR)) * MINUTE;
  offsets.set(key, offset);
  return offset;
}
