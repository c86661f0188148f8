import "server-only";
import type { Task } from "graphile-worker";
import { systemCtx } from "@/lib/platform/context";
import { taskOf } from "@/lib/platform/jobs";
import { runBulk as run, runLostBulk as runLost } from "./mutations/run-bulk";
import { runBulkJob } from "./schema";

const NAME = "Changes of many cases";

/** Once a change of many cases is begun, goes on, or is to be taken back. */
export const runBulk: Task = taskOf(runBulkJob, ({ runId }) => run(systemCtx(NAME), runId));

/** Every minute: goes on with what a killed worker left. */
export const runLostBulk: Task = async () => {
  await runLost(systemCtx(NAME));
};
