import { beforeAll, describe, expect, inject, test } from "vitest";
import { diffSchemas, readSchemaFiles } from "@/scripts/schema-sql.mjs";
import { listDifferences, readCatalog } from "../support/catalog";
import { createDatabase, TEMPLATE, withClient } from "../support/databases";

const clusterUrl = inject("clusterUrl");
let described: Awaited<ReturnType<typeof readCatalog>>;

beforeAll(async () => {
  const url = await createDatabase(clusterUrl);
  const sql = await diffSchemas({ before: null, after: readSchemaFiles(), connectionString: url });
  await withClient(url, (client) => client.query(sql));
  described = await readCatalog(url);
});

describe("migrations and prisma/schema", () => {
  test("describe the same database", async () => {
    const migrated = await readCatalog(await createDatabase(clusterUrl, TEMPLATE));
    expect(described.lines.size).toBeGreaterThan(100);
    expect(listDifferences({ migrated, described })).toEqual([]);
  });

  test.each([
    ["a table more", `create table "Extra" (id int)`, "only after the migrations: table Extra"],
    ["a column more", `alter table "Unit" add "floor" int`, "only after the migrations: column Unit.floor integer"],
    [
      "a column less",
      `alter table "Unit" drop "createdAt"`,
      "only in prisma/schema: column Unit.createdAt timestamp(3) with time zone not null",
    ],
    [
      "another type",
      `alter table "Unit" alter "createdAt" type timestamptz(0)`,
      "only in prisma/schema: column Unit.createdAt timestamp(3) with time zone not null",
    ],
    [
      "a null allowed",
      `alter table "Unit" alter "name" drop not null`,
      "only after the migrations: column Unit.name text",
    ],
    [
      "a default more",
      `alter table "Unit" alter "name" set default 'x'`,
      "column Unit.name text not null default 'x'::text",
    ],
    ["a state more", `alter type "Role" add value 'visitor'`, "only after the migrations: enum Role: "],
    [
      "a foreign key less",
      `alter table "Unit" drop constraint "Unit_siteId_fkey"`,
      "only in prisma/schema: key Unit_siteId_fkey",
    ],
    [
      "a primary key less",
      `alter table "Unit" drop constraint "Unit_pkey" cascade`,
      "only in prisma/schema: key Unit_pkey",
    ],
    ["a unique index less", `drop index "Person_email_key"`, "only in prisma/schema: index CREATE UNIQUE INDEX"],
    [
      "a plain index more",
      `create index extra on "Unit" ("createdAt")`,
      "only after the migrations: index CREATE INDEX extra",
    ],
  ])("%s is seen", async (_name, sql, difference) => {
    const url = await createDatabase(clusterUrl, TEMPLATE);
    await withClient(url, (client) => client.query(sql));
    const differences = listDifferences({ migrated: await readCatalog(url), described });
    expect(differences.join("\n")).toContain(difference);
  });

  test.each([
    ["an index on part of a table", `create index extra on "Unit" ("name") where "name" <> ''`],
    ["an index on an expression", `create index extra on "Unit" (lower("name"))`],
    ["an index to which nulls are alike", `create unique index extra on "Unit" ("name", "siteId") nulls not distinct`],
    ["how a column is made", `alter table "Patient" alter "recordNumberKey" drop expression`],
    ["a check", `alter table "Unit" add check ("name" <> '')`],
    ["a function", "create function extra() returns int language sql as 'select 1'"],
  ])("%s, which the schema cannot say, is let through", async (_name, sql) => {
    const url = await createDatabase(clusterUrl, TEMPLATE);
    await withClient(url, (client) => client.query(sql));
    expect(listDifferences({ migrated: await readCatalog(url), described })).toEqual([]);
  });
});
