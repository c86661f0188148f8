import { Logger, runOnce, type Task, type TaskList } from "graphile-worker";
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
  await refuseFailed(connectionString);
}

/** Does what waits in the queue of these kinds; a job that fails throws. */
export async function runQueue(taskList: TaskList): Promise<void> {
  const connectionString = env().DATABASE_URL;
  await runOnce({ connectionString, taskList, noHandleSignals: true, logger: new Logger(() => () => {}) });
  await refuseFailed(connectionString);
}

async function refuseFailed(connectionString: string): Promise<void> {
  await withClient(connectionString, async (client) => {
    const { rows } = await client.query<{ task: string; error: string }>(
      `SELECT t.identifier AS task, j.last_error AS error FROM graphile_worker._private_jobs j
       JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE j.last_error IS NOT NULL`,
    );
    if (rows[0]) throw new Error(`The job ${rows[0].task} failed: ${rows[0].error}`);
  });
}
