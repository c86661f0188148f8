import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { Failure } from "./failure.mjs";
import { endProcess, identify, isAlive } from "./processes.mjs";

const pidFile = (data) => path.join(data, "postmaster.pid");

/** What a server says of itself in its data folder: its process, its port, and whether it takes connections. */
export function readServerState(data) {
  try {
    const lines = readFileSync(pidFile(data), "utf8").split("\n");
    return { pid: Number(lines[0]), port: Number(lines[3]), isReady: lines[7]?.trim() === "ready" };
  } catch {
    return null;
  }
}

/** Ends the server that a killed run left behind on this data. */
export async function endLeftoverServer(data) {
  const state = readServerState(data);
  if (!state) return;
  const server = identify(state.pid);
  if (!isAlive(server)) return;
  if (!isServing(state.pid, data)) {
    // The number has gone to some other process, which would keep the server from starting.
    rmSync(pidFile(data), { force: true });
    return;
  }
  if (!(await endProcess(server, { signal: "SIGINT", graceMs: 10_000, force: "SIGQUIT" }))) {
    throw new Failure(
      `A database server of an earlier run (process ${state.pid}) does not end: end it, then start again.`,
    );
  }
}

/**
 * How a server's program is run: as its own user, in a folder it may enter, told nothing by our environment.
 * @param {import("./postgres-program.mjs").PostgresUser} user
 */
export function serverOptions(user) {
  return { ...user, cwd: "/", env: { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" } };
}

function isServing(pid, data) {
  try {
    const command =
      process.platform === "linux"
        ? readFileSync(`/proc/${pid}/cmdline`, "utf8")
        : execFileSync("ps", ["-p", String(pid), "-o", "command="], { encoding: "utf8" });
    return command.includes(data);
  } catch {
    return false;
  }
}
