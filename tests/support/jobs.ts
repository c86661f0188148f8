import { Logger, runOnce, type Task } from "graphile-worker";
import { env } from "@/lib/platform/env";
import { withClient } from "./databases";

/** Does one job as the worker would, in its queue and with its connection; a job that fails throws. */
export async function runJob(name: string, task: Task): Promise<void> {
  const connectionString = env().DATABASE_URL;
  const logger = new Logger(() => () => {});
  const settings = { connectionString, taskList: { [name]: task }, noHandleSignals: true, logger };
  await runOnce(settings);
  await withClient(connectionString, (client) => client.query("SELECT graphile_worker.add_job($1)", [name]));
  await runOnce(settings);
  await withClient(connectionString, async (client) => {
    const { rows } = await client.query<{ error: string }>(
      "SELECT last_error AS error FROM graphile_worker._private_jobs WHERE last_error IS NOT NULL",
    );
    if (rows[0]) throw new Error(`The job ${name} failed: ${rows[0].error}`);
  });
}
