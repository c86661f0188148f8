import "server-only";
import { readdirSync } from "node:fs";
import path from "node:path";
import { systemDb } from "./db";
import { BEAT_STALE_MS } from "./worker";

export type Health = {
  status: "ok" | "failing";
  database: "ok" | "unreachable";
  migrations: "ok" | "pending" | "failed" | "unknown";
  worker: "ok" | "not running" | "unknown";
  /** How long the oldest job that is due has waited for a worker; null where nobody can say. */
  workerLagSeconds: number | null;
  /** E-mails that were given up, for somebody to look at; null where nobody can say. */
  deadLetters: number | null;
};

/** Whether the parts that Heard stands on work: the database, the newest migration, a living job worker. Never throws. */
export async function checkHealth(now: Date): Promise<Health> {
  try {
    const db = systemDb();
    const [{ found } = { found: false }] = await db.$queryRaw<{ found: boolean }[]>`
      SELECT to_regclass('_prisma_migrations') IS NOT NULL AS found`;
    if (!found) return { status: "failing", database: "ok", migrations: "pending", worker: "unknown", ...UNKNOWN_LAG };
    const [migrations, beat, lag] = await Promise.all([
      db.$queryRaw<{ migration_name: string; finished_at: Date | null }[]>`
        SELECT migration_name, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
      db.workerBeat.findFirst({
        where: { beatAt: { gt: new Date(now.getTime() - BEAT_STALE_MS) } },
        select: { id: true },
      }),
      readLag(now),
    ]);
    const isFailed = migrations.some(({ finished_at }) => finished_at === null);
    const expected = newestMigration();
    const isApplied = migrations.some(({ migration_name }) => migration_name === expected);
    const parts = {
      database: "ok" as const,
      migrations: isFailed ? ("failed" as const) : isApplied ? ("ok" as const) : ("pending" as const),
      worker: beat ? ("ok" as const) : ("not running" as const),
    };
    return { status: parts.migrations === "ok" && parts.worker === "ok" ? "ok" : "failing", ...parts, ...lag };
  } catch {
    return { status: "failing", database: "unreachable", migrations: "unknown", worker: "unknown", ...UNKNOWN_LAG };
  }
}

const UNKNOWN_LAG = { workerLagSeconds: null, deadLetters: null };

/** From the queue's public view. What cannot be read, before the migrations have run, is not known. */
async function readLag(now: Date): Promise<Pick<Health, "workerLagSeconds" | "deadLetters">> {
  try {
    const db = systemDb();
    const [[oldest], deadLetters] = await Promise.all([
      db.$queryRaw<{ runAt: Date | null }[]>`
        SELECT min("run_at") AS "runAt" FROM graphile_worker.jobs
        WHERE "locked_at" IS NULL AND "attempts" < "max_attempts" AND "run_at" <= ${now}::timestamptz`,
      db.mailDelivery.count({ where: { state: "dead" } }),
    ]);
    const waited = oldest?.runAt ? now.getTime() - oldest.runAt.getTime() : 0;
    return { workerLagSeconds: Math.round(waited / 1000), deadLetters };
  } catch {
    return UNKNOWN_LAG;
  }
}

let newest: string | undefined;

function newestMigration(): string {
  newest ??= readdirSync(path.join(process.cwd(), "prisma", "migrations"))
    .filter((name) => /^\d{14}_/.test(name))
    .sort()
    .at(-1);
  return newest ?? "none";
}
