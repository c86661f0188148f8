import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { command } from "./command.mjs";
import { Failure } from "./failure.mjs";
import { isCommand, root } from "./paths.mjs";
import { diffSchemas, readSchemaFiles } from "./schema-sql.mjs";
import { startTestCluster } from "./test-cluster.mjs";

const MIGRATIONS = path.join(root, "prisma/migrations");

/** Writes the migration from the schema of the last commit to the one in the work tree, to be read and added to. */
async function authorMigration({ shutdown }) {
  const name = process.argv[2] ?? "";
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new Failure("A migration needs a name in small letters and underscores: npm run migration -- add_letters");
  }
  const cluster = await startTestCluster(shutdown);
  const sql = await diffSchemas({
    before: readCommittedSchema(),
    after: readSchemaFiles(),
    connectionString: cluster.url,
  });
  if (!/^\s*[^\s-]/m.test(sql)) {
    console.log("There is no difference between prisma/schema at the last commit and in the work tree.");
    return;
  }
  const folder = path.join(MIGRATIONS, `${nextTimestamp()}_${name}`);
  mkdirSync(folder);
  writeFileSync(path.join(folder, "migration.sql"), sql);
  console.log(`Wrote ${path.relative(root, folder)}/migration.sql. Read it before you commit it.`);
}

/** Null where the last commit has none. */
function readCommittedSchema() {
  const git = (...args) =>
    execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  let names;
  try {
    names = git("ls-tree", "--name-only", "HEAD", "prisma/schema/")
      .split("\n")
      .filter((name) => name.endsWith(".prisma"));
  } catch {
    return null;
  }
  if (names.length === 0) return null;
  return names.map((name) => ({ path: name.replace("prisma/", ""), content: git("show", `HEAD:${name}`) }));
}

/** The time now, or what comes after the newest migration should that be from a clock ahead of ours. */
function nextTimestamp() {
  const now = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const newest =
    readdirSync(MIGRATIONS)
      .filter((name) => /^\d{14}_/.test(name))
      .sort()
      .at(-1)
      ?.slice(0, 14) ?? "0";
  return String(Math.max(Number(now), Number(newest) + 1));
}

if (isCommand(import.meta.url)) await command(authorMigration);
