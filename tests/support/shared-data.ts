import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** The text of a file of the public data that may lie beside the project, or null; tests that need it are skipped without. */
export function readSharedData(file: string): string | null {
  const place = path.resolve("../shared/data", file);
  return existsSync(place) ? readFileSync(place, "utf8") : null;
}
