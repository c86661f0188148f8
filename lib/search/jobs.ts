import "server-only";
import type { Task } from "graphile-worker";
import { z } from "zod";

const AT_ONCE = 200;
const MOST_CHUNKS = 20;

const sweptSchema = z.object({ mended: z.number(), is_round_over: z.boolean() });

/**
 * Every five minutes: looks at the next few thousand cases and mends the search document of each where it is missing or stale, so that
 * nothing stays unfindable, whatever kept the database from writing it. Short transactions: whoever changes one of the cases waits.
 */
export const sweepSearch: Task = async (_payload, { query, logger }) => {
  for (let chunk = 0; chunk < MOST_CHUNKS; chunk++) {
    const { rows } = await query(`SELECT "mended", "is_round_over" FROM heard_search_sweep($1, now())`, [AT_ONCE]);
    const [{ mended, is_round_over }] = z.tuple([sweptSchema]).parse(rows);
    if (mended > 0) logger.warn(`${mended} cases could not be found as they stand, and can again.`);
    if (is_round_over) return;
  }
};
