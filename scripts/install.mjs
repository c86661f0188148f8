import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Failure } from "./failure.mjs";
import { projectNode, root } from "./paths.mjs";
import { run } from "./processes.mjs";

const OLDEST_NODE_MAJOR = 22;
const IS_INSTALLED = "HEARD_IS_INSTALLED";
const stampFile = path.join(root, "node_modules/.heard-lock");

/**
 * Installs the locked packages where they are missing or others than the lock file says.
 * @param {{ step: import("./steps.mjs").Steps, shutdown: import("./shutdown.mjs").Shutdown }} tools
 */
export async function ensureInstalled({ step, shutdown }) {
  if (process.env[IS_INSTALLED] === "1") {
    delete process.env[IS_INSTALLED];
    return;
  }
  const lockText = readFileSync(path.join(root, "package-lock.json"), "utf8");
  const stamp = createHash("sha256").update(lockText).digest("hex");
  if (readText(stampFile) === stamp) return;
  if (!isEverythingPresent(JSON.parse(lockText))) {
    await step({ doing: "Installing packages", done: "Packages installed" }, () => install(shutdown));
  }
  writeFileSync(stampFile, stamp);
}

/**
 * Goes on under the project's own Node where the present one is too old for it.
 * @returns {boolean} true when another process has taken over, and this one is only to wait for it
 */
export function handOverToProjectNode() {
  if (Number(process.versions.node.split(".")[0]) >= OLDEST_NODE_MAJOR) return false;
  const node = projectNode();
  if (node === process.execPath) {
    throw new Failure(
      `Heard needs Node ${OLDEST_NODE_MAJOR} or later, and its own was not installed: allow the install script of the package "node", or run Heard with a newer Node.`,
    );
  }
  const child = spawn(node, process.argv.slice(1), {
    env: { ...process.env, [IS_INSTALLED]: "1" },
    stdio: "inherit",
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.removeAllListeners(signal);
    process.on(signal, () => child.kill(signal));
  }
  child.once("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
  return true;
}

async function install(shutdown) {
  // npm must not run on the very Node that it is about to replace.
  const ownBin = path.join(root, "node_modules/.bin");
  const searchPath = (process.env.PATH ?? "").split(path.delimiter).filter((entry) => path.resolve(entry) !== ownBin);
  const env = {
    ...process.env,
    PATH: searchPath.join(path.delimiter),
    // Where npm runs every package's install script, Prisma's must not look for an engine that is never used.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_SKIP_POSTINSTALL_GENERATE: "1",
  };
  const { ok, output } = await run("npm", ["ci", "--include=dev", "--no-audit", "--no-fund"], { env, shutdown }).catch(
    (error) => {
      if (error.code === "ENOENT") throw new Failure("npm was not found: install Node with npm, then start again.");
      throw error;
    },
  );
  if (!ok) throw new Failure("The packages could not be installed: npm's own words are above.", output);
}

/** Whether what npm noted in node_modules is what the lock file asks for. */
function isEverythingPresent(lock) {
  const noted = readText(path.join(root, "node_modules/.package-lock.json"));
  if (noted === null) return false;
  const installed = JSON.parse(noted).packages;
  return Object.entries(lock.packages).every(([folder, wanted]) => {
    if (folder === "") return true;
    const present = installed[folder];
    // What is optional and not there is for another kind of machine.
    if (!present) return wanted.optional === true || wanted.devOptional === true;
    return present.version === wanted.version && existsSync(path.join(root, folder, "package.json"));
  });
}

function readText(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
