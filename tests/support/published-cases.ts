import { systemDb, type Tx } from "@/lib/platform/db";
import type { Finding } from "@/lib/platform/generated/enums";
import { aCase, type Place } from "./factories";

type Given = {
  count: number;
  /** The first and the last day on which they came in; they are spread evenly over these. */
  from: string;
  to: string;
  /** Of each issue what was found, where they were closed on the day they came in; none of what is still open. */
  findings?: readonly Finding[];
};

/**
 * So many complaints at a site as a publisher counted, after one that came in long before. The triggers that keep what is searched and ordered, and mark
 * each day, would take minutes: they are off, and the days of the site are marked as a whole.
 */
export async function publishedCases(site: Place, groups: Given[]): Promise<void> {
  const { id: likeId } = await aCase({ site, receivedAt: new Date("2000-01-01T12:00:00Z") });
  await systemDb().$transaction(
    async (tx) => {
      await tx.$executeRaw`SET LOCAL session_replication_role = replica`;
      for (const [at, group] of groups.entries()) await write(tx, { ...group, likeId, mark: `:${at}:` });
      await tx.$executeRaw`INSERT INTO "RollupMark" ("siteId", "day") VALUES (${site.id}::uuid, NULL)`;
    },
    { timeout: 20_000 },
  );
  await systemDb().$executeRaw`ANALYZE "Case", "Issue", "Closing"`;
}

async function write(tx: Tx, given: Given & { likeId: string; mark: string }): Promise<void> {
  const { count, from, to, findings = [], likeId, mark } = given;
  const isClosed = findings.length > 0;
  await tx.$executeRaw`
    WITH made AS (
      INSERT INTO "Case" ("id", "reference", "siteId", "kind", "state", "channel", "reporterKind", "about", "words", "severity", "packId",
                          "receivedAt", "closedAt", "loggedById", "updatedAt", "idempotencyKey")
      SELECT gen_random_uuid(), "reference" || ${mark} || n, "siteId", 'complaint',
             (CASE WHEN ${isClosed} THEN 'closed' ELSE 'new' END)::"CaseState", "channel", (enum_range(NULL::"ReporterKind"))[1 + n % 5],
             "about", "words", "severity", "packId", d."at", CASE WHEN ${isClosed} THEN d."at" END, "loggedById", d."at", gen_random_uuid()
      FROM "Case", generate_series(0, ${count}::int - 1) n
      CROSS JOIN LATERAL (
        SELECT (${from}::date + (n::bigint * (${to}::date - ${from}::date + 1) / ${count}::int)::int + time '12:00') AT TIME ZONE 'UTC' AS "at") d
      WHERE "Case"."id" = ${likeId}::uuid RETURNING *
    ), issues AS (
      INSERT INTO "Issue" ("id", "caseId", "siteId", "position", "summary", "category", "severity", "finding", "createdAt")
      SELECT gen_random_uuid(), c."id", c."siteId", p.n, c."about", 'quality', 2, p."finding", c."receivedAt"
      FROM made c, unnest(${isClosed ? [...findings] : [null]}::"Finding"[]) WITH ORDINALITY p("finding", n)
    )
    INSERT INTO "Closing" ("id", "caseId", "siteId", "outcome", "summary", "hasChanged", "lesson", "closedById", "closedAt")
    SELECT gen_random_uuid(), "id", "siteId", 'answered', 'Told them why.', false, 'None this time.', "loggedById", "closedAt"
    FROM made WHERE ${isClosed}`;
}
