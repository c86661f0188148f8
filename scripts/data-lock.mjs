import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Failure } from "./failure.mjs";
import { endProcess, identify, isAlive } from "./processes.mjs";

/**
 * Who uses a data folder.
 * @typedef {{ owner: import("./processes.mjs").ProcessIdentity, port: number, address: string,
 *   web?: import("./processes.mjs").ProcessIdentity }} DataLockContent
 */

/** Fails when Heard runs on this data, and ends what a killed run left behind, which may hold the port. */
export async function refuseWhereRunning(dataDir) {
  const file = lockFile(dataDir);
  const lock = readLock(file);
  if (lock && isAlive(lock.owner)) throw alreadyRunning(lock);
  if (lock?.web) await endProcess(lock.web, { signal: "SIGTERM", graceMs: 3_000 });
  if (readLock(file)?.owner.pid === lock?.owner.pid) rmSync(file, { force: true });
}

/**
 * Takes the folder for this process.
 * @param {string} dataDir
 * @param {{ port: number, address: string }} about
 */
export async function takeDataLock(dataDir, { port, address }) {
  const file = lockFile(dataDir);
  /** @type {DataLockContent} */
  const content = { owner: identify(process.pid), port, address };
  await refuseWhereRunning(dataDir);
  const draft = writeDraft(file, content);
  try {
    linkSync(draft, file);
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    throw alreadyRunning(readLock(file) ?? content);
  } finally {
    rmSync(draft, { force: true });
  }
  return {
    /** Notes the web process, so that a later start can end it should this one be killed. */
    noteWeb(pid) {
      content.web = identify(pid);
      renameSync(writeDraft(file, content), file);
    },
    release() {
      if (readLock(file)?.owner.pid === process.pid) rmSync(file, { force: true });
    },
  };
}

const lockFile = (dataDir) => path.join(dataDir, "heard.lock");

/** @returns {DataLockContent | null} null too for a file that a crash of the machine left empty */
function readLock(file) {
  try {
    const content = JSON.parse(readFileSync(file, "utf8"));
    return Number.isInteger(content?.owner?.pid) ? content : null;
  } catch (error) {
    if (error.code === "ENOENT" || error instanceof SyntaxError) return null;
    throw error;
  }
}

function writeDraft(file, content) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(content));
  return draft;
}

function alreadyRunning({ owner, address }) {
  return new Failure(
    `Heard is already running on this data (process ${owner.pid}, ${address}). Stop it first, or set HEARD_DATA_DIR and PORT to run a second copy.`,
  );
}
