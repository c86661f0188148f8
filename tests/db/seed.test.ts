import { verify } from "@node-rs/argon2";
import type pg from "pg";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { readReference } from "@/lib/case/rules";
import { recomputeClocks } from "@/lib/clock/mutations/recompute";
import { recountLeft } from "@/lib/clock/mutations/recount";
import { findBreak } from "@/lib/events/chain";
import { withTransaction } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import type { Event, EventDetail } from "@/lib/platform/generated/client";
import { countLostReports } from "@/lib/report/jobs";
import { resultSchema } from "@/lib/report/rules/result";
import accounts from "@/prisma/seed/demo-accounts.json";
import type { DemoData } from "@/prisma/seed/rows";
import { fillUpTo } from "@/prisma/seed/volume";
import { loadDemoData, SeedRefused } from "@/prisma/seed/write";
import { createDatabase, TEMPLATE, withClient } from "../support/databases";
import { runJob } from "../support/jobs";

const NOW = new Date("2026-11-21T20:00:00Z");
const address = process.env.DATABASE_URL ?? "";
let data: DemoData;

beforeAll(async () => {
  data = await loadDemoData(address, NOW);
}, 120_000);

const count = async (client: pg.Client, table: string): Promise<number> => {
  const { rows } = await client.query<{ count: number }>(`SELECT count(*)::int AS count FROM "${table}"`);
  return rows[0]?.count ?? 0;
};

