/**
 * Lays the queue's tables in a database that has none, so that work can be enqueued before any worker has run.
 * A worker brings older ones up to date when it starts.
 * @param {import("pg").Client} client
 * @param {string} connectionString of the same database
 */
export async function prepareJobQueue(client, connectionString) {
  const { rows } = await client.query("select to_regclass('graphile_worker.migrations') is not null as present");
  if (rows[0].present) return;
  const { Logger, runMigrations } = await import("graphile-worker");
  await runMigrations({ connectionString, logger: new Logger(() => () => {}) });
}
