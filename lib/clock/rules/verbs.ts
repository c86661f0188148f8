import type { BusinessCalendar } from "@/lib/calendar/types";
import type { Extension } from "../schema";
import type { Clock } from "../types";
import { problemsOf } from "./check";
import type { KnownCase } from "./facts";
import { readClock } from "./read";

type Pausing = { reasonId: string; calendar: BusinessCalendar; now: Date };

/** The clocks that go on now and may pause for a reason. */
export function pausable({ clocks }: KnownCase, { reasonId, calendar, now }: Pausing): Clock[] {
  return clocks.filter(
    (clock) => clock.limit.pauses.includes(reasonId) && readClock(clock, calendar, now).state === "running",
  );
}

/** Why nothing would stand still, in a sentence; null where something does. */
export function whyNotPaused(known: KnownCase, pausing: Pausing): string | null {
  if (pausable(known, pausing).length > 0) return null;
  const { calendar, now } = pausing;
  const running = known.clocks.filter((clock) => readClock(clock, calendar, now).state === "running");
  const allowed = running.flatMap(({ limit, pauseReasons }) =>
    pauseReasons.filter(({ id }) => limit.pauses.includes(id)),
  );
  if (running.length === 0) return "No clock of this case runs, so there is nothing to pause.";
  if (allowed.length === 0) return "No clock that runs here can be paused: the rules of this place allow no pause.";
  const labels = [...new Set(allowed.map(({ label }) => label))];
  return `No clock that runs here can pause for this. They can only be paused for: ${labels.join(", ")}.`;
}

const FIELDS: Record<string, string> = { amount: "amount", reason: "reason", toldAt: "toldOn", at: "amount" };

/** Why one more extension cannot be given, by the field of its form; null when it can. */
export function whyNotExtended(
  clock: Clock,
  extension: Extension,
  calendar: BusinessCalendar,
): Record<string, string> | null {
  const reading = readClock(clock, calendar, new Date(extension.at));
  if (reading.isMet) return { amount: "This was done already, so there is nothing to extend." };
  const prefix = `extensions.${clock.extensions.length}.`;
  const found = problemsOf({ ...clock, extensions: [...clock.extensions, extension] }, calendar).find(({ field }) =>
    field.startsWith(prefix),
  );
  return found ? { [FIELDS[found.field.slice(prefix.length)] ?? "amount"]: found.message } : null;
}
