import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { root } from "./paths.mjs";

/** @typedef {{ pid: number, started: string | null }} ProcessIdentity */

/**
 * A process told apart from a later one that was given the same number.
 * @param {number} pid
 * @returns {ProcessIdentity}
 */
export function identify(pid) {
  return { pid, started: readProcStat(pid)?.started ?? null };
}

/** @param {ProcessIdentity} identity */
export function isAlive({ pid, started }) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  const stat = readProcStat(pid);
  if (stat) return stat.state !== "Z" && (started === null || stat.started === started);
  return process.platform !== "linux" && respondsToSignals(pid);
}

/** Signals a process; one that is gone already is fine. */
export function signalOne(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

/** Signals a leader of a process group and all that it started there. */
export const signalGroup = (pid, signal) => signalOne(-pid, signal);

/**
 * Asks a process that need not be our child to end, and makes it end after `graceMs`. True when it is gone.
 * @param {ProcessIdentity} identity
 * @param {{ signal: NodeJS.Signals, graceMs: number, force?: NodeJS.Signals }} how
 */
export async function endProcess(identity, { signal, graceMs, force = "SIGKILL" }) {
  for (const [next, wait] of [
    [signal, graceMs],
    [force, 5_000],
  ]) {
    if (!isAlive(identity)) return true;
    signalOne(identity.pid, next);
    const until = Date.now() + wait;
    while (isAlive(identity) && Date.now() < until) await sleep(20);
  }
  return !isAlive(identity);
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Runs a command in a process group of its own (so that a terminal's Ctrl-C reaches only us, who end things in order)
 * and collects what it prints.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, uid?: number, gid?: number, shutdown?: import("./shutdown.mjs").Shutdown,
 *   print?: (chunk: Buffer) => void }} [options] `print` hears what it prints as it does, but for what it complains of
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export function run(command, args, { env = process.env, cwd = root, uid, gid, shutdown, print } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, uid, gid, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    const chunks = [];
    child.stdout.on("data", (chunk) => (print ?? ((piece) => chunks.push(piece)))(chunk));
    child.stderr.on("data", (chunk) => chunks.push(chunk));
    const forget = shutdown?.add(
      () => endChild(child, "SIGTERM", 5_000),
      () => signalGroup(child.pid, "SIGKILL"),
    );
    child.once("error", (error) => {
      forget?.();
      reject(error);
    });
    child.once("close", (code) => {
      forget?.();
      resolve({ ok: code === 0, output: Buffer.concat(chunks).toString() });
    });
  });
}

/**
 * Ends a child of ours, with what it started in its group, and waits for it.
 * @param {import("node:child_process").ChildProcess} child
 * @param {NodeJS.Signals} signal
 * @param {number} graceMs
 */
export async function endChild(child, signal, graceMs, send = signalGroup) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  send(child.pid, signal);
  const timer = setTimeout(() => send(child.pid, "SIGKILL"), graceMs);
  await ended;
  clearTimeout(timer);
}

function readProcStat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the command in brackets and may itself hold spaces and brackets.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0], started: fields[19] };
  } catch {
    return null;
  }
}

function respondsToSignals(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
