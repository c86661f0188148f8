import "server-only";
import type { Task } from "graphile-worker";
import { z } from "zod";
import { systemCtx } from "@/lib/platform/context";
import { log } from "@/lib/platform/log";
import { mendRollups } from "./mutations/mend-rollups";

/** So that the job of the next minute finds the queue free. */
const MOST_MS = 45_000;

const counted = z.tuple([z.object({ counted: z.boolean() })]);

/**
 * Every minute: counts the days anew on which something changed, each in a transaction of its own, so that a case that came in is in the
 * numbers within a minute. Several workers may do so at once: each takes another site.
 */
export const countDays: Task = async (_payload, { query }) => {
  const until = Date.now() + MOST_MS;
  let isMore = true;
  while (isMore && Date.now() < until) {
    const { rows } = await query(`SELECT heard_rollup_next() AS "counted"`);
    [{ counted: isMore }] = counted.parse(rows);
  }
};

/** Every night: compares what is kept with a full count, and says in the log and in the audit trail where they differ. */
export const checkDays: Task = async () => {
  for (const { siteId, month, days } of await mendRollups(systemCtx("Figures"))) {
    log.error("figures differed from a full count", { siteId, month, days });
  }
};
