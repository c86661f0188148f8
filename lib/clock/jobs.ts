import "server-only";
import type { Task } from "graphile-worker";
import { systemCtx } from "@/lib/platform/context";
import { taskOf } from "@/lib/platform/jobs";
import { log } from "@/lib/platform/log";
import { endWaits, fillMissing, recountClocks as recount, recountLeft } from "./mutations/recount";
import { sweepClocks as sweep } from "./mutations/sweep";
import { recountClocksJob } from "./schema";

const NAME = "Clocks";

/** Every minute: lets go on what waited until today, counts what an older calendar left, then tells of what is soon due and of what is late. */
export const sweepClocks: Task = async () => {
  await endWaits(systemCtx(NAME));
  await recountLeft(systemCtx(NAME));
  await sweep(systemCtx(NAME));
};

/** Once a calendar has changed: counts the open clocks of its site anew. */
export const recountClocks: Task = taskOf(recountClocksJob, ({ recountId }) => recount(systemCtx(NAME), recountId));

/** Every minute, so also soon after a start: gives clocks to cases that have none. */
export const fillClocks: Task = async () => {
  const filled = await fillMissing(systemCtx(NAME));
  if (filled > 0) log.info("cases were given their clocks", { cases: filled });
};
