import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { keepSecret } from "./data-folder.mjs";
import { Failure } from "./failure.mjs";
import { run } from "./processes.mjs";
import { serverOptions } from "./server-state.mjs";

/**
 * Makes a database cluster where there is none yet. It is made beside its place and then renamed, so that one that is
 * in its place is whole.
 * @param {import("./embedded-database.mjs").ClusterPlace} place
 * @param {import("./shutdown.mjs").Shutdown} [shutdown]
 */
export async function ensureClusterMade({ user, programs, data, password }, shutdown) {
  removeDrafts(data);
  if (existsSync(`${data}/PG_VERSION`)) {
    refuseWhatCannotBeServed({ programs, data, password });
    return;
  }
  const draft = `${data}.new-${process.pid}-${Date.now()}`;
  // Not ours to delete, whatever it is.
  if (existsSync(data)) renameSync(data, `${data}.incomplete-${Date.now()}`);
  mkdirSync(draft, { mode: 0o700 });
  const passwordForServer = `${password}.new`;
  writeFileSync(passwordForServer, `${keepSecret(password)}\n`, { mode: 0o600 });
  if (user) for (const file of [draft, passwordForServer]) chownSync(file, user.uid, user.gid);
  try {
    const { ok, output } = await run(programs.initdb, initFlags(draft, passwordForServer), {
      ...serverOptions(user),
      shutdown,
    });
    if (!ok) throw new Failure("The database could not be made: its own words are above.", output);
  } finally {
    rmSync(passwordForServer, { force: true });
  }
  renameSync(draft, data);
}

/** Those of starts that were killed. One that its initdb still writes to may resist, and goes at a later start. */
function removeDrafts(data) {
  const folder = path.dirname(data);
  for (const name of readdirSync(folder).filter((entry) => entry.startsWith(`${path.basename(data)}.new-`))) {
    try {
      rmSync(path.join(folder, name), { recursive: true, force: true });
    } catch {}
  }
}

function refuseWhatCannotBeServed({ programs, data, password }) {
  const major = Number.parseInt(readFileSync(`${data}/PG_VERSION`, "utf8"), 10);
  if (major !== programs.major) {
    throw new Failure(
      `The data in ${data} is PostgreSQL ${major}'s, and this version of Heard brings PostgreSQL ${programs.major}: go back to the version that made it, and move the data by a backup.`,
    );
  }
  if (!existsSync(password)) {
    throw new Failure(`The database in ${data} has lost its password: put the file ${password} back from a backup.`);
  }
}

function initFlags(draft, passwordFile) {
  return [
    `--pgdata=${draft}`,
    "--username=postgres",
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
  ];
}
