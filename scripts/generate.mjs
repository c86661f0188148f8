import { readFileSync } from "node:fs";
import path from "node:path";
import { hashSources, openStamp } from "./build-stamp.mjs";
import { command } from "./command.mjs";
import { Failure } from "./failure.mjs";
import { isCommand, projectNode, root } from "./paths.mjs";
import { run } from "./processes.mjs";

/**
 * Generates the Prisma client where it is missing or the schema has changed.
 * @param {{ step: import("./steps.mjs").Steps, shutdown: import("./shutdown.mjs").Shutdown }} tools
 */
export async function ensureGenerated({ step, shutdown }) {
  const stamp = openStamp("lib/platform/generated/.heard-schema");
  const hash = hashOfSchema();
  if (stamp.read() === hash) return;
  await step({ doing: "Generating the database client", done: "Database client generated" }, () =>
    generate({ stamp, hash, shutdown }),
  );
}

function hashOfSchema() {
  const prisma = path.join(root, "node_modules/prisma/package.json");
  return hashSources({
    sources: ["prisma/schema", "prisma.config.ts"],
    salt: JSON.parse(readFileSync(prisma, "utf8")).version,
  });
}

async function generate({ stamp, hash, shutdown }) {
  stamp.clear();
  const { ok, output } = await run(projectNode(), ["node_modules/prisma/build/index.js", "generate"], {
    // The command asks for a schema engine, which it would download, and does not run it.
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: projectNode(), PRISMA_HIDE_UPDATE_MESSAGE: "1" },
    shutdown,
  });
  if (!ok) throw new Failure("The database client could not be generated: Prisma's own words are above.", output);
  stamp.write(hash);
}

if (isCommand(import.meta.url)) await command(ensureGenerated);
