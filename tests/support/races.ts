import { setTimeout } from "node:timers/promises";
import { Prisma, systemDb } from "@/lib/platform/db";

type Held = {
  table:
    | ("Case" | "Patient" | "Representative" | "Escalation" | "Session" | "Person" | "RoleGrant" | "Draft")
    | ("BillingDispute" | "Request" | "Site");
  id: string;
};

const PATIENCE_MS = 3_000;

/**
 * Starts all of these while their row is held, and lets go once each waits: every one has read what was there before any could write.
 * With "FOR UPDATE" also those wait that only refer to the row. Returns them as they run.
 */
export async function race<T>(
  { table, id }: Held,
  starts: (() => Promise<T>)[],
  lock: "NO KEY UPDATE" | "UPDATE" = "NO KEY UPDATE",
) {
  await openConnections(starts.length + 2);
  return systemDb().$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT 1 FROM ${Prisma.raw(`"${table}"`)} WHERE "id" = ${id}::uuid FOR ${Prisma.raw(lock)}`;
      const works = starts.map((start) => start());
      // So that a refusal before anybody looks is no unhandled one.
      void Promise.allSettled(works);
      await untilWaiting(starts.length);
      return { works };
    },
    { timeout: 2 * PATIENCE_MS },
  );
}

/**
 * Starts these one after another, the first of them once the rows that `hold` takes are held, each next one once the last waits for
 * somebody; then lets go. So each has taken its first locks before the next comes. Returns them as they run.
 */
export async function queueUp<T>(
  hold: (tx: Prisma.TransactionClient) => Promise<unknown>,
  starts: (() => Promise<T>)[],
) {
  await openConnections(starts.length + 2);
  return systemDb().$transaction(
    async (tx) => {
      await hold(tx);
      const works: Promise<T>[] = [];
      for (const start of starts) {
        works.push(start());
        void Promise.allSettled(works);
        await untilWaiting(works.length);
      }
      return { works };
    },
    { timeout: 3 * PATIENCE_MS },
  );
}

/** Opens connections, so that what a test then starts at once also runs at once. */
export async function openConnections(count: number): Promise<void> {
  await Promise.all(
    Array.from({ length: Math.min(count, 10) }, () => systemDb().$queryRaw`SELECT 1 FROM pg_sleep(0.02)`),
  );
}

/** Until so many wait for what somebody else holds, or it is over otherwise. */
export async function untilWaiting(count: number, isOver = () => false): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end && !isOver(); await setTimeout(10)) {
    const [row] = await systemDb().$queryRaw<{ waiting: number }[]>`
      SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    if ((row?.waiting ?? 0) >= count) return;
  }
}
