import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ensureBuilt } from "./build.mjs";
import { command } from "./command.mjs";
import { ensureDatabase } from "./embedded-database.mjs";
import { Failure } from "./failure.mjs";
import { ensureGenerated } from "./generate.mjs";
import { migrate } from "./migrate.mjs";
import { isCommand, projectNode } from "./paths.mjs";
import { run } from "./processes.mjs";
import { findBrowser } from "./test-browser.mjs";
import { startTestCluster } from "./test-cluster.mjs";
import { startTestSite } from "./test-site.mjs";

const BENCHES = ["bench/case-page.ts", "bench/sweep.ts", "bench/letter-check.ts", "bench/letter-print.ts"];
/** What is asked of few cases and of many. */
const SIZED = ["bench/queue.ts", "bench/search.ts", "bench/insight.ts", "bench/my-day.ts", "bench/count-day.ts"];
/** What is asked of a built site. */
const SERVED = ["bench/requests.ts", "bench/javascript.ts", "bench/keyboard.ts"];
const FEW = 10_000;
const SECRET = "0123456789abcdef".repeat(4);
const DIST = ".next-bench";

/**
 * `npm run bench`, or `npm run bench -- sweep` for one of them: on a PostgreSQL of its own, what pages read with little behind them and
 * with much, and what a built site answers. Its figures fail nothing. docs/operations.md says what each measures.
 */
async function bench({ step, shutdown }) {
  await ensureGenerated({ step, shutdown });
  const dataDir = mkdtempSync(path.join(tmpdir(), "heard-bench-"));
  const remove = () => rmSync(dataDir, { recursive: true, force: true });
  shutdown.add(remove, remove);
  const [, , wanted = ""] = process.argv;
  const isWanted = (file) => file.includes(wanted);
  const isGiven = process.env.HEARD_BENCH_FEW && process.env.HEARD_BENCH_MANY;
  const cluster = await startTestCluster(shutdown);
  await migrate({ connectionString: cluster.url });
  const env = {
    ...process.env,
    NODE_ENV: "production",
    DATABASE_URL: cluster.url,
    HEARD_SECRET: SECRET,
    HEARD_DATA_DIR: dataDir,
  };
  const measure = async (files, more = {}) => {
    for (const file of files) {
      const args = ["--import", "tsx", "--import", "./bench/outside-react.mjs", file];
      const print = (chunk) => process.stdout.write(chunk);
      const { ok, output } = await run(projectNode(), args, { env: { ...env, ...more }, shutdown, print });
      if (!ok) throw new Failure("The benchmark could not run: its own words are above.", output);
    }
  };
  await measure(BENCHES.filter(isWanted));
  const [sized, served] = [SIZED.filter(isWanted), SERVED.filter(isWanted)];
  if (sized.length > 0) await measure(sized, isGiven ? {} : await fillSizes({ cluster, env, step, shutdown }));
  if (served.length > 0) await measure(served, await serve({ cluster, env, step, shutdown }));
}

/** Two databases of demo data, with few cases and with many: as many as HEARD_BENCH_CASES says, or a million. */
async function fillSizes({ cluster, env, step, shutdown }) {
  const many = Number(process.env.HEARD_BENCH_CASES ?? 1_000_000);
  const addresses = [];
  for (const cases of [FEW, many]) {
    const connectionString = cluster.connectionString(`heard_bench_${cases}`);
    await ensureDatabase(connectionString);
    await migrate({ connectionString });
    const args = ["--conditions=react-server", "--import", "tsx", "prisma/seed/run.ts", "--cases", String(cases)];
    await step({ doing: `Making ${cases} cases`, done: `${cases} cases made` }, async () => {
      const { ok, output } = await run(projectNode(), args, {
        env: { ...env, DATABASE_URL: connectionString },
        shutdown,
      });
      if (!ok) throw new Failure("The database was not filled: its own words are above.", output);
    });
    addresses.push(connectionString);
  }
  return { HEARD_BENCH_FEW: addresses[0], HEARD_BENCH_MANY: addresses[1] };
}

/** The built site with demo data, with a page that has nothing on it, and a browser to look at it with. */
async function serve({ cluster, env, step, shutdown }) {
  const built = { ...process.env, HEARD_BENCH: "1" };
  await ensureBuilt({ step, shutdown, distDir: DIST, env: built });
  const site = await startTestSite({ cluster, env: built, distDir: DIST, secret: SECRET, shutdown });
  return {
    HEARD_BENCH_URL: site.address,
    DATABASE_URL: site.env.DATABASE_URL ?? env.DATABASE_URL,
    HEARD_CHROMIUM: await findBrowser(shutdown),
  };
}

if (isCommand(import.meta.url)) await command(bench);
