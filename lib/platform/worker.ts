import "server-only";
import { type Runner, run, type TaskList } from "graphile-worker";
import { newId } from "@/lib/shared/ids";
import { systemDb } from "./db";
import { env } from "./env";
import { log } from "./log";

const BEAT_MS = 10_000;
/** A worker that has not said it is alive for this long counts as gone. */
export const BEAT_STALE_MS = 45_000;

const held = globalThis as { heardWorker?: Promise<Runner> };

/** Starts the job worker of this process once. `crontab` is graphile-worker's own format. */
export function startWorker(tasks: TaskList, crontab: string): Promise<Runner> {
  held.heardWorker ??= begin(tasks, crontab);
  return held.heardWorker;
}

async function begin(taskList: TaskList, crontab: string): Promise<Runner> {
  const runner = await run({
    connectionString: env().DATABASE_URL,
    concurrency: 2,
    maxPoolSize: 4,
    noHandleSignals: true,
    taskList,
    crontab,
  });
  const id = newId();
  const startedAt = new Date();
  const beat = async () => {
    const beatAt = new Date();
    try {
      await systemDb().workerBeat.upsert({ where: { id }, create: { id, startedAt, beatAt }, update: { beatAt } });
      await systemDb().workerBeat.deleteMany({
        where: { beatAt: { lt: new Date(beatAt.getTime() - 10 * BEAT_STALE_MS) } },
      });
    } catch (error) {
      log.error("worker beat failed", { error: String(error) });
    }
  };
  await beat();
  const timer = setInterval(beat, BEAT_MS);
  runner.promise
    .catch((error) => log.error("worker stopped", { error: String(error) }))
    .finally(() => clearInterval(timer));
  return runner;
}
