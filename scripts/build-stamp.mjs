import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./paths.mjs";

/**
 * A hash over the names and contents of files and of all that is in folders, but not in `except`.
 * @param {{ sources: string[], except?: string[], salt?: string }} what paths from the project's root; absent ones count as such
 */
export function hashSources({ sources, except = [], salt = "" }) {
  const hash = createHash("sha256").update(salt);
  for (const file of sources.flatMap((source) => listFiles(source, except))) {
    hash.update(`\0${file}\0`).update(readFileSync(path.join(root, file)));
  }
  return hash.digest("hex");
}

/**
 * A file beside something made from sources that says which sources those were.
 * @param {string} file path from the project's root
 */
export function openStamp(file) {
  const place = path.join(root, file);
  return {
    read() {
      try {
        return readFileSync(place, "utf8");
      } catch {
        return null;
      }
    },
    clear: () => rmSync(place, { force: true }),
    write(hash) {
      mkdirSync(path.dirname(place), { recursive: true });
      writeFileSync(place, hash);
    },
  };
}

function listFiles(source, except) {
  if (except.includes(source)) return [];
  const stat = statSync(path.join(root, source), { throwIfNoEntry: false });
  if (!stat) return [];
  if (!stat.isDirectory()) return [source];
  return readdirSync(path.join(root, source))
    .sort()
    .flatMap((name) => listFiles(`${source}/${name}`, except));
}
