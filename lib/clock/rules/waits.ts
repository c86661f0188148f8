import { startOfDay } from "@/lib/shared/dates";

type Wait = {
  since: Date;
  endedAt: Date | null;
  /** The day on which it was to be looked at again. */
  until: Date | null;
};

type Known = {
  /** When something came, by when it was written down. */
  arrivals: readonly Date[];
  zone: string;
  now: Date;
};

/**
 * When a wait ended: once something arrived, or its day began, whether or not somebody went on with the case then. Null while it lasts.
 * What makes it end is what brings the case back to its owner; see listBackFromWaiting.
 */
export function endOfWait({ since, endedAt, until }: Wait, { arrivals, zone, now }: Known): Date | null {
  const day = until && startOfDay(until.toISOString().slice(0, 10), zone);
  const ends = [endedAt, day, ...arrivals.filter((at) => at > since)].flatMap((at) => at ?? []);
  const first = Math.min(...ends.filter((at) => at >= since && at <= now).map((at) => at.getTime()));
  return first === Number.POSITIVE_INFINITY ? null : new Date(first);
}
