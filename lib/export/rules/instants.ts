import { stretchAt } from "@/lib/shared/local-time";

const DAY_MS = 86_400_000;
/** The day 0 of a sheet's calendar, which takes 1900 for a leap year: from March 1900 its days are right. */
const SHEET_BEGINS = Date.UTC(1899, 11, 30);
const FIRST_RIGHT_DAY = 61;
const LAST_DAY = 2_958_465;

/** "2026-11-22T14:02:00+01:00": the time at a place, and how far that is from UTC. */
export function tellInstant(at: string, zone: string): string {
  const { local, offset } = localOf(at, zone);
  const minutes = Math.abs(offset) / 60_000;
  const [hours, rest] = [Math.floor(minutes / 60), Math.round(minutes % 60)].map((part) =>
    String(part).padStart(2, "0"),
  );
  return `${new Date(local).toISOString().slice(0, -5)}${offset < 0 ? "-" : "+"}${hours}:${rest}`;
}

/** The days since a sheet's calendar begins, as the clocks of a place show the time; null where that calendar does not reach. */
export function sheetDays(at: string, zone: string): number | null {
  const days = (localOf(at, zone).local - SHEET_BEGINS) / DAY_MS;
  return days >= FIRST_RIGHT_DAY && days < LAST_DAY + 1 ? days : null;
}

function localOf(at: string, zone: string): { local: number; offset: number } {
  // To the second: a due time of 23:59:59.999 must not be shown as the next day.
  const ms = Math.floor(Date.parse(at) / 1_000) * 1_000;
  const { offset } = stretchAt(ms, zone);
  return { local: ms + offset, offset };
}
