import "server-only";
import type { ViewerSite } from "@/lib/platform/viewer";
import { dayIn, isoDay, nextDay, startOfDay } from "@/lib/shared/dates";
import type { QueueClock, QueueFilter } from "../schema";

/** Instants that a column lies between, as both languages of the predicate write them. */
export type Instants = { gte?: Date; lte?: Date; lt?: Date };

const AT_RISK_MS = 48 * 3_600_000;

/** What runs out within 48 hours, or has run out: everything up to and with the instant itself is in time. */
export function instantsDue(clock: QueueClock, now: Date): Instants {
  return clock === "late" ? { lt: now } : { gte: now, ...dueBefore(now) };
}

/** Both of them. */
export function dueBefore(now: Date): Instants {
  return { lte: new Date(now.getTime() + AT_RISK_MS) };
}

/** Days are those of each case's own site. */
export function inDays({ timeZone }: ViewerSite, { from, to }: Pick<QueueFilter, "from" | "to">): Instants {
  return {
    gte: from ? startOfDay(from, timeZone) : undefined,
    lt: to ? startOfDay(nextDay(to), timeZone) : undefined,
  };
}

/** As the list counts the days since they heard. */
export function unheardBefore({ timeZone }: ViewerSite, atLeast: number, now: Date): Date {
  const first = isoDay(new Date(dayIn(now, timeZone).getTime() - atLeast * 86_400_000));
  return startOfDay(first, timeZone);
}

/** Whether a filter asks for something that only an open case has. */
export function isOfRunning({ clock, unheard, now }: Pick<QueueFilter, "clock" | "unheard"> & { now?: Date }): boolean {
  return now !== undefined && (clock !== undefined || unheard !== undefined);
}
