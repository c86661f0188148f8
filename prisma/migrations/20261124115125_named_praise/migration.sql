-- AlterTable
ALTER TABLE "Case" ADD COLUMN     "namesStaff" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "RollupDay" ADD COLUMN     "namedPraise" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "RollupMonth" ADD COLUMN     "namedPraise" INTEGER NOT NULL DEFAULT 0;


-- What Prisma's schema language cannot say.

-- What counts on the days of a site, line by line: of compliments, those that name staff too.
CREATE OR REPLACE FUNCTION heard_rollup_facts(site uuid, zone text, since date, until date)
  RETURNS TABLE ("day" date, "unitId" uuid, "kind" "CaseKind", "what" text, "value" integer) LANGUAGE sql STABLE
  AS $$
    SELECT heard_local_day(c."receivedAt", zone), c."unitId", c."kind", f."what", NULL::integer
    FROM "Case" c CROSS JOIN LATERAL unnest(ARRAY[
      'received',
      CASE WHEN c."closedAt" IS NULL THEN 'open' END,
      CASE WHEN c."kind" = 'compliment' AND c."namesStaff" THEN 'namedPraise' END,
      CASE WHEN EXISTS (SELECT FROM "Escalation" e WHERE e."caseId" = c."id") THEN 'escalated' END,
      CASE WHEN c."channel" IN ('phone', 'in_person') AND c."kind" <> 'compliment' THEN 'spoken' END,
      CASE WHEN c."channel" IN ('phone', 'in_person') AND c."kind" <> 'compliment'
        AND EXISTS (SELECT FROM "CaseFacts" f WHERE f."caseId" = c."id" AND f."settledOnTheSpot" = 'yes') THEN 'spokenSettled' END
    ]) f("what")
    WHERE c."siteId" = site AND c."mergedIntoId" IS NULL AND f."what" IS NOT NULL
      AND c."receivedAt" >= (since::timestamp AT TIME ZONE zone) - interval '3 hours'
      AND c."receivedAt" < ((until + 1)::timestamp AT TIME ZONE zone) + interval '3 hours'
      AND heard_local_day(c."receivedAt", zone) BETWEEN since AND until
    UNION ALL
    SELECT heard_local_day(k."closedAt", zone), c."unitId", c."kind", f."what",
           CASE WHEN f."what" = 'closed' THEN greatest(0, heard_local_day(k."closedAt", zone) - heard_local_day(c."receivedAt", zone)) END
    FROM "Closing" k JOIN "Case" c ON c."id" = k."caseId" CROSS JOIN LATERAL unnest(ARRAY[
      'closed',
      k."outcome"::text,
      CASE WHEN k."reopenedAt" <= k."closedAt" + interval '60 days' THEN 'reopened' END,
      CASE WHEN k."reopenedAt" IS NULL AND EXISTS (
        SELECT FROM "Issue" i WHERE i."caseId" = c."id" AND i."voidedAt" IS NULL AND i."finding" IS NOT NULL) THEN 'found' END,
      CASE WHEN k."reopenedAt" IS NULL AND EXISTS (
        SELECT FROM "Issue" i WHERE i."caseId" = c."id" AND i."voidedAt" IS NULL AND i."finding" IN ('upheld', 'partly_upheld')) THEN 'upheld' END
    ]) f("what")
    WHERE k."siteId" = site AND c."mergedIntoId" IS NULL AND f."what" IS NOT NULL
      AND k."closedAt" >= (since::timestamp AT TIME ZONE zone) - interval '3 hours'
      AND k."closedAt" < ((until + 1)::timestamp AT TIME ZONE zone) + interval '3 hours'
      AND heard_local_day(k."closedAt", zone) BETWEEN since AND until
    UNION ALL
    -- What fell due while its case was open is late, also where the case was closed later without it.
    SELECT heard_local_day(k."dueAt", zone), c."unitId", c."kind",
           k."clock" || CASE WHEN k."metAt" <= k."dueAt" THEN 'InTime' WHEN k."metAt" > k."dueAt" OR k."endedAt" >= k."dueAt" THEN 'Late' ELSE 'Open' END, NULL
    FROM "Clock" k JOIN "Case" c ON c."id" = k."caseId"
    WHERE k."siteId" = site AND k."clock" IN ('acknowledge', 'resolve') AND c."mergedIntoId" IS NULL AND k."droppedAt" IS NULL
      AND (k."metAt" IS NOT NULL OR k."endedAt" >= k."dueAt" OR (k."isOpen" AND NOT k."isPaused"))
      AND k."dueAt" >= (since::timestamp AT TIME ZONE zone) - interval '3 hours'
      AND k."dueAt" < ((until + 1)::timestamp AT TIME ZONE zone) + interval '3 hours'
      AND heard_local_day(k."dueAt", zone) BETWEEN since AND until
    UNION ALL
    SELECT heard_local_day(k."metAt", zone), c."unitId", c."kind", k."clock" || 'Met',
           greatest(0, CASE WHEN k."clock" = 'acknowledge' THEN floor(extract(epoch FROM k."metAt" - k."startedAt") / 3600)::integer
             ELSE heard_local_day(k."metAt", zone) - heard_local_day(c."receivedAt", zone) END)
    FROM "Clock" k JOIN "Case" c ON c."id" = k."caseId"
    WHERE k."siteId" = site AND k."clock" IN ('acknowledge', 'resolve') AND c."mergedIntoId" IS NULL AND k."droppedAt" IS NULL
      AND k."metAt" >= (since::timestamp AT TIME ZONE zone) - interval '3 hours'
      AND k."metAt" < ((until + 1)::timestamp AT TIME ZONE zone) + interval '3 hours'
      AND heard_local_day(k."metAt", zone) BETWEEN since AND until
    UNION ALL
    SELECT heard_local_day(c."unheardSince", zone), c."unitId", c."kind", 'unheard', NULL
    FROM "Case" c
    WHERE c."siteId" = site AND c."isOpen" AND c."mergedIntoId" IS NULL
      AND c."unheardSince" >= (since::timestamp AT TIME ZONE zone) - interval '3 hours'
      AND c."unheardSince" < ((until + 1)::timestamp AT TIME ZONE zone) + interval '3 hours'
      AND heard_local_day(c."unheardSince", zone) BETWEEN since AND until
  $$;

