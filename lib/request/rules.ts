import { TZDate } from "@date-fns/tz";
import { addDays, addHours, addYears, format } from "date-fns";
import { instantsOf, localTimeOf } from "@/lib/shared/local-time";
import type { RequestState } from "./schema";

const REMIND_HOURS = 1;
const LONGEST_YEARS = 1;

export type DueReading = { ok: true; dueAt: Date } | { ok: false; problem: string };

/**
 * The instant at which the clocks of a zone show "2026-05-12T17:00". Where they show it twice, the earlier; a time that they skip is
 * refused, as is one that is past or more than a year away.
 */
export function readDue(due: string, zone: string, now: Date): DueReading {
  const shown = instantsOf(due, zone);
  if (!shown) return { ok: false, problem: "This day or time does not exist. Choose another." };
  const [dueAt] = shown;
  if (!dueAt) {
    return { ok: false, problem: "The clocks go forward then and skip this time. Choose one an hour later." };
  }
  if (dueAt <= now) return { ok: false, problem: "This time is past already. Choose one that is still to come." };
  if (dueAt > addYears(now, LONGEST_YEARS))
    return { ok: false, problem: "This is more than a year away. Choose sooner." };
  return { ok: true, dueAt };
}

export type DueChoice = { label: string; due: string };

/** What is offered beside a time of one's own: today at five while that is at least half an hour away, tomorrow, in three days. */
export function listDueChoices(now: Date, zone: string): DueChoice[] {
  const today = new TZDate(now, zone);
  const at = (days: number) => format(addDays(today, days), "yyyy-MM-dd'T'17:00");
  const choices = [
    { label: "Today 17:00", due: at(0) },
    { label: "Tomorrow", due: at(1) },
    { label: "In 3 days", due: at(3) },
  ];
  const soon = localTimeOf(addHours(now, 0.5), zone);
  return choices.filter(({ due }) => due >= soon);
}

type Waiting = { state: RequestState; dueAt: Date };

export function isLate({ state, dueAt }: Waiting, now: Date): boolean {
  return state === "open" && dueAt < now;
}

/** "Due in 3 hours", "Due in 20 minutes", "2 days late", "Due now". Rounds down. */
export function describeDue(dueAt: Date, now: Date): string {
  const minutes = Math.trunc((dueAt.getTime() - now.getTime()) / 60_000);
  if (minutes === 0) return "Due now";
  return minutes > 0 ? `Due in ${describeSpan(minutes)}` : `${describeSpan(-minutes)} late`;
}

function describeSpan(minutes: number): string {
  if (minutes < 60) return count(minutes, "minute");
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? count(hours, "hour") : count(Math.floor(hours / 24), "day");
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

/** When a unit may be reminded again: an hour after the last time, so that reminders keep their weight. Null: now. */
export function nextReminderAt(remindedAt: Date | null, now: Date): Date | null {
  if (!remindedAt) return null;
  const next = addHours(remindedAt, REMIND_HOURS);
  return next > now ? next : null;
}

/** The latest time of an earlier reminder that does not stand in the way of one now. */
export function reminderBound(now: Date): Date {
  return addHours(now, -REMIND_HOURS);
}
