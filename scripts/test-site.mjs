import { mkdirSync } from "node:fs";
import path from "node:path";
import { appEnv } from "./app-env.mjs";
import { seedDemoData } from "./demo-data.mjs";
import { ensureDatabase, findFreePort } from "./embedded-database.mjs";
import { Failure } from "./failure.mjs";
import { migrate } from "./migrate.mjs";
import { startWebServer } from "./web-server.mjs";

const HEALTHY_WITHIN_MS = 60_000;

/**
 * The built app with demo data in a database of its own, on a free port, until `shutdown`.
 * @param {{ cluster: { folder: string, connectionString: (name: string) => string }, env: NodeJS.ProcessEnv,
 *   distDir: string, secret: string, shutdown: import("./shutdown.mjs").Shutdown }} options
 */
export async function startTestSite({ cluster, env, distDir, secret, shutdown }) {
  const connectionString = cluster.connectionString("heard_e2e");
  await ensureDatabase(connectionString);
  await migrate({ connectionString });
  const port = await findFreePort();
  const address = `http://localhost:${port}`;
  const dataDir = path.join(cluster.folder, "data");
  mkdirSync(dataDir);
  const siteEnv = appEnv({ env, connectionString, secret, dataDir, port, address, role: "all", distDir, isDev: false });
  await seedDemoData({ env: siteEnv, shutdown });
  const printed = [];
  const web = await startWebServer({
    mode: "start",
    port,
    env: siteEnv,
    withinMs: HEALTHY_WITHIN_MS,
    shutdown,
    print: (chunk) => printed.push(chunk),
  });
  let hasEnded = false;
  web.onExit(() => {
    hasEnded = true;
  });
  return {
    address,
    env: siteEnv,
    /** What the server printed while it was tested. */
    output: () => Buffer.concat(printed).toString(),
    requireAlive() {
      if (hasEnded)
        throw new Failure("The web server ended during the browser tests.", Buffer.concat(printed).toString());
    },
  };
}