describe("loading the demo data", () => {
  test("fills every table with what was built", async () => {
    await withClient(address, async (client) => {
      expect(await count(client, "Unit")).toBe(24);
      expect(await count(client, "Person")).toBe(data.people.length);
      expect(await count(client, "RoleGrant")).toBe(data.roleGrants.length);
      expect(await count(client, "Patient")).toBe(data.patients.length);
      expect(await count(client, "Case")).toBe(data.cases.length);
      expect(await count(client, "SearchDocument")).toBe(data.cases.length);
      expect(await count(client, "CaseLink")).toBe(data.caseLinks.length);
      expect(await count(client, "CaseMerge")).toBe(data.caseMerges.length);
      expect(await count(client, "Tag")).toBe(data.tags.length);
      expect(await count(client, "CaseTag")).toBe(data.caseTags.length);
      expect(await count(client, "BulkRow")).toBe(data.bulkRows.length);
      expect(await count(client, "PatientAlert")).toBe(data.patientAlerts.length);
      expect(await count(client, "PatientMerge")).toBe(data.patientMerges.length);
      expect(await count(client, "Representative")).toBe(data.representatives.length);
      expect(await count(client, "Issue")).toBe(data.issues.length);
      expect(await count(client, "Denominator")).toBe(data.denominators.length);
      expect(await count(client, "RollupMark")).toBe(0);
      expect(await count(client, "Note")).toBe(data.notes.length);
      expect(await count(client, "NoteMention")).toBe(data.noteMentions.length);
      expect(await count(client, "Contact")).toBe(data.contacts.length);
      expect(await count(client, "PrivilegedNote")).toBe(data.privilegedNotes.length);
      expect(await count(client, "Escalation")).toBe(data.escalations.length);
      expect(await count(client, "BillingDispute")).toBe(data.billingDisputes.length);
      expect(await count(client, "ChargeLine")).toBe(data.chargeLines.length);
      expect(await count(client, "PaymentPart")).toBe(data.paymentParts.length);
      expect(await count(client, "Request")).toBe(data.requests.length);
      expect(await count(client, "Absence")).toBe(data.absences.length);
      expect(await count(client, "HandoverPart")).toBe(data.handoverParts.length);
      expect(await count(client, "Notification")).toBe(data.notifications.length);
      expect(await count(client, "ArticleVersion")).toBe(data.articleVersions.length);
      expect(await count(client, "ArticleDocument")).toBe(data.articles.filter(({ version }) => version > 0).length);
      expect(await count(client, "Event")).toBe(data.events.length);
      expect(await count(client, "EventDetail")).toBe(data.eventDetails.length);
    });
  });

  test("refuses a database that holds an organisation, and leaves it as it is", async () => {
    await expect(loadDemoData(address, NOW)).rejects.toThrow(SeedRefused);
    await withClient(address, async (client) => expect(await count(client, "Organisation")).toBe(1));
  });

  test("gives everybody the demo password under Argon2id", async () => {
    await withClient(address, async (client) => {
      const { rows } = await client.query<{ hash: string }>('SELECT DISTINCT "passwordHash" AS hash FROM "Person"');
      expect(rows).toHaveLength(1);
      expect(rows[0]?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
      expect(await verify(rows[0]?.hash ?? "", accounts.password)).toBe(true);
    });
  });

  test("keeps instants, days and event data as they were hashed", async () => {
    await withClient(address, async (client) => {
      const { rows } = await client.query<Event & { detail: EventDetail | null }>(
        'SELECT e.*, to_jsonb(d) AS detail FROM "Event" e LEFT JOIN "EventDetail" d ON d."eventId" = e."id" ORDER BY "chain", "position"',
      );
      const chains = Map.groupBy(rows, ({ chain }) => chain);
      expect([...chains.values()].filter((chain) => findBreak(chain) !== null)).toEqual([]);
      const born = data.patients.find(({ bornOn }) => bornOn !== null);
      const { rows: days } = await client.query<{ day: string }>(
        'SELECT "bornOn"::text AS day FROM "Patient" WHERE "id" = $1',
        [born?.id],
      );
      expect(days[0]?.day).toBe(born?.bornOn?.toISOString().slice(0, 10));
    });
  });

  test("gives each case the clocks that counting it anew from its rows gives, and nothing to tell of them", async () => {
    const db = systemDb();
    const ctx = { actor: { id: null, name: "Clocks" }, now: NOW };
    const closed = data.cases.filter(({ closedAt }) => closedAt !== null);
    const joined = new Set([
      ...data.caseLinks.map(({ fromId }) => fromId),
      ...data.caseMerges.map((row) => row.mergedId),
    ]);
    const sample = [
      ...data.cases.filter(({ closedAt }) => closedAt === null),
      ...closed.filter(({ id }, index) => index % 40 === 0 || joined.has(id)),
    ].map(({ id }) => id);
    const standing = async () => ({
      clocks: await db.clock.findMany({ where: { caseId: { in: sample } }, orderBy: { id: "asc" } }),
      cases: await db.case.findMany({
        where: { id: { in: sample } },
        select: { id: true, nextDueAt: true, clocksAt: true },
        orderBy: { id: "asc" },
      }),
      events: await db.event.count(),
    });
    const before = await standing();
    for (const caseId of sample) {
      await withTransaction(ctx, (tx) => recomputeClocks(tx, ctx, { caseId, because: "calendar" }));
    }
    expect(await standing()).toEqual(before);
    expect(sample.length).toBeGreaterThan(80);
    expect(await recountLeft(ctx)).toBe(0);
  }, 60_000);
});

describe("filling up with cases for measuring", () => {
  const copied = ["Patient", "Case", "Issue", "Note", "Contact", "Clock", "Closing"];

  test("makes as many as are wanted, whole, each with a reference of its own, and goes on from there", async () => {
    const before = data.cases.length;
    const steps: number[] = [];
    expect(await fillUpTo(address, before + 700, (made) => steps.push(made))).toBe(700);
    expect(await fillUpTo(address, 2 * before + 900, (made) => steps.push(made))).toBe(before + 200);
    expect(await fillUpTo(address, 2 * before + 900, (made) => steps.push(made))).toBe(0);
    expect(steps.at(-1)).toBe(2 * before + 900);
    await withClient(address, async (client) => {
      expect(await count(client, "Case")).toBe(2 * before + 900);
      expect(await count(client, "SearchDocument")).toBe(2 * before + 900);
      // What copies are found by is what the database would have written itself.
      const { rows: names } = await client.query(
        `SELECT heard_name_index(array_agg("id")) AS mended, (
           SELECT count(*)::int FROM "SearchDocument" d JOIN "Case" c ON c."id" = d."caseId"
           WHERE ARRAY(SELECT lexeme FROM unnest(d."words") WHERE starts_with(lexeme, '@'))
             <> tsvector_to_array(heard_search_names(c."patientId"))
         ) AS stale FROM "Patient"`,
      );
      expect(names).toEqual([{ mended: 0, stale: 0 }]);
      const { rows: counted } = await client.query(
        `SELECT (SELECT sum("received")::int FROM "RollupDay" WHERE NOT "byUnit" AND NOT "byKind") AS received,
                (SELECT count(*)::int FROM "Case" WHERE "mergedIntoId" IS NULL) AS cases,
                (SELECT count(*)::int FROM "Site" s, heard_rollup_wrong(s."id", s."timeZone", '1900-01-01', '2999-12-31')) AS wrong`,
      );
      expect(counted[0]).toMatchObject({ received: counted[0].cases, wrong: 0 });
      const { rows } = await client.query<{ reference: string }>('SELECT "reference" FROM "Case"');
      expect(rows.filter(({ reference }) => readReference(reference).kind !== "reference")).toEqual([]);
      // The copies were written without asking whether what they point to is there.
      const { rows: links } = await client.query<{ table: string; column: string; target: string }>(
        `SELECT k.conrelid::regclass AS "table", a.attname AS "column", k.confrelid::regclass AS "target"
         FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND k.conkey = ARRAY[a.attnum]
         WHERE k.contype = 'f' AND k.conrelid = ANY (SELECT format('%I', name)::regclass FROM unnest($1::text[]) name)`,
        [copied],
      );
      expect(links.length).toBeGreaterThan(15);
      for (const { table, column, target } of links) {
        const { rowCount } = await client.query(
          `SELECT 1 FROM ${table} t WHERE t."${column}" IS NOT NULL
           AND NOT EXISTS (SELECT FROM ${target} o WHERE o."id" = t."${column}") LIMIT 1`,
        );
        expect({ table, column, orphans: rowCount }).toEqual({ table, column, orphans: 0 });
      }
    });
  }, 60_000);

  test("gives a new case a reference after those", async () => {
    await withClient(address, async (client) => {
      const { rows } = await client.query<{ year: number; last: number; most: number }>(
        `SELECT k."year", k."last", max(substr(c."reference", 7, 6)::int) AS most FROM "CaseCounter" k
         JOIN "Case" c ON substr(c."reference", 4, 2)::int = k."year" % 100 GROUP BY k."year", k."last"`,
      );
      expect(rows.length).toBeGreaterThan(5);
      expect(rows.filter(({ last, most }) => last !== most)).toEqual([]);
    });
  });

  test("is refused where there is nothing to copy", async () => {
    const empty = await createDatabase(inject("clusterUrl"), TEMPLATE);
    await expect(fillUpTo(empty, 10, () => {})).rejects.toThrow("There are no demo cases to copy, so none were made.");
  });
});

test("its reports are counted once a worker starts: each figure has as many cases behind it as it says, and the dashboards agree", async () => {
  await systemDb().report.updateMany({ data: { beatAt: new Date(0) } });
  await runJob("countLostReports", countLostReports);
  const reports = await systemDb().report.findMany({ include: { figures: true }, orderBy: { kind: "asc" } });
  expect(reports.map(({ kind, failure }) => ({ kind, failure }))).toEqual([
    { kind: "board", failure: null },
    { kind: "annual", failure: null },
  ]);
  for (const { result, figures, forPublication } of reports) {
    const { sections, checks } = resultSchema.parse(result);
    const behind = Object.fromEntries(figures.map(({ key, ids }) => [key, ids.length]));
    const told = sections
      .flatMap((section) => section.figures)
      .filter(({ counts }) => counts !== null)
      .flatMap(({ key, numerator, denominator, hasOf }) => [
        [key, numerator] as const,
        ...(hasOf ? [[`${key}:of`, denominator] as const] : []),
      ]);
    expect(behind).toEqual(Object.fromEntries(told));
    expect(checks.filter(({ holds }) => !holds)).toEqual([]);
    // What is published keeps no list.
    expect(told.length > 15).toBe(!forPublication);
  }
}, 60_000);
