import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Failure } from "./failure.mjs";

/** Makes the folder where it is missing, and sees that it can be written. */
export function prepareDataFolder(dataDir) {
  try {
    makeFolder(dataDir);
    const probe = path.join(dataDir, `.probe-${process.pid}`);
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (error) {
    throw new Failure(
      `The data folder ${dataDir} cannot be written (${error.code ?? error.message}): make it writable, or set HEARD_DATA_DIR to a folder that is.`,
    );
  }
}

/** A random word kept in a file that only its owner reads, made at the first call. */
export function keepSecret(file) {
  const secret = randomBytes(32).toString("hex");
  try {
    writeFileSync(file, `${secret}\n`, { flag: "wx", mode: 0o600 });
    return secret;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  const kept = readFileSync(file, "utf8").trim();
  if (kept !== "") return kept;
  rmSync(file);
  return keepSecret(file);
}

// Step by step, because Node's own recursive mkdir never returns where a file system refuses with ENOENT (/proc).
function makeFolder(folder) {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  mkdirSync(folder);
  // The database may run as another user, who must get through whatever the umask; what is inside guards itself.
  chmodSync(folder, 0o711);
}
