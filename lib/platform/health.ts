import "server-only";
import { readdirSync } from "node:fs";
import path from "node:path";
import { systemDb } from "./db";
import { isLate, type Lag, readLag, UNKNOWN_LAG } from "./lag";
import { BEAT_STALE_MS } from "./worker";

export type Health = Lag & {
  /** `degraded`: all parts are there, and something waits longer than it should, so people may not be told in time. */
  status: "ok" | "degraded" | "failing";
  database: "ok" | "unreachable";
  migrations: "ok" | "pending" | "failed" | "unknown";
  worker: "ok" | "not running" | "unknown";
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
    const isWhole = parts.migrations === "ok" && parts.worker === "ok";
    const inTime = isLate(lag) ? ("degraded" as const) : ("ok" as const);
    return { status: isWhole ? inTime : "failing", ...parts, ...lag };
  } catch {
    return { status: "failing", database: "unreachable", migrations: "unknown", worker: "unknown", ...UNKNOWN_LAG };
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
