import { PrismaPg } from "@prisma/adapter-pg";
import { z } from "zod";
import { SESSION, systemDb } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { PrismaClient } from "@/lib/platform/generated/client";
import { aCase, aPatient, aPerson, type aSite, aUnit } from "./factories";

/** Many cases that differ in everything that a queue is ordered by, most of them closed. */
export async function fillQueue(site: Awaited<ReturnType<typeof aSite>>, each: number): Promise<void> {
  const [unit, owner, patient] = [await aUnit(site), await aPerson({ site }), await aPatient({ site })];
  const like = await aCase({ site, loggedById: owner.id });
  // Nothing here is searched for.
  await systemDb().$executeRaw`
    INSERT INTO "Case" ("id", "reference", "siteId", "kind", "state", "channel", "reporterKind", "reporterName", "about", "words", "severity",
                        "unitId", "ownerId", "patientId", "receivedAt", "closedAt", "loggedById", "updatedAt", "nextDueAt", "idempotencyKey")
    SELECT gen_random_uuid(), "reference" || ':' || n, "siteId", (enum_range(NULL::"CaseKind"))[1 + n % 6],
           CASE WHEN n % 16 > 2 THEN 'closed' ELSE (ARRAY[
             'new', 'triaged', 'investigating', 'waiting', 'response_drafted', 'answered', 'reopened'
           ])[1 + n / 16 % 7] END::"CaseState",
           (enum_range(NULL::"Channel"))[1 + n % 6], (enum_range(NULL::"ReporterKind"))[1 + n % 5], 'Name ' || n, "about", "words", 1 + n % 3,
           CASE WHEN n % 20 > 0 THEN ${unit.id}::uuid END, CASE WHEN n % 25 > 0 THEN ${owner.id}::uuid END,
           CASE WHEN n % 50 = 0 THEN ${patient.id}::uuid END, "receivedAt" - n % 900 * interval '1 hour',
           CASE WHEN n % 16 > 2 THEN "receivedAt" END, "loggedById", "updatedAt" - n % 700 * interval '1 hour',
           CASE WHEN n % 16 <= 2 THEN "receivedAt" + n % 300 * interval '1 hour' ELSE "nextDueAt" END, gen_random_uuid()
    FROM set_config('heard.search_later', 'on', true), "Case", generate_series(1, ${each}::int) n WHERE "id" = ${like.id}::uuid`;
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
export type Plan = z.infer<typeof planSchema>;

/** A plan and all within it. */
export function nodes(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodes)];
}

type Query = Parameters<Awaited<ReturnType<PrismaPg["connect"]>>["queryRaw"]>[0];

/** A client of its own that tells what it asked, each query with the plan by which the database carries it out. */
export function explaining() {
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
