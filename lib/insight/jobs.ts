import "server-only";
import type { Task } from "graphile-worker";
import { z } from "zod";
import { systemCtx } from "@/lib/platform/context";
import { log } from "@/lib/platform/log";
import { mendRollups } from "./mutations/mend-rollups";

/** The queue knows whole minutes only: what changes just after a run would wait a little longer than one. */
const AGAIN_MS = 30_000;
/** So that the next one finds the queue free. */
const MOST_MS = 25_000;

const again = z.object({ isAgain: z.literal(true) });
const lastMark = z.tuple([z.object({ last: z.string().nullable() })]);
const counted = z.tuple([z.object({ counted: z.boolean() })]);

/**
 * Every minute, and once more half a minute later: counts the days anew on which something changed, each in a transaction of its own, so that
 * a case that came in is in the numbers within a minute; a day that goes on changing waits for the next. Several workers may do so at once:
 * each takes another site.
 */
export const countDays: Task = async (payload, { query, addJob }) => {
  const isAgain = again.safeParse(payload).success;
  if (!isAgain) {
    const runAt = new Date(Date.now() + AGAIN_MS);
    await addJob("countDays", { isAgain: true }, { runAt, jobKey: "countDays again", maxAttempts: 1 });
  }
  const until = Date.now() + MOST_MS;
  const [{ last }] = lastMark.parse((await query(`SELECT max("id")::text AS "last" FROM "RollupMark"`)).rows);
  let isMore = last !== null;
  while (isMore && Date.now() < until) {
    const { rows } = await query(`SELECT heard_rollup_next($1) AS "counted"`, [last]);
    [{ counted: isMore }] = counted.parse(rows);
  }
};

/** Every night: compares what is kept with a full count, and says in the log and in the audit trail where they differ. */
export const checkDays: Task = async () => {
  for (const { siteId, month, days } of await mendRollups(systemCtx("Figures"))) {
    log.error("figures differed from a full count", { siteId, month, days });
  }
};
