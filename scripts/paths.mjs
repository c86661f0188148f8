import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/** The Node that the project brings with it; the one that runs this script until it is installed. */
export function projectNode() {
  const own = path.join(root, "node_modules/node/bin/node");
  return existsSync(own) ? own : process.execPath;
}

/** @param {string} moduleUrl a script's `import.meta.url` */
export function isCommand(moduleUrl) {
  return process.argv[1] !== undefined && path.resolve(process.argv[1]) === fileURLToPath(moduleUrl);
}
