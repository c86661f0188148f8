import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const file = path.resolve("../shared/data/bad-input/naughty_strings.json");

/** Whether the list of strings that break programs lies beside the project; tests that need it are skipped without. */
export const hasNaughtyStrings = existsSync(file);

export const naughtyStrings: string[] = hasNaughtyStrings
  ? z.array(z.string()).parse(JSON.parse(readFileSync(file, "utf8")))
  : [];
