import type { BusinessCalendar } from "@/lib/calendar/types";
import type { Clock } from "../types";
import { readClock } from "./read";

/** What more time the pack still allows, `left` in the unit in which it is given, null where it sets no end; null: it allows none. */
export function extensionLeft({ limit: { extension }, extensions }: Pick<Clock, "limit" | "extensions">) {
  if (!extension) return null;
  const { unit, most, times, mustTell, basis } = extension;
  const left = most === null ? null : most - extensions.reduce((sum, { amount }) => sum + amount, 0);
  if ((left !== null && left <= 0) || (times !== null && extensions.length >= times)) return null;
  return { unit, most, left, mustTell, basis };
}

type At = { calendar: BusinessCalendar; now: Date };

/** When a clock would be due if it were given so much more time now. */
export function dueIfExtended(clock: Clock, amount: number, { calendar, now }: At): Date {
  const at = now.toISOString();
  const more = { at, amount, reason: "", toldAt: at };
  return new Date(readClock({ ...clock, extensions: [...clock.extensions, more] }, calendar, now).dueAt);
}

/** When the patient must hear again if they heard from us now; null where the clock asks for it once only. */
export function dueIfHeard(clock: Clock, { calendar, now }: At): Date | null {
  if (clock.limit.repeat === null) return null;
  const heardAt = [...clock.heardAt, now.toISOString()];
  return new Date(readClock({ ...clock, heardAt }, calendar, now).dueAt);
}

// Longer than any extension that a pack gives, in the smallest unit that is asked for.
const MOST = 400;

/** The least extension with which a clock is due no earlier than on a day (the end of which `until` is); null where the pack allows none. */
export function extensionUntil(clock: Clock, until: Date, at: At): number | null {
  const allowed = extensionLeft(clock);
  if (!allowed) return null;
  const most = Math.min(allowed.left ?? MOST, MOST);
  for (let amount = 1; amount <= most; amount += 1) {
    if (dueIfExtended(clock, amount, at) >= until) return amount;
  }
  return most;
}
