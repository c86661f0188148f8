import "server-only";
import type { JobHelpers, Task } from "graphile-worker";
import { z } from "zod";

const AT_ONCE = 200;
const MOST_CHUNKS = 20;

const sweptSchema = z.object({ mended: z.number(), is_round_over: z.boolean() });

const SWEEPS = {
  cases: "heard_search_sweep($1, now())",
  patients: "heard_name_sweep($1)",
  articles: "heard_article_sweep($1)",
};

/**
 * Every five minutes: looks at the cases changed in the last hour and at the next few thousand patients, articles and cases, and mends what each is
 * found by where it is missing or stale, so that nothing stays unfindable, whatever kept the database from writing it. Short transactions: whoever
 * changes one of them waits.
 */
export const sweepSearch: Task = async (_payload, helpers) => {
  // First the names, which stand in the documents of cases too.
  await sweep("patients", helpers);
  await sweep("articles", helpers);
  await mendRecent(helpers);
  await sweep("cases", helpers);
};

/** What was just changed does not wait until a round comes to it. */
async function mendRecent({ query, logger }: JobHelpers): Promise<void> {
  const { rows } = await query("SELECT heard_search_recent(now()) AS mended");
  const [{ mended }] = z.tuple([z.object({ mended: z.number() })]).parse(rows);
  if (mended > 0) logger.warn(tellMended(mended, "cases"));
}

async function sweep(what: keyof typeof SWEEPS, { query, logger }: JobHelpers): Promise<void> {
  for (let chunk = 0; chunk < MOST_CHUNKS; chunk++) {
    const { rows } = await query(`SELECT "mended", "is_round_over" FROM ${SWEEPS[what]}`, [AT_ONCE]);
    const [{ mended, is_round_over }] = z.tuple([sweptSchema]).parse(rows);
    if (mended > 0) logger.warn(tellMended(mended, what));
    if (is_round_over) return;
  }
}

function tellMended(mended: number, what: keyof typeof SWEEPS): string {
  return `${mended} ${what} could not be found as they stand, or stood elsewhere in the queue, and do again.`;
}
