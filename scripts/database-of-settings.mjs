import { prepareDataFolder } from "./data-folder.mjs";
import { takeDataLock } from "./data-lock.mjs";
import { ensureDatabase, findRunningDatabase, startCluster } from "./embedded-database.mjs";
import { readSettings } from "./settings.mjs";

const DATABASE_NAME = "heard";

/**
 * The embedded database of a data folder, running until `shutdown`.
 * @param {string} dataDir
 * @param {import("./shutdown.mjs").Shutdown} shutdown
 */
export async function openEmbeddedDatabase(dataDir, shutdown) {
  const cluster = await startCluster({ folder: dataDir, shutdown });
  const connectionString = cluster.connectionString(DATABASE_NAME);
  await ensureDatabase(connectionString);
  return { ...cluster, connectionString };
}

/**
 * Does work on the database that the settings name: the one at DATABASE_URL, or the embedded one while Heard is down.
 * @param {import("./shutdown.mjs").Shutdown} shutdown
 * @param {(connectionString: string) => Promise<void>} work
 */
export async function withDatabase(shutdown, work) {
  const { databaseUrl, dataDir, port, address } = readSettings();
  if (databaseUrl !== null) {
    await work(databaseUrl);
    return;
  }
  prepareDataFolder(dataDir);
  const lock = await takeDataLock(dataDir, { port, address });
  shutdown.add(lock.release);
  const { connectionString } = await openEmbeddedDatabase(dataDir, shutdown);
  await work(connectionString);
}

/**
 * The same for work that only reads, which may be done while Heard runs.
 * @param {import("./shutdown.mjs").Shutdown} shutdown
 * @param {(connectionString: string) => Promise<void>} work
 */
export async function withDatabaseToRead(shutdown, work) {
  const { databaseUrl, dataDir } = readSettings();
  const running = databaseUrl === null ? findRunningDatabase(dataDir, DATABASE_NAME) : null;
  if (running) await work(running);
  else await withDatabase(shutdown, work);
}
