import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { migrate } from "@/scripts/migrate.mjs";
import { createDatabase, withClient } from "../support/databases";

let folder: string;
let connectionString: string;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "heard-migrations-"));
  connectionString = await createDatabase(inject("clusterUrl"));
});

afterEach(() => rmSync(folder, { recursive: true }));

describe("migrate", () => {
  test("applies in order what the database lacks, once", async () => {
    write("20260102000000_second", `alter table "A" add "b" text;`);
    write(
      "20260101000000_first",
      `create table "A" ("a" int); create function f() returns int language sql as 'select 1;';`,
    );
    expect(await migrate({ connectionString, folder })).toEqual(["20260101000000_first", "20260102000000_second"]);
    expect(await migrate({ connectionString, folder })).toEqual([]);
    write("20260103000000_third", `insert into "A" values (f(), 'x');`);
    expect(await migrate({ connectionString, folder })).toEqual(["20260103000000_third"]);
    expect(await query(`select * from "A"`)).toEqual([{ a: 1, b: "x" }]);
  });

  test("keeps Prisma's own record", async () => {
    write("20260101000000_first", "select 1;");
    await migrate({ connectionString, folder });
    expect(await query(`select *, finished_at >= started_at as ordered from "_prisma_migrations"`)).toEqual([
      expect.objectContaining({
        migration_name: "20260101000000_first",
        checksum: "354b7196c9ba5fb4b21cf615bb6ec4cd5c07503c34229feef033fc081a8c03f4",
        applied_steps_count: 1,
        logs: null,
        rolled_back_at: null,
        ordered: true,
      }),
    ]);
  });

  test("keeps nothing of one that fails, and says which and where", async () => {
    write("20260101000000_first", `create table "A" ("a" int);`);
    write("20260102000000_second", `create table "B" ("b" int);\nalter table "Nowhere" add "c" int;`);
    await expect(migrate({ connectionString, folder })).rejects.toThrow(
      'The migration 20260102000000_second failed, and nothing of it was kept: relation "Nowhere" does not exist.',
    );
    expect(await query(`select to_regclass('"A"') is not null as a, to_regclass('"B"') is not null as b`)).toEqual([
      { a: true, b: false },
    ]);
    expect(await query(`select migration_name from "_prisma_migrations"`)).toHaveLength(1);
  });

  test("refuses one that was changed after it was applied", async () => {
    write("20260101000000_first", "select 1;");
    await migrate({ connectionString, folder });
    write("20260101000000_first", "select 2;");
    await expect(migrate({ connectionString, folder })).rejects.toThrow("20260101000000_first was changed after");
  });

  test("refuses a database that a newer version has used", async () => {
    write("20260101000000_first", "select 1;");
    await migrate({ connectionString, folder });
    rmSync(path.join(folder, "20260101000000_first"), { recursive: true });
    await expect(migrate({ connectionString, folder })).rejects.toThrow("this version of Heard does not know");
  });

  test("lets two at once come to the same end", async () => {
    write("20260101000000_first", `create table "A" ("a" int); select pg_sleep(0.2);`);
    const both = await Promise.all([migrate({ connectionString, folder }), migrate({ connectionString, folder })]);
    expect(both.flat()).toEqual(["20260101000000_first"]);
  });

  test("lays the job queue, so that work can be enqueued before a worker has run", async () => {
    await migrate({ connectionString, folder });
    expect(await query(`select id from graphile_worker.add_job('nothing')`)).toHaveLength(1);
  });
});

function write(name: string, sql: string): void {
  mkdirSync(path.join(folder, name), { recursive: true });
  writeFileSync(path.join(folder, name, "migration.sql"), sql);
}

function query(sql: string) {
  return withClient(connectionString, async (client) => (await client.query(sql)).rows);
}
