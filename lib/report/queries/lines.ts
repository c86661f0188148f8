import "server-only";
import { Prisma, type Tx } from "@/lib/platform/db";
import type { What } from "../types";

export type SiteDays = { id: string; timeZone: string; today: string };
export type LineRow = { what: What; caseId: string; day: string; value: number | null };

export type Asked = { site: SiteDays; from: string; to: string; now: Date };

/**
 * What happened at a site on some days of its calendar, case by case, by the same days as the rollups (decision 0045): a merged case counts as the one it
 * was merged into, and what fell due today may still be done in time.
 */
export async function readLines(tx: Tx, asked: Asked): Promise<LineRow[]> {
  const rows: LineRow[] = [];
  for (const read of [received(asked), closed(asked), due(asked), met(asked), waits(asked), openAt(asked)]) {
    for (const row of await tx.$queryRaw<LineRow[]>(read)) rows.push(row);
  }
  return rows;
}

const midnight = (day: Prisma.Sql, zone: string) => Prisma.sql`((${day})::timestamp AT TIME ZONE ${zone})`;
const start = ({ from, site }: Asked) => midnight(Prisma.sql`${from}::date`, site.timeZone);
const end = ({ to, site }: Asked) => midnight(Prisma.sql`${to}::date + 1`, site.timeZone);

/** On these days of the site. The bounds in instants are wider: a day may begin twice, or not at midnight. */
export function within(asked: Asked, at: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`${at} >= ${start(asked)} - interval '3 hours' AND ${at} < ${end(asked)} + interval '3 hours'
    AND heard_local_day(${at}, ${asked.site.timeZone}) BETWEEN ${asked.from}::date AND ${asked.to}::date`;
}

export const dayOf = ({ site }: Asked, at: Prisma.Sql) =>
  Prisma.sql`heard_local_day(${at}, ${site.timeZone})::text AS "day"`;
const RECEIVED = Prisma.sql`c."receivedAt"`;
const CLOSED = Prisma.sql`k."closedAt"`;

function received(asked: Asked): Prisma.Sql {
  return Prisma.sql`
    SELECT f."what", c."id" AS "caseId", ${dayOf(asked, RECEIVED)}, NULL::integer AS "value"
    FROM "Case" c CROSS JOIN LATERAL unnest(ARRAY[
      'received',
      CASE WHEN c."kind" = 'compliment' AND c."namesStaff" THEN 'namedPraise' END,
      CASE WHEN EXISTS (SELECT FROM "Escalation" e WHERE e."caseId" = c."id") THEN 'escalated' END,
      CASE WHEN c."channel" IN ('phone', 'in_person') AND c."kind" <> 'compliment' THEN 'spoken' END,
      CASE WHEN c."channel" IN ('phone', 'in_person') AND c."kind" <> 'compliment'
        AND EXISTS (SELECT FROM "CaseFacts" f WHERE f."caseId" = c."id" AND f."settledOnTheSpot" = 'yes') THEN 'spokenSettled' END
    ]) f("what")
    WHERE c."siteId" = ${asked.site.id}::uuid AND c."mergedIntoId" IS NULL AND f."what" IS NOT NULL AND ${within(asked, RECEIVED)}
    ORDER BY c."receivedAt", c."id", f."what"`;
}

function closed(asked: Asked): Prisma.Sql {
  return Prisma.sql`
    SELECT f."what", c."id" AS "caseId", ${dayOf(asked, CLOSED)},
           CASE WHEN f."what" = 'closed' THEN greatest(0, heard_local_day(k."closedAt", ${asked.site.timeZone}) - heard_local_day(c."receivedAt", ${asked.site.timeZone})) END AS "value"
    FROM "Closing" k JOIN "Case" c ON c."id" = k."caseId" CROSS JOIN LATERAL unnest(ARRAY[
      'closed',
      CASE WHEN k."reopenedAt" <= k."closedAt" + interval '60 days' THEN 'reopened' END,
      CASE WHEN k."reopenedAt" IS NULL AND EXISTS (
        SELECT FROM "Issue" i WHERE i."caseId" = c."id" AND i."voidedAt" IS NULL AND i."finding" IS NOT NULL) THEN 'found' END,
      CASE WHEN k."reopenedAt" IS NULL AND EXISTS (
        SELECT FROM "Issue" i WHERE i."caseId" = c."id" AND i."voidedAt" IS NULL AND i."finding" IN ('upheld', 'partly_upheld')) THEN 'upheld' END,
      CASE WHEN k."reopenedAt" IS NULL OR k."reopenedAt" >= ${end(asked)} THEN 'settled' END,
      CASE WHEN k."hasChanged" AND k."reopenedAt" IS NULL THEN 'changed' END
    ]) f("what")
    WHERE k."siteId" = ${asked.site.id}::uuid AND c."mergedIntoId" IS NULL AND f."what" IS NOT NULL AND ${within(asked, CLOSED)}
    ORDER BY k."closedAt", k."id", f."what"`;
}

