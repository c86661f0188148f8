import { dayIn, formatDay, formatShortDay, formatTime, shownIn } from "@/lib/shared/dates";
import type { Amount, ClockCause, ClockKind, Unit } from "./schema";
import type { Clock, ClockChip, ClockReading, ClockState, CountedIn } from "./types";

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

export const STATE_TONES: Record<ClockState, "neutral" | "late" | "met" | "paused"> = {
  running: "neutral",
  paused: "paused",
  met: "met",
  late: "late",
  missed: "late",
};

const UNIT_WORDS: Record<Unit, string> = {
  calendar_hours: "hour",
  business_hours: "business hour",
  calendar_days: "day",
  business_days: "business day",
  months: "month",
};

/** "day", "business day". */
export function unitWord(unit: Unit): string {
  return UNIT_WORDS[unit];
}

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
      return amount > LONG ? daysAndHours(amount) : hoursAndMinutes(amount);
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
      return elapsed > LONG
        ? `${daysAndHours(elapsed)} of ${daysAndHours(total)}.`
        : `${hoursAndMinutes(elapsed)} of ${hoursAndMinutes(total)}.`;
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

/** Minutes beyond which nobody reads hours as hours, and a minute more or less says nothing. */
const LONG = 48 * 60;

// Also of working time, which has no days of its own: how long one is differs from site to site and from day to day.
function hoursAndMinutes(minutes: number): string {
  const whole = Math.floor(minutes);
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  if (hours === 0) return `${rest} min`;
  return rest === 0 || whole > LONG ? `${hours.toLocaleString("en")} h` : `${hours} h ${rest} min`;
}

/** "43 days 11 h", "1 day"; what is no whole day stays in hours. */
function daysAndHours(minutes: number): string {
  const whole = Math.floor(minutes / 60);
  const [days, hours] = [Math.floor(whole / 24), whole % 24];
  if (days === 0) return hoursAndMinutes(minutes);
  return hours === 0 ? countOf(days, "day") : `${countOf(days, "day")} ${hours} h`;
}

function moment(at: string, zone: string): string {
  return `${formatShortDay(new Date(at), zone)} ${formatTime(new Date(at), zone)}`;
}

function day(date: string): string {
  return formatShortDay(new Date(`${date}T00:00:00Z`), "UTC");
}

/** After "the clock to ": what it waits for, in the middle of a sentence. */
export const CLOCK_PHRASES: Record<ClockKind, string> = {
  acknowledge: "acknowledge",
  update: "tell them how it stands",
  resolve: "answer",
};

/** After "because ". */
export const CAUSE_PHRASES: Record<ClockCause, string> = {
  opened: "the case was opened",
  details: "its details changed",
  kind: "its kind, or what is known of it, changed",
  contact: "of a contact with them",
  arrived: "something arrived, or was taken off",
  day: "the day came until which it waited",
  step: "of a step in the work",
  closed: "it was closed",
  reopened: "it was reopened",
  paused: "it was paused",
  resumed: "it goes on",
  extended: "it was extended",
  joined: "cases were joined or parted",
  calendar: "the calendar of the site changed",
};

const MINUTE_MS = 60_000;

/** When something is due, as it stands in an event: "Thu 12 Mar", with the time where it is not the end of a day. */
export function dueLabel(dueAt: Date, zone: string): string {
  return isEndOfDay(dueAt, zone) ? formatShortDay(dueAt, zone) : moment(dueAt.toISOString(), zone);
}

function isEndOfDay(at: Date, zone: string): boolean {
  return shownIn(at, zone).toISOString().slice(11, 19) === "23:59:59";
}

/** A due time beside a case: "Due tomorrow 17:00", "Due Thu 12 Mar", "2 days late", "3 h late". */
export function describeDue(dueAt: Date, now: Date, zone: string): string {
  if (now > dueAt) return describeLateness(dueAt, now, zone);
  const days = daysApart(now, dueAt, zone);
  const time = isEndOfDay(dueAt, zone) ? "" : ` ${formatTime(dueAt, zone)}`;
  if (days === 0) return `Due today${time}`;
  if (days === 1) return `Due tomorrow${time}`;
  return `Due ${days < 300 ? formatShortDay(dueAt, zone) : formatDay(dayIn(dueAt, zone))}`;
}

function describeLateness(dueAt: Date, now: Date, zone: string): string {
  const days = daysApart(dueAt, now, zone);
  if (days > 0) return `${countOf(days, "day")} late`;
  const minutes = Math.max(1, Math.floor((now.getTime() - dueAt.getTime()) / MINUTE_MS));
  return minutes < 60 ? `${minutes} min late` : `${Math.floor(minutes / 60)} h late`;
}

function daysApart(from: Date, until: Date, zone: string): number {
  return Math.round((dayIn(until, zone).getTime() - dayIn(from, zone).getTime()) / 86_400_000);
}

/** The same beside its heading "Due", where words are dear: "Tomorrow 17:00", "Thu 12 Mar", "2 d late". */
export function shortenDue(text: string): string {
  const due = text.replace(/^Due /, "").replace(/ days? late$/, " d late");
  return due.charAt(0).toUpperCase() + due.slice(1);
}

/** What a chip says and how it looks; which clock it is comes first where there is room. */
export function describeChip({ dueAt, dueSoonAt, isPaused }: ClockChip, now: Date, zone: string) {
  if (isPaused) return { text: "Paused", tone: "paused" as const };
  const text = describeDue(new Date(dueAt), now, zone);
  if (now > new Date(dueAt)) return { text, tone: "late" as const };
  return { text, tone: now >= new Date(dueSoonAt) ? ("soon" as const) : ("neutral" as const) };
}

/** "14 due times moved, 3 of them earlier". */
export function tellMoves({ moved, earlier }: { moved: number; earlier: number }): string {
  if (moved === 0) return "no due time moved";
  const which = moved === 1 ? "one due time moved" : `${moved.toLocaleString("en")} due times moved`;
  if (earlier === 0) return `${which}, none of them earlier`;
  if (moved === 1) return `${which}, to an earlier time`;
  return `${which}, ${earlier === moved ? "all" : earlier.toLocaleString("en")} of them earlier`;
}

/** Whether something is late, or due by the end of today. */
export function isDueBy({ dueAt, isPaused }: ClockChip, now: Date, zone: string): boolean {
  const due = new Date(dueAt);
  return !isPaused && (now > due || daysApart(now, due, zone) === 0);
}
