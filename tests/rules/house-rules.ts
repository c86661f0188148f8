import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export type Breach = { rule: string; file: string; words: string };

type HouseRule = { name: string; parts: string[]; find: (file: string, text: string) => string | null };

// Reads may stand in a folder, one file for each (decision 0018), and what prints a noun too (decision 0026). Policy packs are dated data of one noun (decision 0013).
const PACK_FILES = /^packs\/[a-z0-9-]+[.]ts$/;
const NOUN_FILES =
  /^((schema|types|labels|policy|workflow|rules|scope|queries|mutations|actions|jobs)[.]ts|emails[.]tsx|(rules|mutations|queries|print)\/[a-z0-9-]+[.]ts)$/;
const EVENT_FILES = /^((schema|record|labels|queries|chain|jobs)[.]ts|queries\/[a-z0-9-]+[.]ts)$/;
const SERVER_FILES = /^lib\/(platform\/|(?!shared\/)[^/]+\/(scope|queries|mutations|jobs|emails|print)([.]|\/))/;
const MAY_READ_ENVIRONMENT = ["lib/platform/env.ts", "instrumentation.ts", "proxy.ts", "prisma/seed/run.ts"];
const CODE = ["app", "components", "lib", "prisma", "instrumentation.ts", "proxy.ts"];
// An anchor such as href="#add" may look like a colour and is none.
const RAW_COLOUR =
  /(?<!href=["'{`]{1,2})(?<=["'`[\s:(,_])#([\da-f]{8}|[\da-f]{6}|[\da-f]{3,4})\b|\b(rgb|hsl)a?\(|\bokl(ch|ab)\(/i;

/** The rules of docs/architecture.md that speak of file names and text rather than imports. */
export const HOUSE_RULES: HouseRule[] = [
  {
    name: "closed-list-of-names",
    parts: ["lib"],
    find(file) {
      const [, noun, ...rest] = file.split("/");
      if (noun === "platform" || noun === "shared") return null;
      const names = noun === "events" ? EVENT_FILES : NOUN_FILES;
      if (noun === "regulation" && PACK_FILES.test(rest.join("/"))) return null;
      return names.test(rest.join("/")) ? null : "is not a name from the closed list of a noun's files";
    },
  },
  {
    name: "server-only-first",
    parts: ["lib"],
    find(file, text) {
      if (!SERVER_FILES.test(file)) return null;
      return text.startsWith('import "server-only";\n') ? null : 'does not begin with: import "server-only";';
    },
  },
  {
    name: "environment-in-one-place",
    parts: CODE,
    find(file, text) {
      if (MAY_READ_ENVIRONMENT.includes(file)) return null;
      return /process[.?]*env\b|\benv\b[^\n=]*=\s*process\b/.test(text) ? "reads the environment itself" : null;
    },
  },
  {
    name: "no-raw-colours",
    parts: ["app", "components", "lib"],
    find(_file, text) {
      const found = RAW_COLOUR.exec(text);
      return found ? `holds a raw colour (${found[0]}) instead of a token` : null;
    },
  },
];

/** What in a tree laid out like the project breaks the house rules. */
export function findBreaches(root: string): Breach[] {
  return HOUSE_RULES.flatMap(({ name, parts, find }) =>
    parts
      .flatMap((part) => listSources(root, part))
      .flatMap((file) => {
        const words = find(file, readFileSync(path.join(root, file), "utf8"));
        return words ? [{ rule: name, file, words }] : [];
      }),
  );
}

function listSources(root: string, part: string): string[] {
  const place = path.join(root, part);
  if (!existsSync(place)) return [];
  if (/[.]tsx?$/.test(part)) return [part];
  return readdirSync(place, { recursive: true, encoding: "utf8" })
    .map((name) => path.posix.join(part, name.replaceAll(path.sep, "/")))
    .filter((file) => /[.](tsx?|css)$/.test(file) && !file.startsWith("lib/platform/generated/"));
}
