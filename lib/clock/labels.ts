import { TZDate } from "@date-fns/tz";
import { format } from "date-fns";
import type { Amount, ClockKind, Unit } from "./schema";
import type { Clock, ClockReading, ClockState, CountedIn } from "./types";

export const CLOCK_LABELS: Record<ClockKind, string> = {
  acknowledge: "Acknowledge",
  update: "Tell how it stands",
  resolve: "Answer",
};

export const STATE_LABELS: Record<ClockState, string> = {
  running: "Running",
  paused: "Paused",
  met: "Done in time",
  late: "Late",
  missed: "Done late",
};

const UNIT_WORDS: Record<Unit, string> = {
  calendar_hours: "hour",
  business_hours: "business hour",
  calendar_days: "day",
  business_days: "business day",
  months: "month",
};

/** "7 days", "1 business day". */
export function describeAmount({ amount, unit }: Amount): string {
  return countOf(amount, UNIT_WORDS[unit]);
}

/** What a reading counted, in words: "2 business days", "1 h 30 min". */
export function describeCount(amount: number, countedIn: CountedIn): string {
  switch (countedIn) {
    case "calendar_days":
      return countOf(amount, "day");
    case "business_days":
      return countOf(amount, "business day");
    case "calendar_minutes":
      return hoursAndMinutes(amount);
    case "business_minutes":
      return `${hoursAndMinutes(amount)} of business time`;
    default:
      return countedIn satisfies never;
  }
}

/**
 * A clock in words, for people and for the file: "Day 5 of 7. Started Tue 3 Mar 09:14 when the e-mail arrived, which makes it a grievance.
 * Paused 2 days waiting for consent. Due Thu 12 Mar. Basis: US hospital pack 2026-1, A-0122; a target, not a legal limit."
 */
export function tellClock(clock: Clock, reading: ClockReading, zone: string): string {
  return [
    dayOfDays(reading),
    started(clock, reading, zone),
    paused(reading),
    extended(reading),
    howItStands(reading, zone),
    `Basis: ${clock.basis}; ${standingOf(clock)}.`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}

function dayOfDays({ elapsed, total, countedIn }: ClockReading): string {
  switch (countedIn) {
    case "calendar_days":
      return `Day ${elapsed} of ${total}.`;
    case "business_days":
      return `Business day ${elapsed} of ${total}.`;
    case "calendar_minutes":
      return `${hoursAndMinutes(elapsed)} of ${hoursAndMinutes(total)}.`;
    case "business_minutes":
      return `${hoursAndMinutes(elapsed)} of ${hoursAndMinutes(total)} of business time.`;
    default:
      return countedIn satisfies never;
  }
}

function started(clock: Clock, { startedAt }: ClockReading, zone: string): string {
  const because = startedAt === clock.startedAt ? clock.startedBecause : "when they last heard from us";
  return `Started ${moment(startedAt, zone)} ${because}.`;
}

function paused({ isPaused, paused: amount, pausedFor, countedIn }: ClockReading): string {
  const reasons = pausedFor.join(", ");
  if (isPaused) return `Paused now, ${describeCount(amount, countedIn)} so far${reasons && `, ${reasons}`}.`;
  return amount > 0 ? `Paused ${describeCount(amount, countedIn)}${reasons && ` ${reasons}`}.` : "";
}

function extended({ extendedBy }: ClockReading): string {
  return extendedBy ? `Extended by ${describeAmount(extendedBy)}.` : "";
}

function howItStands({ state, dueAt, dueOn, metAt, lateness, countedIn }: ClockReading, zone: string): string {
  const due = dueOn ? day(dueOn) : moment(dueAt, zone);
  const late = lateness > 0 ? `, ${describeCount(lateness, countedIn)} late` : "";
  switch (state) {
    case "running":
      return `Due ${due}.`;
    case "paused":
      return `Due ${due} if it went on now.`;
    case "met":
      return `Done ${moment(metAt ?? dueAt, zone)}, in time.`;
    case "late":
      return `It was due ${due}${late}.`;
    case "missed":
      return `It was due ${due} and done ${moment(metAt ?? dueAt, zone)}${late}.`;
    default:
      return state satisfies never;
  }
}

/** What is a target is never told as the law, and what nobody has read at its source is never told as sure. */
function standingOf({ limit: { isStatutory, isConfirmed } }: Clock): string {
  const weight = isStatutory ? "a legal limit" : "a target, not a legal limit";
  return isConfirmed ? weight : `${weight}, not confirmed at its source`;
}

function countOf(amount: number, word: string): string {
  return `${amount.toLocaleString("en")} ${word}${amount === 1 ? "" : "s"}`;
}

function hoursAndMinutes(minutes: number): string {
  const whole = Math.floor(minutes);
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

function moment(at: string, zone: string): string {
  return format(new TZDate(new Date(at), zone), "EEE d MMM HH:mm");
}

function day(date: string): string {
  return format(new TZDate(new Date(`${date}T00:00:00Z`), "UTC"), "EEE d MMM");
}