function due(asked: Asked): Prisma.Sql {
  const at = Prisma.sql`k."dueAt"`;
  return Prisma.sql`
    SELECT k."clock" || CASE WHEN k."metAt" <= k."dueAt" THEN 'InTime' WHEN k."metAt" > k."dueAt" OR k."endedAt" >= k."dueAt" THEN 'Late' ELSE 'Open' END AS "what",
           c."id" AS "caseId", ${dayOf(asked, at)}, NULL::integer AS "value"
    FROM "Clock" k JOIN "Case" c ON c."id" = k."caseId"
    WHERE k."siteId" = ${asked.site.id}::uuid AND k."clock" IN ('acknowledge', 'resolve') AND c."mergedIntoId" IS NULL AND k."droppedAt" IS NULL
      AND (k."metAt" IS NOT NULL OR k."endedAt" >= k."dueAt" OR (k."isOpen" AND NOT k."isPaused"))
      AND ${within(asked, at)} AND heard_local_day(k."dueAt", ${asked.site.timeZone}) < ${asked.site.today}::date
    ORDER BY k."dueAt", k."id"`;
}

function met(asked: Asked): Prisma.Sql {
  const at = Prisma.sql`k."metAt"`;
  const zone = asked.site.timeZone;
  return Prisma.sql`
    SELECT k."clock" || 'Met' AS "what", c."id" AS "caseId", ${dayOf(asked, at)},
           greatest(0, CASE WHEN k."clock" = 'acknowledge' THEN floor(extract(epoch FROM k."metAt" - k."startedAt") / 3600)::integer
             ELSE heard_local_day(k."metAt", ${zone}) - heard_local_day(c."receivedAt", ${zone}) END) AS "value"
    FROM "Clock" k JOIN "Case" c ON c."id" = k."caseId"
    WHERE k."siteId" = ${asked.site.id}::uuid AND k."clock" IN ('acknowledge', 'resolve') AND c."mergedIntoId" IS NULL AND k."droppedAt" IS NULL
      AND ${within(asked, at)}
    ORDER BY k."metAt", k."id"`;
}

/** Cases that went to a body outside on one of these days, and those that waited for somebody outside at some time of them, each on the first of them. */
function waits(asked: Asked): Prisma.Sql {
  return Prisma.sql`
    SELECT o."what", c."id" AS "caseId",
           greatest(min(o."day"), ${asked.from}::date)::text AS "day", NULL::integer AS "value"
    FROM (
      SELECT 'outsideWait' AS "what", w."caseId", heard_local_day(w."since", ${asked.site.timeZone}) AS "day" FROM "CaseWait" w
      WHERE w."siteId" = ${asked.site.id}::uuid AND w."for" = 'outside_body'
        AND w."since" < ${end(asked)} AND (w."endedAt" IS NULL OR w."endedAt" >= ${start(asked)})
      UNION ALL
      SELECT 'outsideBody', r."caseId", r."referredOn" FROM "Referral" r
      WHERE r."siteId" = ${asked.site.id}::uuid AND r."voidedAt" IS NULL AND r."referredOn" BETWEEN ${asked.from}::date AND ${asked.to}::date
    ) o JOIN "Case" c ON c."id" = o."caseId"
    WHERE c."mergedIntoId" IS NULL GROUP BY o."what", c."id" ORDER BY o."what", c."id"`;
}

/** What was open at the start and at the end, and what was closed before and opened again in between. */
function openAt(asked: Asked): Prisma.Sql {
  const at = (moment: Prisma.Sql, what: string, day: string) => Prisma.sql`
    SELECT ${what}::text AS "what", c."id" AS "caseId", ${day}::text AS "day", NULL::integer AS "value"
    FROM (
      SELECT o."id" FROM "Case" o WHERE o."siteId" = ${asked.site.id}::uuid AND o."isOpen" AND o."mergedIntoId" IS NULL AND o."receivedAt" < ${moment}
      UNION
      SELECT p."caseId" FROM "Closing" p WHERE p."siteId" = ${asked.site.id}::uuid AND p."closedAt" >= ${moment}
    ) likely JOIN "Case" c ON c."id" = likely."id"
    WHERE c."mergedIntoId" IS NULL AND c."receivedAt" < ${moment}
      AND NOT EXISTS (SELECT FROM "Closing" k WHERE k."caseId" = c."id" AND k."closedAt" < ${moment} AND (k."reopenedAt" IS NULL OR k."reopenedAt" >= ${moment}))`;
  const last = Prisma.sql`least(${end(asked)}, ${asked.now}::timestamptz)`;
  return Prisma.sql`
    SELECT * FROM (
      ${at(start(asked), "broughtForward", asked.from)}
      UNION ALL ${at(last, "carriedForward", asked.to)}
      UNION ALL
      SELECT DISTINCT 'cameBack', c."id", ${asked.from}::text, NULL::integer
      FROM "Closing" k JOIN "Case" c ON c."id" = k."caseId"
      WHERE k."siteId" = ${asked.site.id}::uuid AND c."mergedIntoId" IS NULL AND k."closedAt" < ${start(asked)}
        AND k."reopenedAt" >= ${start(asked)} AND k."reopenedAt" < ${end(asked)}
    ) t ORDER BY 1, 2`;
}
