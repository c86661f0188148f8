import "server-only";
import { isStopped } from "@/lib/platform/context";
import { dbFor, type Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";

const TIMEOUT_MS = 4_000;
const FIRST_MS = 1_000;
const BOUNDED_MS = 2_000;

type Attempts = { first: number; second: number };
const USUAL: Attempts = { first: FIRST_MS, second: TIMEOUT_MS - FIRST_MS };
/** For what comes before a search. */
export const SHORT: Attempts = { first: 500, second: 500 };

/**
 * Stopped when it takes too long. Where the planner took a rare word for a frequent one, and looks for it through all cases from the newest
 * on, it is stopped soon and done again by the index of words alone.
 */
export async function inTime<T>(viewer: Viewer, sql: Prisma.Sql, { first, second } = USUAL): Promise<T[]> {
  try {
    return await within<T>(viewer, sql, { ms: first, isOrdered: true });
  } catch (error) {
    if (!isStopped(error)) throw error;
    return within<T>(viewer, sql, { ms: second, isOrdered: false });
  }
}

/**
 * The same for words beside each other, which no index knows. Where all that have the words are too many to look at, only some of them are, by
 * `bounded`; where even these are not found in time, because the words are rare, all are looked at by the index of words alone.
 */
export async function inTimeOr<T>(
  viewer: Viewer,
  { whole, bounded }: { whole: Prisma.Sql; bounded: Prisma.Sql },
): Promise<{ rows: T[]; isBounded: boolean }> {
  const attempts: (Limits & { isBounded: boolean })[] = [
    { ms: FIRST_MS, isOrdered: true, isBounded: false },
    { ms: BOUNDED_MS, isOrdered: true, isBounded: true },
  ];
  for (const { isBounded, ...limits } of attempts) {
    try {
      return { rows: await within<T>(viewer, isBounded ? bounded : whole, limits), isBounded };
    } catch (error) {
      if (!isStopped(error)) throw error;
    }
  }
  const rows = await within<T>(viewer, whole, { ms: TIMEOUT_MS - FIRST_MS - BOUNDED_MS, isOrdered: false });
  return { rows, isBounded: false };
}

type Limits = { ms: number; isOrdered: boolean };
export const WHOLE: Limits = { ms: TIMEOUT_MS, isOrdered: true };

export async function within<T>(viewer: Viewer, sql: Prisma.Sql, { ms, isOrdered }: Limits): Promise<T[]> {
  const db = dbFor(viewer);
  const [, rows] = await db.$transaction([
    db.$executeRaw`SELECT set_config('statement_timeout', ${String(ms)}, true), set_config('enable_indexscan', ${isOrdered ? "on" : "off"}, true)`,
    db.$queryRaw<T[]>(sql),
  ]);
  return rows;
}
