import { sweepBatch } from "@/lib/clock/mutations/sweep";
import { Prisma, systemDb } from "@/lib/platform/db";
import { NOW } from "./factories";

const CHUNK = 50_000;

/** Open clocks that are not due, each on a case of its own like the given one, made inside the database. */
export async function fillWithClocks({ caseId, count }: { caseId: string; count: number }): Promise<void> {
  const db = systemDb();
  for (let at = 0; at < count; at += CHUNK) {
    const until = Math.min(at + CHUNK, count);
    await db.$transaction(
      async (tx) => {
        await tx.$executeRaw`SET LOCAL statement_timeout = 0`;
        await tx.$executeRaw`SET LOCAL heard.search_later = 'on'`;
        await tx.$executeRaw`
          WITH made AS (
            INSERT INTO "Case" ("id", "reference", "siteId", "kind", "channel", "reporterKind", "about", "words", "severity",
                                "receivedAt", "loggedById", "updatedAt", "idempotencyKey", "clocksAt", "nextDueAt")
            SELECT gen_random_uuid(), "reference" || ':' || n, "siteId", "kind", "channel", "reporterKind", "about", "words",
                   "severity", "receivedAt", "loggedById", "updatedAt", gen_random_uuid(), ${NOW}::timestamptz,
                   ${NOW}::timestamptz + n * interval '1 minute'
            FROM "Case", generate_series(${at + 1}::int, ${until}::int) n WHERE "id" = ${caseId}::uuid
            RETURNING "id", "siteId", "receivedAt", "nextDueAt"
          )
          INSERT INTO "Clock" ("id", "caseId", "siteId", "clock", "limitId", "packId", "packVersion", "startedFrom",
                               "startedAt", "dueAt", "dueSoonAt", "isOpen", "isPaused", "sweepAt", "calendarVersion",
                               "computedAt")
          SELECT gen_random_uuid(), "id", "siteId", 'resolve', 'resolve', 'plain', '2026-1', 'received', "receivedAt",
                 "nextDueAt", "nextDueAt", true, false, "nextDueAt", 0, ${NOW}::timestamptz FROM made`;
      },
      { timeout: 120_000 },
    );
  }
  await db.$executeRawUnsafe('ANALYZE "Case", "Clock"');
}

/** More open clocks on each case of a site, none of them due: many are made sooner so than with a case each. */
export async function addClocks(siteId: string, each: number): Promise<void> {
  const db = systemDb();
  for (let at = 0; at < each; at += 10) {
    await db.$transaction(
      async (tx) => {
        await tx.$executeRaw`SET LOCAL statement_timeout = 0`;
        await tx.$executeRaw`
          INSERT INTO "Clock" ("id", "caseId", "siteId", "clock", "limitId", "packId", "packVersion", "startedFrom",
                               "startedAt", "dueAt", "dueSoonAt", "isOpen", "isPaused", "sweepAt", "calendarVersion",
                               "computedAt")
          SELECT gen_random_uuid(), "id", "siteId", 'resolve', 'more-' || n, 'plain', '2026-1', 'received', "receivedAt",
                 "nextDueAt", "nextDueAt", true, false, "nextDueAt", 0, ${NOW}::timestamptz
          FROM "Case", generate_series(${at + 1}::int, ${Math.min(at + 10, each)}::int) n
          WHERE "siteId" = ${siteId}::uuid AND "nextDueAt" < '9999-01-01'`;
      },
      { timeout: 120_000 },
    );
  }
  await db.$executeRawUnsafe('ANALYZE "Clock"');
}

/** Gives a site a calendar, the one by which those clocks were counted. */
export async function keepCalendar(siteId: string): Promise<void> {
  await systemDb().siteCalendar.create({ data: { siteId, version: 0, loadedYears: [] } });
}

/** Makes the first of these clocks late by an hour. */
export async function makeLate(siteId: string, count: number): Promise<void> {
  const late = Prisma.sql`${NOW}::timestamptz - interval '1 hour'`;
  await systemDb().$executeRaw`
    UPDATE "Clock" SET "dueAt" = ${late}, "sweepAt" = ${late}
    WHERE "id" IN (SELECT "id" FROM "Clock" WHERE "siteId" = ${siteId}::uuid AND "isOpen" ORDER BY "dueAt" LIMIT ${count})`;
}

class Undone extends Error {}

/** Sweeps all that is due in one transaction and undoes it, so that the next time finds the same. Returns how many it told. */
export async function sweepAndUndo(): Promise<number> {
  let told = 0;
  const work = systemDb().$transaction(
    async (tx) => {
      for (let found = 1; found > 0; ) {
        const batch = await sweepBatch(tx, { actor: { id: null, name: "Clocks" }, now: NOW });
        found = batch.found;
        told += batch.told;
      }
      throw new Undone();
    },
    { timeout: 120_000, maxWait: 10_000 },
  );
  await work.catch((error) => {
    if (!(error instanceof Undone)) throw error;
  });
  return told;
}
