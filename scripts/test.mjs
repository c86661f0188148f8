import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ensureBuilt } from "./build.mjs";
import { command } from "./command.mjs";
import { Failure } from "./failure.mjs";
import { ensureGenerated } from "./generate.mjs";
import { findBrowser } from "./test-browser.mjs";
import { startTestCluster } from "./test-cluster.mjs";
import { startTestSite } from "./test-site.mjs";
import { CHECKS, runCheck, runPlaywright, runVitest, TEST_DIST_DIR } from "./test-suites.mjs";

const SECRET = "0123456789abcdef".repeat(4);
// What a person has set for their own Heard says nothing about a test's.
const NOT_INHERITED = ["DATABASE_URL", "HEARD_", "NEXTAUTH_", "NODE_ENV", "PORT"];

await command(test);

async function test(tools) {
  const { step, shutdown } = tools;
  const withBrowser = !process.argv.includes("--verify");
  await ensureGenerated(tools);
  const context = { env: testEnv(), folder: temporaryFolder(shutdown), shutdown };
  const total = { passed: 0, failed: 0, skipped: 0 };
  const failures = [];

  /** @param {() => Promise<import("./test-suites.mjs").SuiteResult>} run */
  async function suite(name, run) {
    const result = await step({ doing: name, done: name }, async (say) => {
      const ended = await run().catch(failedToRun(shutdown));
      if (ended.failed > 0) say(`${name}: ${countsOf(ended)}`, "✗");
      else if (ended.passed > 1) say(`${name}: ${countsOf(ended)}`);
      return ended;
    });
    for (const key of Object.keys(total)) total[key] += result[key];
    failures.push(...result.failures.map((words) => `${name}: ${words}`));
    if (result.failed > 0) process.stdout.write(`\n${result.output.trimEnd()}\n\n`);
  }

  for (const group of CHECKS) {
    const begun = group.map(({ name, commands }) => ({ name, ended: runCheck(commands, context) }));
    // So that one that cannot run is no unhandled rejection while another is still told of.
    void Promise.allSettled(begun.map(({ ended }) => ended));
    for (const { name, ended } of begun) await suite(name, () => ended);
  }
  await suite("Unit tests", () => runVitest("unit", context));
  let cluster;
  await suite("Database tests", async () => {
    cluster = await startTestCluster(shutdown);
    return runVitest("db", { ...context, env: { ...context.env, HEARD_TEST_CLUSTER: cluster.url } });
  });
  if (withBrowser) {
    const site = await prepareSite({ ...context, step, cluster }).catch((error) => ({ error }));
    await suite("Browser tests", () => runBrowserTests(context, site));
  }

  await shutdown.stop();
  // Last, and in few words: of a long log, it is the end that is kept.
  if (failures.length > 0)
    process.stdout.write(`\nWhat failed, at the first try at least:\n\n${failures.join("\n\n")}\n`);
  process.stdout.write(`\n${countsOf(total)}, ${total.skipped} skipped\n`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

async function prepareSite({ env, shutdown, step, cluster }) {
  if (!cluster) throw new Failure("The browser tests need the database, which did not start.");
  await ensureBuilt({ step, shutdown, distDir: TEST_DIST_DIR, env });
  const browser = await step({ doing: "Finding a browser", done: "Browser found" }, () => findBrowser(shutdown));
  const site = await step({ doing: "Starting Heard with demo data", done: "Heard started with demo data" }, () =>
    startTestSite({ cluster, env, distDir: TEST_DIST_DIR, secret: SECRET, shutdown }),
  );
  return { ...site, browser };
}

async function runBrowserTests({ env, folder, shutdown }, site) {
  if (site.error) throw site.error;
  const result = await runPlaywright({
    env: {
      ...env,
      DATABASE_URL: site.env.DATABASE_URL,
      HEARD_SECRET: SECRET,
      HEARD_CHROMIUM: site.browser,
      HEARD_TEST_OUTPUT: path.join(folder, "playwright"),
      HEARD_TEST_URL: site.address,
    },
    folder,
    shutdown,
  });
  if (result.failed === 0) site.requireAlive();
  return { ...result, output: `The web server's own words:\n${site.output()}\n${result.output}` };
}

/** What keeps a suite from running is its failure, and the suites after it still run. */
function failedToRun(shutdown) {
  return (error) => {
    if (shutdown.isStopping()) throw error;
    const words = error instanceof Failure ? [error.output, error.message] : [error.stack];
    const output = words.filter(Boolean).join("\n");
    return { passed: 0, failed: 1, skipped: 0, output, failures: [words.at(-1)] };
  };
}

function countsOf({ passed, failed }) {
  return `${passed} passed, ${failed} failed`;
}

function temporaryFolder(shutdown) {
  const folder = mkdtempSync(path.join(tmpdir(), "heard-results-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  shutdown.add(remove, remove);
  return folder;
}

function testEnv() {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !NOT_INHERITED.some((start) => name.startsWith(start)),
  );
  return { ...Object.fromEntries(inherited), HEARD_DIST_DIR: TEST_DIST_DIR, NEXT_TELEMETRY_DISABLED: "1" };
}
