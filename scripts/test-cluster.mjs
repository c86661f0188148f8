import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startCluster } from "./embedded-database.mjs";
import { identify, isAlive } from "./processes.mjs";
import { endLeftoverServer } from "./server-state.mjs";
import { createShutdown } from "./shutdown.mjs";

const PREFIX = "heard-test-";
const OWNER = "owner.json";

// Nothing here needs to outlive a crash, and no test may lean on the server's time zone.
const SETTINGS = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  max_connections: "200",
  timezone: "Asia/Kathmandu",
  // It would go round the databases of all test files for as long as the tests last.
  autovacuum: "off",
};

/**
 * A PostgreSQL server in a temporary folder, gone with all its data when stopped.
 * @param {import("./shutdown.mjs").Shutdown} [shutdown]
 */
export async function startTestCluster(shutdown = shutdownAtExit()) {
  await removeAbandonedClusters();
  const folder = mkdtempSync(path.join(tmpdir(), PREFIX));
  writeFileSync(path.join(folder, OWNER), JSON.stringify(identify(process.pid)));
  // The server may run as another user, who has to get through.
  chmodSync(folder, 0o711);
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  const forget = shutdown.add(remove, remove);
  const cluster = await startCluster({ folder, settings: SETTINGS, shutdown });
  return {
    folder,
    url: cluster.connectionString("postgres"),
    connectionString: cluster.connectionString,
    async stop() {
      await cluster.stop();
      remove();
      forget();
    },
  };
}

/** Ends and removes what runs that were killed have left behind. */
async function removeAbandonedClusters() {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = path.join(tmpdir(), name);
    const owner = readOwner(folder);
    if (!owner || isAlive(owner)) continue;
    await endLeftoverServer(path.join(folder, "postgres"));
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Null for a folder that is another user's, or is only now being made. */
function readOwner(folder) {
  try {
    return JSON.parse(readFileSync(path.join(folder, OWNER), "utf8"));
  } catch {
    return null;
  }
}

/** For a run whose end is not ours to arrange: the server is cut off when this process exits. */
function shutdownAtExit() {
  const shutdown = createShutdown();
  process.once("exit", shutdown.cutOff);
  return shutdown;
}
