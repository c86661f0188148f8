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

/** A stretch of time, in milliseconds, over which the clocks of a zone keep one distance from UTC. */
export type Stretch = { from: number; until: number; offset: number };

const stretches = new Map<string, Stretch[]>();

/** The stretch an instant lies in. It ends where the clocks change, and at the end of the year (in UTC) at the latest. */
export function stretchAt(ms: number, zone: string): Stretch {
  const year = new Date(ms).getUTCFullYear();
  const key = `${zone} ${year}`;
  const known = stretches.get(key) ?? stretchesOf(year, zone);
  stretches.set(key, known);
  const found = known.find(({ until }) => ms < until);
  if (!found) throw new RangeError(`there is no instant ${ms}`);
  return found;
}

function stretchesOf(year: number, zone: string): Stretch[] {
  const end = Date.UTC(year + 1, 0, 1);
  const found: Stretch[] = [];
  let from = Date.UTC(year, 0, 1);
  let offset = offsetAt(from, zone);
  // No zone has ever changed its clocks twice within a week.
  for (let probe = from; probe < end; probe += 7 * DAY_MS) {
    const next = Math.min(probe + 7 * DAY_MS, end - 1);
    if (offsetAt(next, zone) === offset) continue;
    const change = findChange(probe, next, zone);
    found.push({ from, until: change, offset });
    from = change;
    offset = offsetAt(change, zone);
  }
  return [...found, { from, until: end, offset }];
}

/** The whole minute at which the offset first differs from what it was, by halving. */
function findChange(before: number, after: number, zone: string): number {
  const offset = offsetAt(before, zone);
  let low = Math.floor(before / 60_000);
  let high = Math.ceil(after / 60_000);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * 60_000, zone) === offset) low = middle;
    else high = middle;
  }
  return high * 60_000;
}

function offsetAt(ms: number, zone: string): number {
  return Math.round(tzOffset(zone, new Date(ms)) * 60_000);
}
