import "server-only";
import { z } from "zod";
import { dbFor, Prisma, systemDb, type Tx } from "./db";
import { LostRace } from "./errors";
import type { Viewer } from "./viewer";

/** Who does something, and when. Rules take the time from here. */
export type Ctx = {
  actor: { id: string | null; name: string };
  now: Date;
  /** The transaction of a larger deed that this one is a part of: both are done, or neither. */
  within?: Tx;
  /** The change of many cases that this deed is a part of: people are told of them once, and not of each. */
  runId?: string;
};

/** The context of a verb that a person carries out. */
export type UserCtx = Ctx & { viewer: Viewer };

export function userCtx(viewer: Viewer): UserCtx {
  return { actor: { id: viewer.personId, name: viewer.name }, now: new Date(), viewer };
}

/** For jobs, sign-in and the first run. `name` is what the timeline will say. */
export function systemCtx(name: string): Ctx {
  return { actor: { id: null, name }, now: new Date() };
}

/**
 * Runs `work` in one transaction. A lost race (serialisation failure, deadlock) throws LostRace, a Conflict, because by then somebody else's
 * change is in. No network call belongs inside.
 */
export async function withTransaction<T>({ within }: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (within) return work(within);
  try {
    return await systemDb().$transaction(work, { maxWait: 5_000, timeout: 10_000 });
  } catch (error) {
    if (isLostRace(error)) throw new LostRace();
    throw error;
  }
}

/** Reads much, page by page, as it all stood at one moment, whatever is changed meanwhile. Nothing can be written in it. */
export async function withSnapshot<T>(
  viewer: Viewer,
  work: (tx: Tx) => Promise<T>,
  { mostMinutes }: { mostMinutes: number },
): Promise<T> {
  const options = { isolationLevel: "RepeatableRead", maxWait: 5_000, timeout: mostMinutes * 60_000 } as const;
  return dbFor(viewer).$transaction(async (tx) => {
    await tx.$executeRaw`SET TRANSACTION READ ONLY`;
    return work(tx);
  }, options);
}

const lostByRawQuery = z.object({
  driverAdapterError: z.object({ cause: z.object({ kind: z.literal("TransactionWriteConflict") }) }),
});

// Prisma has a code of its own for it, but not where it ends a query that we wrote.
function isLostRace(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return error.code === "P2034" || (error.code === "P2010" && lostByRawQuery.safeParse(error.meta).success);
}

/** What PostgreSQL says of a statement that took longer than it may. */
const STOPPED = "57014";

export function isStopped(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && JSON.stringify(error.meta ?? {}).includes(STOPPED);
}

const uniqueViolation = z.object({
  driverAdapterError: z.object({ cause: z.object({ constraint: z.object({ index: z.string() }) }) }),
});

/** Whether an error is the database refusing a second row under this unique index, such as "Person_email_key". */
export function isDuplicate(error: unknown, index: string): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== "P2002") return false;
  const meta = uniqueViolation.safeParse(error.meta);
  return meta.success && meta.data.driverAdapterError.cause.constraint.index === index;
}
