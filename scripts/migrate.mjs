import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { command } from "./command.mjs";
import { withClient } from "./database-address.mjs";
import { withDatabase } from "./database-of-settings.mjs";
import { Failure } from "./failure.mjs";
import { prepareJobQueue } from "./job-queue.mjs";
import { isCommand, root } from "./paths.mjs";

// The lock that `prisma migrate` takes too, so that the two never run at once.
const ADVISORY_LOCK = 72_707_369;
const WAIT_FOR_OTHERS = "60s";
// Prisma's own table, column for column, so that `prisma migrate deploy` can take over.
const HISTORY = `
  create table if not exists "_prisma_migrations" (
    "id" varchar(36) primary key not null,
    "checksum" varchar(64) not null,
    "finished_at" timestamptz,
    "migration_name" varchar(255) not null,
    "logs" text,
    "rolled_back_at" timestamptz,
    "started_at" timestamptz not null default now(),
    "applied_steps_count" integer not null default 0
  )`;

/**
 * Brings a database to the schema of this version, one transaction for each migration that it lacks.
 * @param {{ connectionString: string, folder?: string, onApplied?: (name: string) => void }} options
 * @returns {Promise<string[]>} the names of those applied now
 */
export function migrate({ connectionString, folder = path.join(root, "prisma/migrations"), onApplied }) {
  const migrations = readMigrations(folder);
  return withClient(connectionString, async (client) => {
    await takeLock(client);
    if (!(await hasHistory(client))) await client.query(HISTORY);
    const done = await readHistory(client);
    refuseWhatDiffers(migrations, done);
    await prepareJobQueue(client, connectionString);
    const missing = migrations.filter(({ name }) => !done.has(name));
    for (const migration of missing) {
      await apply(client, migration);
      onApplied?.(migration.name);
    }
    return missing.map(({ name }) => name);
  });
}

function readMigrations(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(path.join(folder, entry.name, "migration.sql")))
    .map(({ name }) => {
      const sql = readFileSync(path.join(folder, name, "migration.sql"));
      return { name, sql: sql.toString("utf8"), checksum: createHash("sha256").update(sql).digest("hex") };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function takeLock(client) {
  await client.query(`set lock_timeout = '${WAIT_FOR_OTHERS}'`);
  try {
    await client.query("select pg_advisory_lock($1)", [ADVISORY_LOCK]);
  } catch (error) {
    if (error.code !== "55P03") throw error;
    throw new Failure(
      "Another process has been migrating this database for a minute: wait until it is done, then try again.",
    );
  }
}

async function hasHistory(client) {
  const { rows } = await client.query(`select to_regclass('"_prisma_migrations"') is not null as present`);
  return rows[0].present;
}

async function readHistory(client) {
  const { rows } = await client.query(
    `select migration_name as name, checksum, finished_at is not null as finished
     from "_prisma_migrations" where rolled_back_at is null`,
  );
  return new Map(rows.map((row) => [row.name, row]));
}

function refuseWhatDiffers(migrations, done) {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, checksum, finished } of done.values()) {
    const migration = known.get(name);
    if (!migration) {
      throw new Failure(
        `The database has the migration ${name}, which this version of Heard does not know: a newer version has used it, so start that one, or restore a backup from before.`,
      );
    }
    if (!finished) {
      throw new Failure(`The migration ${name} was begun by another tool and did not finish: resolve it there first.`);
    }
    if (migration.checksum !== checksum) {
      throw new Failure(
        `The migration ${name} was changed after this database had applied it: put its file back as it was, and write what is new as another migration.`,
      );
    }
  }
}

async function apply(client, { name, sql, checksum }) {
  try {
    await client.query("begin");
    await client.query("set local lock_timeout = 0");
    await client.query(sql);
    await client.query(
      `insert into "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count)
       values ($1, $2, $3, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw new Failure(
      `The migration ${name} failed, and nothing of it was kept: ${error.message}${lineOf(sql, error)}.`,
    );
  }
}

function lineOf(sql, { position }) {
  return position ? ` (line ${sql.slice(0, Number(position)).split("\n").length})` : "";
}

if (isCommand(import.meta.url)) {
  await command(({ shutdown }) =>
    withDatabase(shutdown, async (connectionString) => {
      const applied = await migrate({ connectionString, onApplied: (name) => console.log(`✓ ${name}`) });
      if (applied.length === 0) console.log("The database is up to date.");
    }),
  );
}
