// The SQL that turns one version of prisma/schema into another, from Prisma's own schema engine (its WebAssembly build).
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** The schema files of the work tree, as the engine wants them. */
export function readSchemaFiles(folder = path.resolve("prisma/schema")) {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".prisma"))
    .sort()
    .map((name) => ({ path: `schema/${name}`, content: readFileSync(path.join(folder, name), "utf8") }));
}

/**
 * DDL from `before` (null: an empty database) to `after`, both lists of `{path, content}`.
 * The engine asks its server for a version, so `connectionString` must reach one; nothing there is changed.
 */
export async function diffSchemas({ before, after, connectionString }) {
  const engine = await loadEngine(connectionString);
  const target = (files) => (files ? { tag: "schemaDatamodel", files } : { tag: "empty" });
  const result = await engine.diff({
    from: target(before),
    to: target(after),
    script: true,
    exitCode: null,
    shadowDatabaseUrl: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  return result.stdout ?? "";
}

async function loadEngine(connectionString) {
  // The package exports only a bundler's entry, so its two files are taken by path.
  const folder = path.resolve("node_modules/@prisma/schema-engine-wasm");
  const glue = await import(pathToFileURL(path.join(folder, "schema_engine_bg.js")).href);
  const wasm = readFileSync(path.join(folder, "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(wasm, { "./schema_engine_bg.js": glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  const { PrismaPg } = await import("@prisma/adapter-pg");
  const { bindMigrationAwareSqlAdapterFactory } = await import("@prisma/driver-adapter-utils");
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString }));
  return glue.SchemaEngine.new({ datamodels: null }, () => {}, adapter);
}
