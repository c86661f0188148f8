import path from "node:path";
import { appEnv } from "./app-env.mjs";
import { ensureBuilt } from "./build.mjs";
import { command } from "./command.mjs";
import { keepSecret, prepareDataFolder } from "./data-folder.mjs";
import { refuseWhereRunning, takeDataLock } from "./data-lock.mjs";
import { connect, withClient } from "./database-address.mjs";
import { openEmbeddedDatabase } from "./database-of-settings.mjs";
import {
  hasDemoPeople,
  isEmptyOfOrganisations,
  isEmptyOfPeople,
  readDemoAccounts,
  seedDemoData,
} from "./demo-data.mjs";
import { refuseUnreachableFolder } from "./embedded-database.mjs";
import { Failure } from "./failure.mjs";
import { ensureGenerated } from "./generate.mjs";
import { migrate } from "./migrate.mjs";
import { readServingSettings } from "./settings.mjs";
import { refuseBusyPort, startWebServer } from "./web-server.mjs";

const isDev = process.argv.includes("--dev");
const HEALTHY_WITHIN_MS = isDev ? 180_000 : 60_000;

await command(start, {
  before: refuseEarly,
  signalExitCode: 0,
  onSignal: () => process.stdout.write("\nStopping …\n"),
});

/** What can be refused before anything is installed or begun. */
async function refuseEarly() {
  const settings = readServingSettings();
  prepareDataFolder(settings.dataDir);
  if (settings.databaseUrl === null) {
    await refuseWhereRunning(settings.dataDir);
    refuseUnreachableFolder(settings.dataDir);
  }
  await refuseBusyPort(settings.port);
}

async function start({ step, shutdown }) {
  const settings = readServingSettings();
  const { port, dataDir, distDir, databaseUrl, address } = settings;
  if (databaseUrl !== null) await (await connect(databaseUrl)).end();
  const lock = databaseUrl === null ? await takeLock(settings, shutdown) : null;
  await refuseBusyPort(port);

  await ensureGenerated({ step, shutdown });
  if (!isDev) await ensureBuilt({ step, shutdown, distDir, env: settings.env });
  const watch = watchFor(shutdown);
  const connectionString = databaseUrl ?? (await startDatabase({ step, shutdown, dataDir, watch }));
  await step({ doing: "Bringing the database up to date", done: "Database up to date" }, () =>
    migrate({ connectionString }),
  );
  const env = appEnv({
    ...settings,
    connectionString,
    secret: settings.secret ?? keepSecret(path.join(dataDir, "secret")),
    isDev,
  });
  const people = await fillWithDemoData({ step, shutdown, env, wanted: settings.wantsDemo });
  await step({ doing: "Starting the web server", done: "Web server started" }, async () => {
    const web = await startWebServer({
      mode: isDev ? "dev" : "start",
      port,
      env,
      withinMs: HEALTHY_WITHIN_MS,
      shutdown,
      onSpawn: (pid) => lock?.noteWeb(pid),
      print: (chunk) => process.stdout.write(chunk),
    });
    watch("The web server", web);
  });
  announce(address, people);
  await watch.failure;
}

async function takeLock({ dataDir, port, address }, shutdown) {
  const lock = await takeDataLock(dataDir, { port, address });
  shutdown.add(lock.release);
  return lock;
}

function startDatabase({ step, shutdown, dataDir, watch }) {
  return step({ doing: "Starting the database", done: "Database started" }, async () => {
    const database = await openEmbeddedDatabase(dataDir, shutdown);
    watch(`The database (its log: ${database.log})`, database);
    return database.connectionString;
  });
}

/** Turns the end of a process that should go on into a failure. */
function watchFor(shutdown) {
  let fail;
  const failure = new Promise((_, reject) => {
    fail = reject;
  });
  failure.catch(() => {});
  const watch = (name, { onExit }) =>
    onExit((code, signal) => {
      if (shutdown.isStopping()) return;
      fail(new Failure(`${name} ended unexpectedly (${signal ?? `exit code ${code}`}), so Heard stops.`));
    });
  return Object.assign(watch, { failure });
}

/** @returns {Promise<"demo" | "none" | "own">} whose accounts the database holds */
function fillWithDemoData({ step, shutdown, env, wanted }) {
  return withClient(env.DATABASE_URL, async (client) => {
    if (wanted && (await isEmptyOfOrganisations(client))) {
      await step({ doing: "Making demo data", done: "Demo data made" }, () => seedDemoData({ env, shutdown }));
    }
    if (await hasDemoPeople(client)) return "demo";
    return (await isEmptyOfPeople(client)) ? "none" : "own";
  });
}

function announce(address, people) {
  const lines = ["", `Heard is ready: ${address}`];
  if (people === "none") lines.push(`Open ${address}/welcome to create the first administrator.`);
  if (people === "demo") {
    const { password, surveyLink, accounts } = readDemoAccounts();
    lines.push("", `Sign in with one of the demo accounts; the password of each is ${password}`);
    const width = Math.max(...accounts.map(({ email }) => email.length));
    lines.push(...accounts.map(({ email, name, role }) => `  ${email.padEnd(width)}  ${name}, ${role}`));
    lines.push(
      "",
      "A survey as the patient opens it, for a month from the first start:",
      `  ${address}/survey/${surveyLink}`,
    );
  }
  lines.push("", "Ctrl-C stops it.", "");
  process.stdout.write(`${lines.join("\n")}\n`);
}
