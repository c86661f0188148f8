import { nextDay } from "@/lib/shared/dates";
import { instantsOf, localTimeOf } from "@/lib/shared/local-time";

/** "20:00" to "07:00" by the clocks on the wall; over midnight where the end comes first. Null: a site that never sleeps. */
export type Quiet = { from: string; until: string } | null;

const MINUTE_MS = 60_000;

/** Whether an instant lies in the quiet hours of a zone. The first minute belongs to them, the last moment does not. */
export function isQuiet(at: Date, quiet: Quiet, zone: string): boolean {
  if (!quiet) return false;
  const clock = localTimeOf(at, zone).slice(11);
  return quiet.from <= quiet.until
    ? quiet.from <= clock && clock < quiet.until
    : clock >= quiet.from || clock < quiet.until;
}

/** When somebody may be told of what happens at an instant: at once, or when the quiet hours end. */
export function tellingTime(at: Date, quiet: Quiet, zone: string): Date {
  if (!quiet || !isQuiet(at, quiet, zone)) return at;
  const today = localTimeOf(at, zone).slice(0, 10);
  const ends = [today, nextDay(today)].flatMap((day) => endsOn(day, quiet.until, zone));
  return ends.filter((end) => end > at).find((end) => !isQuiet(end, quiet, zone)) ?? at;
}

// In the hour that is skipped when clocks go forward no clock shows the end: then the first minute that one shows after it.
function endsOn(day: string, until: string, zone: string): Date[] {
  const start = new Date(`${day}T${until}:00Z`).getTime();
  for (let minutes = 0; minutes < 180; minutes += 1) {
    const local = new Date(start + minutes * MINUTE_MS).toISOString().slice(0, 16);
    const found = instantsOf(local, zone) ?? [];
    if (found.length > 0) return found;
  }
  return [];
}
