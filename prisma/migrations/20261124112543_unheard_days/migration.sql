-- AlterTable
ALTER TABLE "RollupDay" ADD COLUMN     "unheard" INTEGER NOT NULL DEFAULT 0;


-- What Prisma's schema language cannot say.

-- The rows that the backlog is read from.
DROP INDEX "RollupDay_open";
CREATE INDEX "RollupDay_open" ON "RollupDay" ("siteId", "byUnit", "byKind", "unitId", "kind", "day") WHERE "open" > 0 OR "unheard" > 0;

-- What counts on the days of a site, line by line: what is open counts on the day it came in, and on the day on which they last heard too.
CREATE OR REPLACE FUNCTION heard_rollup_facts(site uuid, zone text, since date, until date)
  RETURNS TABLE ("day" date, "unitId" uuid, "kind" "CaseKind", "what" text, "value" integer) LANGUAGE sql STABLE
  AS $$
    SELECT heard_local_day(c."receivedAt", zone), c."unitId", c."kind", f."what", NULL::integer
    FROM "Case" c CROSS JOIN LATERAL unnest(ARRAY[
      'received',
      CASE WHEN c."closedAt" IS NULL THEN 'open' END,
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
           (count(*) FILTER (WHERE "what" = 'unheard'))::integer
    FROM heard_rollup_facts(site, zone, since, until)
    GROUP BY GROUPING SETS (("day"), ("day", "unitId"), ("day", "kind"), ("day", "unitId", "kind"))
  $$;

-- Marks every day on which these cases count.
CREATE OR REPLACE FUNCTION heard_rollup_mark(ids uuid[]) RETURNS void LANGUAGE sql
  AS $$
    INSERT INTO "RollupMark" ("siteId", "day")
    SELECT DISTINCT c."siteId", heard_local_day(d."at", s."timeZone")
    FROM "Case" c JOIN "Site" s ON s."id" = c."siteId" CROSS JOIN LATERAL (
      SELECT unnest(ARRAY[c."receivedAt", CASE WHEN c."isOpen" THEN c."unheardSince" END])
      UNION ALL SELECT k."closedAt" FROM "Closing" k WHERE k."caseId" = c."id"
      UNION ALL SELECT unnest(ARRAY[k."dueAt", k."metAt"]) FROM "Clock" k WHERE k."caseId" = c."id" AND k."clock" <> 'update'
      UNION ALL SELECT a."answeredAt" FROM "SurveyAnswer" a WHERE a."caseId" = c."id"
    ) d("at")
    WHERE c."id" = ANY (ids) AND d."at" IS NOT NULL
    UNION SELECT r."siteId", r."referredOn" FROM "Referral" r WHERE r."caseId" = ANY (ids)
  $$;

CREATE OR REPLACE FUNCTION heard_rollup_case_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "RollupMark" ("siteId", "day")
    SELECT DISTINCT a."siteId", heard_local_day(d."at", s."timeZone")
    FROM added a JOIN "Site" s ON s."id" = a."siteId"
      CROSS JOIN LATERAL unnest(ARRAY[a."receivedAt", CASE WHEN a."isOpen" THEN a."unheardSince" END]) d("at")
    WHERE d."at" IS NOT NULL;
  RETURN NULL;
END $$;

-- Whoever hears from us moves their case from one day to another, and changes no other day.
CREATE FUNCTION heard_rollup_case_heard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."isOpen" THEN PERFORM heard_rollup_mark_at(OLD."siteId", OLD."unheardSince"); END IF;
  IF NEW."isOpen" THEN PERFORM heard_rollup_mark_at(NEW."siteId", NEW."unheardSince"); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "Case_rollup_heard" AFTER UPDATE ON "Case" FOR EACH ROW
  WHEN (ROW(OLD."siteId", OLD."unheardSince") IS DISTINCT FROM ROW(NEW."siteId", NEW."unheardSince"))
  EXECUTE FUNCTION heard_rollup_case_heard();

-- The months of a site in which anything counts, or is kept as if it did.
CREATE OR REPLACE FUNCTION heard_rollup_months(site uuid, zone text) RETURNS TABLE ("month" date) LANGUAGE sql STABLE
  AS $$
    SELECT generate_series(date_trunc('month', min("day")::timestamp), max("day")::timestamp, interval '1 month')::date FROM (
      SELECT heard_local_day(unnest(ARRAY[min("receivedAt"), max("receivedAt")]), zone) AS "day" FROM "Case" WHERE "siteId" = site
      UNION ALL SELECT heard_local_day(unnest(ARRAY[min("unheardSince"), max("unheardSince")]), zone)
        FROM "Case" WHERE "siteId" = site AND "isOpen" AND "mergedIntoId" IS NULL
      UNION ALL SELECT heard_local_day(unnest(ARRAY[min("closedAt"), max("closedAt")]), zone) FROM "Closing" WHERE "siteId" = site
      UNION ALL SELECT heard_local_day(unnest(ARRAY[min("dueAt"), max("dueAt"), min("metAt"), max("metAt")]), zone)
        FROM "Clock" WHERE "siteId" = site AND "clock" <> 'update' AND "dueAt" < '2999-01-01'
      UNION ALL SELECT heard_local_day(unnest(ARRAY[min("answeredAt"), max("answeredAt")]), zone) FROM "SurveyAnswer" WHERE "siteId" = site
      UNION ALL SELECT unnest(ARRAY[min("day"), max("day")]) FROM "RollupDay" WHERE "siteId" = site
      UNION ALL SELECT unnest(ARRAY[min("day"), max("day")]) FROM "RollupIssue" WHERE "siteId" = site
      UNION ALL SELECT unnest(ARRAY[min("day"), max("day")]) FROM "RollupGroup" WHERE "siteId" = site
      UNION ALL SELECT unnest(ARRAY[min("referredOn"), max("referredOn")]) FROM "Referral" WHERE "siteId" = site
      UNION ALL SELECT unnest(ARRAY[min("day"), max("day")]) FROM "RollupReferral" WHERE "siteId" = site
      UNION ALL SELECT unnest(ARRAY[min("month"), max("month")]) FROM "RollupGroupMonth" WHERE "siteId" = site
      UNION ALL SELECT unnest(ARRAY[min("month"), max("month")]) FROM "RollupMonth" WHERE "siteId" = site
      UNION ALL SELECT unnest(ARRAY[min("month"), max("month")]) FROM "RollupIssueMonth" WHERE "siteId" = site
      UNION ALL SELECT unnest(ARRAY[min("month"), max("month")]) FROM "RollupTimeMonth" WHERE "siteId" = site
      UNION ALL SELECT unnest(ARRAY[min("month"), max("month")]) FROM "RollupAnswerMonth" WHERE "siteId" = site
      UNION ALL SELECT unnest(ARRAY[min(t."monday"), max(t."monday")]) FROM "RollupIssueYear" y
        CROSS JOIN LATERAL (
          SELECT to_date(y."year" || '-' || w."week", 'IYYY-IW') AS "monday"
          FROM unnest(y."weeks") WITH ORDINALITY w("issues", "week") WHERE w."issues" <> 0
        ) t
        WHERE y."siteId" = site
    ) d
  $$;

-- The days on which those of open cases last heard are counted by the job.
INSERT INTO "RollupMark" ("siteId", "day")
SELECT DISTINCT c."siteId", heard_local_day(c."unheardSince", s."timeZone") FROM "Case" c JOIN "Site" s ON s."id" = c."siteId"
WHERE c."isOpen" AND c."mergedIntoId" IS NULL;
