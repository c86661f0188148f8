import { dayIn, formatDay } from "@/lib/shared/dates";
import { instantsOf, localTimeOf } from "@/lib/shared/local-time";

const DAY_MS = 86_400_000;
const LONGEST_INTERPRETED_MS = DAY_MS / 2;

export type ContactPlace = { zone: string; receivedAt: Date; bornOn: Date | null };

type Typed = {
  at: string | null;
  atTurn: "first" | "second" | null;
  interpreterFrom: string | null;
  interpreterTo: string | null;
};
type Times = { at: Date; interpreterStartedAt: Date | null; interpreterEndedAt: Date | null };
type Reading = { at: Date } | { error: string };

/**
 * The instants that were meant by what the clocks of the site showed, or what is wrong, by field: a time that clocks skip or show twice,
 * one that is still to come, one before the patient was born or a year before the case.
 */
export function readContactTimes(
  typed: Typed,
  place: ContactPlace,
  now: Date,
): Times | { errors: Record<string, string> } {
  const { zone, receivedAt, bornOn } = place;
  const read = typed.at === null ? { at: now } : readLocal(typed.at, typed.atTurn, zone);
  if ("error" in read) return { errors: { at: read.error } };
  const { at } = read;
  if (at > now) return { errors: { at: "This lies in the future. Log a contact once it has taken place." } };
  if (bornOn && dayIn(at, zone) < bornOn) return { errors: { at: "This is before the patient was born." } };
  if (at.getTime() < receivedAt.getTime() - 366 * DAY_MS) {
    return { errors: { at: "This is more than a year before the case was received. Check the year." } };
  }
  return readInterpreter(typed, { at, zone, now });
}

/** What to say beside a time that the clocks of the site show twice or never; null for any other. */
export function warnOfClockChange(local: string, zone: string): { kind: "skipped" | "twice"; message: string } | null {
  const found = instantsOf(local.slice(0, 16), zone);
  if (found === null || found.length === 1) return null;
  const [day = "", clock = ""] = local.slice(0, 16).split("T");
  const on = `${clock} on ${formatDay(new Date(`${day}T00:00:00Z`))}`;
  return found.length === 0
    ? { kind: "skipped", message: `There was no ${on}: the clocks went forward. Enter a time before or after.` }
    : { kind: "twice", message: `There were two: ${on} came twice, because the clocks went back. Choose which.` };
}

function readLocal(local: string, turn: Typed["atTurn"], zone: string): Reading {
  const [first, second] = instantsOf(local, zone) ?? [];
  const warning = warnOfClockChange(local, zone);
  if (!first) return { error: warning?.message ?? "Enter a date and a time that exist." };
  if (!second) return { at: first };
  if (turn === null) return { error: warning?.message ?? "" };
  return { at: turn === "first" ? first : second };
}

type Around = { at: Date; zone: string; now: Date };

// On the day of the contact; an end that comes before the beginning is past midnight.
function readInterpreter(typed: Typed, { at, zone, now }: Around): Times | { errors: Record<string, string> } {
  const onDay = (clock: string | null, day: Date): Reading | null =>
    clock === null ? null : readLocal(`${localTimeOf(day, zone).slice(0, 10)}T${clock}`, typed.atTurn ?? "first", zone);
  const from = onDay(typed.interpreterFrom, at);
  if (from && "error" in from) return { errors: { interpreterFrom: from.error } };
  let to = onDay(typed.interpreterTo, at);
  if (from && to && "at" in to && to.at <= from.at)
    to = onDay(typed.interpreterTo, new Date(from.at.getTime() + DAY_MS));
  if (to && "error" in to) return { errors: { interpreterTo: to.error } };
  if (from && from.at > now) return { errors: { interpreterFrom: "This lies in the future." } };
  if (from && to && to.at.getTime() - from.at.getTime() > LONGEST_INTERPRETED_MS) {
    return { errors: { interpreterTo: "This is more than 12 hours after they began. Check both times." } };
  }
  if (to && to.at > now) return { errors: { interpreterTo: "This lies in the future." } };
  return { at, interpreterStartedAt: from?.at ?? null, interpreterEndedAt: to?.at ?? null };
}
