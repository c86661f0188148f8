import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { systemDb } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";

const ROOT = path.join(import.meta.dirname, "../..");
const PATIENCE_MS = 150_000;

/** A worker in a process of its own. Its database connections carry its name. */
export type Worker = { name: string; process: ChildProcess };

/** Starts worker processes on the database of this test, and returns once each is ready for jobs. */
export async function startWorkers(names: string[]): Promise<Worker[]> {
  return Promise.all(names.map(start));
}

async function start(name: string): Promise<Worker> {
  const address = new URL(env().DATABASE_URL);
  address.searchParams.set("application_name", name);
  const args = ["--import", "tsx", "--import", "./bench/outside-react.mjs", "tests/support/worker.ts"];
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: address.href, HEARD_ROLE: "worker" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const isReady = new Promise<void>((resolve, reject) => {
    child.once("exit", () => reject(new Error(`The worker ${name} ended before it was ready: ${said}`)));
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes("ready\n")) resolve();
      });
    }
  });
  await isReady;
  return { name, process: child };
}

/** Stops a worker at a moment at which a transaction of its own is open, and then ends it as a power cut would. */
export async function killInTheMiddle({ name, process: child }: Worker): Promise<void> {
  await until(async () => {
    child.kill("SIGSTOP");
    // So that what it had asked of the database is answered.
    await setTimeout(50);
    if ((await countSessions(name, "idle in transaction")) > 0) return true;
    child.kill("SIGCONT");
    return false;
  });
  await end({ name, process: child });
  await until(async () => (await countSessions(name)) === 0);
}

export async function end({ process: child }: Worker): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

async function countSessions(name: string, state: string | null = null): Promise<number> {
  const [row] = await systemDb().$queryRaw<{ sessions: number }[]>`
    SELECT count(*)::int AS "sessions" FROM pg_stat_activity
    WHERE application_name = ${name} AND (${state}::text IS NULL OR state = ${state}::text)`;
  return row?.sessions ?? 0;
}

/** Asks again and again until it is so, and throws where that takes too long. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await setTimeout(100)) if (await isSo()) return;
  throw new Error("This was waited for in vain.");
}