-- The rows of RollupDay that the days of a site should have.
CREATE OR REPLACE FUNCTION heard_rollup_days(site uuid, zone text, since date, until date) RETURNS SETOF "RollupDay" LANGUAGE sql STABLE
  AS $$
    SELECT site, "day", GROUPING("unitId") = 0, "unitId", GROUPING("kind") = 0, "kind",
           (count(*) FILTER (WHERE "what" = 'received'))::integer,
           (count(*) FILTER (WHERE "what" = 'open'))::integer,
           (count(*) FILTER (WHERE "what" = 'escalated'))::integer,
           (count(*) FILTER (WHERE "what" = 'spoken'))::integer,
           (count(*) FILTER (WHERE "what" = 'spokenSettled'))::integer,
           (count(*) FILTER (WHERE "what" = 'closed'))::integer,
           (count(*) FILTER (WHERE "what" = 'reopened'))::integer,
           (count(*) FILTER (WHERE "what" = 'answered'))::integer,
           (count(*) FILTER (WHERE "what" = 'satisfied'))::integer,
           (count(*) FILTER (WHERE "what" = 'reasonable_action'))::integer,
           (count(*) FILTER (WHERE "what" = 'unreachable'))::integer,
           (count(*) FILTER (WHERE "what" = 'withdrawn'))::integer,
           (count(*) FILTER (WHERE "what" = 'found'))::integer,
           (count(*) FILTER (WHERE "what" = 'upheld'))::integer,
           (count(*) FILTER (WHERE "what" = 'acknowledgeInTime'))::integer,
           (count(*) FILTER (WHERE "what" = 'acknowledgeLate'))::integer,
           (count(*) FILTER (WHERE "what" = 'acknowledgeOpen'))::integer,
           (count(*) FILTER (WHERE "what" = 'resolveInTime'))::integer,
           (count(*) FILTER (WHERE "what" = 'resolveLate'))::integer,
           (count(*) FILTER (WHERE "what" = 'resolveOpen'))::integer,
           coalesce(array_agg("value" ORDER BY "value") FILTER (WHERE "what" = 'acknowledgeMet'), '{}'),
           coalesce(array_agg("value" ORDER BY "value") FILTER (WHERE "what" = 'resolveMet'), '{}'),
           coalesce(array_agg("value" ORDER BY "value") FILTER (WHERE "what" = 'closed'), '{}'),
           (count(*) FILTER (WHERE "what" = 'unheard'))::integer,
           (count(*) FILTER (WHERE "what" = 'namedPraise'))::integer
    FROM heard_rollup_facts(site, zone, since, until)
    GROUP BY GROUPING SETS (("day"), ("day", "unitId"), ("day", "kind"), ("day", "unitId", "kind"))
  $$;

-- The rows of RollupMonth that the months of a site should have.
CREATE OR REPLACE FUNCTION heard_rollup_month_sums(site uuid, since date, until date) RETURNS SETOF "RollupMonth" LANGUAGE sql STABLE
  AS $$
    SELECT site, date_trunc('month', d."day"::timestamp)::date, d."byUnit", d."unitId", d."byKind", d."kind",
           sum(d."received")::integer, sum(d."open")::integer, sum(d."escalated")::integer, sum(d."spoken")::integer, sum(d."spokenSettled")::integer,
           sum(d."closed")::integer, sum(d."reopened")::integer, sum(d."closedAnswered")::integer, sum(d."closedSatisfied")::integer, sum(d."closedReasonable")::integer,
           sum(d."closedUnreachable")::integer, sum(d."closedWithdrawn")::integer, sum(d."found")::integer, sum(d."upheld")::integer, sum(d."acknowledgeInTime")::integer,
           sum(d."acknowledgeLate")::integer, sum(d."acknowledgeOpen")::integer, sum(d."resolveInTime")::integer, sum(d."resolveLate")::integer, sum(d."resolveOpen")::integer, sum(d."namedPraise")::integer
    FROM "RollupDay" d
    WHERE d."siteId" = site AND d."day" >= date_trunc('month', since::timestamp)::date
      AND d."day" < (date_trunc('month', until::timestamp) + interval '1 month')::date
    GROUP BY 2, 3, 4, 5, 6
  $$;

DROP TRIGGER "Case_rollup_changed" ON "Case";
CREATE TRIGGER "Case_rollup_changed" AFTER UPDATE ON "Case" FOR EACH ROW
  WHEN (ROW(OLD."siteId", OLD."unitId", OLD."kind", OLD."channel", OLD."receivedAt", OLD."closedAt", OLD."mergedIntoId", OLD."namesStaff")
        IS DISTINCT FROM
        ROW(NEW."siteId", NEW."unitId", NEW."kind", NEW."channel", NEW."receivedAt", NEW."closedAt", NEW."mergedIntoId", NEW."namesStaff"))
  EXECUTE FUNCTION heard_rollup_case_changed();
