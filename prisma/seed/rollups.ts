import type { Client } from "pg";

/** Counts the days of every site, as the application's job does after a change. */
export async function countRollups(client: Client): Promise<void> {
  await client.query(`INSERT INTO "RollupMark" ("siteId", "day") SELECT "id", NULL FROM "Site"`);
  let isMore = true;
  while (isMore) {
    const { rows } = await client.query<{ counted: boolean }>(`SELECT heard_rollup_next() AS "counted"`);
    isMore = rows[0]?.counted ?? false;
  }
  await client.query(`ANALYZE "RollupDay", "RollupIssue", "RollupGroup"`);
}
