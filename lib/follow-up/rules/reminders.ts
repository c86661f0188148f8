import type { ReminderStage } from "@/lib/platform/generated/enums";
import { localTimeOf } from "@/lib/shared/local-time";
import { daysAfter } from "./standing";

/** Nobody is told at night that a day has come or has passed. */
const DAY_BEGINS = "07:00";
const DAY_MS = 86_400_000;

/** How many days before its own each is told of: a promise in time to keep it, a call on the day on which it is made. */
export const DAYS_AHEAD = { promise: 1, followUp: 0 } as const;
export type Reminded = keyof typeof DAYS_AHEAD;

/** The day "yyyy-mm-dd" that reminders go by in a zone: until seven in the morning it is still yesterday. */
export function reminderDay(now: Date, zone: string): string {
  const [day = "", clock = ""] = localTimeOf(now, zone).split("T");
  return clock >= DAY_BEGINS ? day : new Date(Date.parse(day) - DAY_MS).toISOString().slice(0, 10);
}

type Facts = {
  daysAhead: number;
  /** Days "yyyy-mm-dd". */
  dueOn: string;
  /** On which it was planned or promised. */
  since: string;
  remindedOf: ReminderStage | null;
};

/**
 * What is to be told of something open on a day: that it is due, or that its day has passed; null where that was told or is not so. What
 * was planned on this very day is no news to whoever planned it. Where nobody looked in time, only that it is late is told.
 */
export function reminderOf({ daysAhead, dueOn, since, remindedOf }: Facts, today: string): ReminderStage | null {
  const late = daysAfter(dueOn, today);
  if (late > 0) return remindedOf === "late" ? null : "late";
  return remindedOf === null && since < today && late >= -daysAhead ? "due" : null;
}
