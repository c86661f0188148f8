import type { BusinessCalendar } from "@/lib/calendar/types";
import { formatInstant } from "@/lib/shared/dates";
import { isBlank } from "@/lib/shared/text";
import { describeAmount } from "../labels";
import type { Extension, Pause } from "../schema";
import type { Clock } from "../types";
import { readClock } from "./read";

/** What is wrong with a fact of a clock: which, as a path such as "pauses.0.until", and a sentence that says why. */
export type ClockProblem = { field: string; message: string };

/**
 * Why a clock's pauses and extensions cannot stand, in their order; none when they can. Whoever adds one asks with the new one among them
 * before it is kept, so that `readClock` never has to judge.
 */
export function problemsOf(clock: Clock, calendar: BusinessCalendar): ClockProblem[] {
  return [...pauseProblems(clock, calendar.zone), ...extensionProblems(clock, calendar)];
}

function pauseProblems({ limit, pauses, pauseReasons }: Clock, zone: string): ClockProblem[] {
  const when = (at: string) => formatInstant(new Date(at), zone);
  return pauses.flatMap((pause, index) => {
    const found: ClockProblem[] = [];
    if (!limit.pauses.includes(pause.reasonId)) {
      const allowed = pauseReasons.filter(({ id }) => limit.pauses.includes(id)).map(({ label }) => label);
      const message =
        allowed.length === 0
          ? "This time cannot be paused."
          : `This time can only be paused for: ${allowed.join(", ")}.`;
      found.push({ field: `pauses.${index}.reasonId`, message });
    }
    if (pause.until !== null && new Date(pause.until) < new Date(pause.from)) {
      const message = `The pause ends on ${when(pause.until)}, before it begins on ${when(pause.from)}.`;
      return [...found, { field: `pauses.${index}.until`, message }];
    }
    const other = pauses.slice(0, index).find((earlier) => overlap(earlier, pause));
    if (!other) return found;
    const message = `The pause that begins on ${when(pause.from)} overlaps the one that begins on ${when(other.from)}.`;
    return [...found, { field: `pauses.${index}.from`, message }];
  });
}

function overlap(a: Pause, b: Pause): boolean {
  const endOf = ({ until }: Pause) => (until === null ? Number.POSITIVE_INFINITY : Date.parse(until));
  return Date.parse(a.from) < endOf(b) && Date.parse(b.from) < endOf(a);
}

function extensionProblems(clock: Clock, calendar: BusinessCalendar): ClockProblem[] {
  const order = clock.extensions
    .map((extension, index) => ({ extension, index }))
    .toSorted((a, b) => Date.parse(a.extension.at) - Date.parse(b.extension.at));
  return order.flatMap(({ extension, index }, place) => {
    const earlier = order.slice(0, place).map((each) => each.extension);
    const wrong = extensionProblem({ ...clock, extensions: earlier }, extension, calendar);
    return wrong ? [{ field: `extensions.${index}.${wrong.field}`, message: wrong.message }] : [];
  });
}

/** Why one more extension cannot be given, after those that the clock has; null when it can. */
function extensionProblem(clock: Clock, extension: Extension, calendar: BusinessCalendar): ClockProblem | null {
  const rule = clock.limit.extension;
  if (!rule) return { field: "amount", message: "This time cannot be extended." };
  if (isBlank(extension.reason)) return { field: "reason", message: "An extension needs a reason." };
  if (rule.times !== null && clock.extensions.length >= rule.times) {
    const often = rule.times === 1 ? "once" : `${rule.times} times`;
    return { field: "at", message: `This time can be extended ${often} at most.` };
  }
  const given = clock.extensions.reduce((sum, { amount }) => sum + amount, extension.amount);
  if (rule.most !== null && given > rule.most) {
    const [asked, most] = [given, rule.most].map((amount) => describeAmount({ amount, unit: rule.unit }));
    return { field: "amount", message: `This time can be extended by ${most} in all; this would make it ${asked}.` };
  }
  if (rule.mustTell && extension.toldAt === null)
    return { field: "toldAt", message: "The patient must be told why it takes longer, and when they were told." };
  const at = new Date(extension.at);
  const { dueAt } = readClock({ ...clock, metAt: null, endedAt: null }, calendar, at);
  if (at <= new Date(dueAt)) return null;
  const ranOut = formatInstant(new Date(dueAt), calendar.zone);
  return { field: "at", message: `The time had run out on ${ranOut}, before this extension was given.` };
}
