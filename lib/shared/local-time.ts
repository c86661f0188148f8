import { tzOffset } from "@date-fns/tz";

const DAY_MS = 86_400_000;
const SHAPE = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/;

/**
 * The instants at which the clocks of a zone show "yyyy-mm-ddThh:mm", earliest first: one as a rule, none in the hour that is skipped
 * when clocks go forward, two in the hour that comes twice when they go back. Null for what is no date and time.
 */
export function instantsOf(local: string, zone: string): Date[] | null {
  const match = SHAPE.exec(local);
  if (!match) return null;
  const wall = Date.parse(`${local}:00Z`);
  // A day that no month has rolls over into the next and so reads back as another.
  if (Number.isNaN(wall) || new Date(wall).toISOString().slice(0, 16) !== local) return null;
  const offsets = new Set([wall - DAY_MS, wall + DAY_MS].map((near) => offsetAt(near, zone)));
  return [...offsets]
    .map((offset) => wall - offset)
    .filter((at) => at + offsetAt(at, zone) === wall)
    .toSorted((a, b) => a - b)
    .map((at) => new Date(at));
}

/** What the clocks of a zone show at an instant, "yyyy-mm-ddThh:mm". */
export function localTimeOf(at: Date, zone: string): string {
  return new Date(at.getTime() + offsetAt(at.getTime(), zone)).toISOString().slice(0, 16);
}

function offsetAt(ms: number, zone: string): number {
  return Math.round(tzOffset(zone, new Date(ms)) * 60_000);
}
