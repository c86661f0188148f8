import { sweepBatch } from "@/lib/clock/mutations/sweep";
import { systemDb } from "@/lib/platform/db";
import { aCase, aSite, type Place } from "@/tests/support/factories";
import { compare } from "./measure";

const FEW = 10_000;
const MANY = 1_000_000;
const DUE = 200;
const RUNS = 20;
const TARGET = 1.5;

const now = new Date("2026-05-12T09:30:00Z");
const ctx = { actor: { id: null, name: "Clocks" }, now };

class Undone extends Error {}

/** Sweeps all that is due and undoes it, so that every run finds the same. */
async function sweep(): Promise<void> {
  try {
    await systemDb().$transaction(
      async (tx) => {
        let told = 0;
        for (let found = 1; found > 0; ) {
          const batch = await sweepBatch(tx, ctx);
          found = batch.found;
          told += batch.told;
        }
        if (told !== DUE) throw new Error(`the sweep told ${told} of ${DUE}`);
        throw new Undone();
      },
      { timeout: 120_000, maxWait: 10_000 },
    );
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
  }
}

/** Open clocks up to `count`, each on a case of its own, made inside the database; none of them is due. */
async function fillUp(site: Place, sample: string, { from, count }: { from: number; count: number }): Promise<void> {
  const db = systemDb();
  await db.$executeRawUnsafe("SET statement_timeout = 0");
  for (let at = from; at < count; at += 50_000) {
    const until = Math.min(at + 50_000, count);
    await db.$executeRaw`
      WITH made AS (
        INSERT INTO "Case" ("id", "reference", "siteId", "kind", "channel", "reporterKind", "about", "words", "severity",
                            "receivedAt", "loggedById", "updatedAt", "idempotencyKey", "clocksAt", "nextDueAt")
        SELECT gen_random_uuid(), 'S-' || n, "siteId", "kind", "channel", "reporterKind", "about", "words", "severity",
               "receivedAt", "loggedById", "updatedAt", gen_random_uuid(), ${now}::timestamptz,
               ${now}::timestamptz + n * interval '1 minute'
        FROM "Case", generate_series(${at + 1}::int, ${until}::int) n WHERE "id" = ${sample}::uuid
        RETURNING "id", "siteId", "receivedAt", "nextDueAt"
      )
      INSERT INTO "Clock" ("id", "caseId", "siteId", "clock", "limitId", "packId", "packVersion", "startedFrom", "startedAt",
                           "dueAt", "dueSoonAt", "isOpen", "isPaused", "sweepAt", "calendarVersion", "computedAt")
      SELECT gen_random_uuid(), "id", "siteId", 'resolve', 'resolve', 'plain', '2026-1', 'received', "receivedAt",
             "nextDueAt", "nextDueAt", true, false, "nextDueAt", 0, ${now}::timestamptz FROM made`;
  }
  await db.$executeRawUnsafe('ANALYZE "Case", "Clock"');
  if (from > 0) return;
  await db.$executeRaw`
    UPDATE "Clock" SET "dueAt" = ${now}::timestamptz - interval '1 hour', "sweepAt" = ${now}::timestamptz - interval '1 hour'
    WHERE "id" IN (SELECT "id" FROM "Clock" WHERE "siteId" = ${site.id}::uuid ORDER BY "dueAt" LIMIT ${DUE})`;
}

const site = await aSite();
const { id: sample } = await aCase({ site });
await fillUp(site, sample, { from: 0, count: FEW });
const before = await compare("few", { few: sweep, many: sweep }, { n: RUNS, warmUp: 2 });
await fillUp(site, sample, { from: FEW, count: MANY });
const after = await compare("many", { few: sweep, many: sweep }, { n: RUNS, warmUp: 2 });
const ratio = after.many / before.few;
console.log(
  `Sweep of ${DUE} due clocks among ${FEW} and among ${MANY} open ones: ${before.few.toFixed(1)} → ${after.many.toFixed(1)} ms, ` +
    `ratio ${ratio.toFixed(2)}, n=${RUNS} each. Target: at most ${TARGET}${ratio <= TARGET ? "" : ", which it is above"}.`,
);
process.exit(0);
