import { PrismaPg } from "@prisma/adapter-pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { sitesFor } from "@/lib/access/policy";
import { queueWhere, stretchesOf } from "@/lib/case/queries/queue";
import { readPlaces } from "@/lib/case/queries/queue-order";
import { QUEUE_SORTS } from "@/lib/case/schema";
import { SESSION, systemDb } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { PrismaClient } from "@/lib/platform/generated/client";
import type { Viewer } from "@/lib/platform/viewer";
import { aCase, aPatient, aPerson, aSite, aUnit, aViewer } from "../../support/factories";

const EACH = 3_000;
/** A page of 50 and the one row that tells whether there is more; an index may be read a little beyond. */
const MOST_ROWS = 60;
const ORDERS = ["asc", "desc"] as const;
const EVERY_ORDER = QUEUE_SORTS.flatMap((sort) => ORDERS.map((order) => ({ sort, order })));

let one: Viewer;
let three: Viewer;

beforeAll(async () => {
  const sites = [await aSite(), await aSite(), await aSite()] as const;
  for (const site of sites) await fill(site);
  await systemDb().$executeRaw`ANALYZE "Case"`;
  one = await aViewer({ site: sites[0] });
  three = await aViewer({ site: sites[0], also: sites.slice(1).map((site) => ({ role: "associate" as const, site })) });
});

/** Many cases that differ in everything that a queue is ordered by, an eighth of them closed. */
async function fill(site: Awaited<ReturnType<typeof aSite>>): Promise<void> {
  const [unit, owner, patient] = [await aUnit(site), await aPerson({ site }), await aPatient({ site })];
  const like = await aCase({ site, loggedById: owner.id });
  await systemDb().$executeRaw`
    INSERT INTO "Case" ("id", "reference", "siteId", "kind", "state", "channel", "reporterKind", "reporterName", "about", "words", "severity",
                        "unitId", "ownerId", "patientId", "receivedAt", "closedAt", "loggedById", "updatedAt", "nextDueAt", "idempotencyKey")
    SELECT gen_random_uuid(), "reference" || ':' || n, "siteId", (enum_range(NULL::"CaseKind"))[1 + n % 6],
           (enum_range(NULL::"CaseState"))[1 + n % 8], "channel", "reporterKind", 'Name ' || n, "about", "words", 1 + n % 3,
           CASE WHEN n % 3 = 0 THEN ${unit.id}::uuid END, CASE WHEN n % 4 = 0 THEN ${owner.id}::uuid END,
           CASE WHEN n % 50 = 0 THEN ${patient.id}::uuid END, "receivedAt" - n % 900 * interval '1 hour',
           CASE WHEN n % 8 = 6 THEN "receivedAt" END, "loggedById", "updatedAt" - n % 700 * interval '1 minute',
           CASE WHEN n % 5 > 0 THEN "receivedAt" + n % 300 * interval '1 hour' ELSE "nextDueAt" END, gen_random_uuid()
    FROM "Case", generate_series(1, ${EACH}::int) n WHERE "id" = ${like.id}::uuid`;
}

const planSchema = z.object({
  "Node Type": z.string(),
  "Relation Name": z.string().optional(),
  "Index Name": z.string().optional(),
  "Actual Rows": z.number(),
  "Actual Loops": z.number(),
  "Rows Removed by Filter": z.number().optional(),
  get Plans() {
    return z.array(planSchema).optional();
  },
});
type Plan = z.infer<typeof planSchema>;

function nodes(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodes)];
}

type Query = Parameters<Awaited<ReturnType<PrismaPg["connect"]>>["queryRaw"]>[0];

/** A client of its own that tells what it asked, each query with the plan by which the database carries it out. */
function explaining() {
  const factory = new PrismaPg({ connectionString: env().DATABASE_URL, options: SESSION, max: 2 });
  const connect = factory.connect.bind(factory);
  const asked: Query[] = [];
  let explain = async (_query: Query): Promise<unknown> => undefined;
  factory.connect = async () => {
    const adapter = await connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    explain = async (query) => {
      const { rows } = await queryRaw({ ...query, sql: `EXPLAIN (ANALYZE, FORMAT JSON) ${query.sql}` });
      return rows[0]?.[0];
    };
    adapter.queryRaw = (query) => {
      asked.push(query);
      return queryRaw(query);
    };
    return adapter;
  };
  const takePlans = async (): Promise<Plan[]> => {
    const plans: Plan[] = [];
    for (const query of asked.splice(0)) {
      const told = await explain(query);
      const [first] = explainedSchema.parse(typeof told === "string" ? JSON.parse(told) : told);
      if (first) plans.push(first.Plan);
    }
    return plans;
  };
  return { db: new PrismaClient({ adapter: factory }), takePlans };
}

const explainedSchema = z.array(z.object({ Plan: planSchema }));

const { db, takePlans } = explaining();
afterAll(() => db.$disconnect());

/** Reads the first page of an order and one further in, and returns by which plans. */
async function readBoth(viewer: Viewer, by: (typeof EVERY_ORDER)[number]): Promise<Plan[]> {
  const asked = { ...by, where: queueWhere(viewer, "all", {}), stretches: stretchesOf(viewer, "all", {}) };
  const [far] = (await readPlaces(systemDb(), { ...asked, from: null, take: 700 })).slice(-1);
  if (!far) throw new Error("There are no cases to page through.");
  expect(await readPlaces(db, { ...asked, from: null, take: 51 })).toHaveLength(51);
  expect(await readPlaces(db, { ...asked, from: far, take: 51 })).toHaveLength(51);
  return takePlans();
}

describe("a page of the queue", () => {
  test.each(EVERY_ORDER)("by $sort, $order, reads a page of an index, at one site and at three", async (by) => {
    for (const viewer of [one, three]) {
      const plans = await readBoth(viewer, by);
      expect(plans.length).toBeGreaterThanOrEqual(2 * sitesFor(viewer, "case.see").length);
      for (const plan of plans) {
        const all = nodes(plan);
        expect(all.map((node) => node["Node Type"])).not.toContain("Seq Scan");
        expect(all.map((node) => node["Node Type"])).not.toContain("Sort");
        const read = all.map((node) => node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0));
        expect(Math.max(...read)).toBeLessThanOrEqual(MOST_ROWS);
      }
    }
  });
});
