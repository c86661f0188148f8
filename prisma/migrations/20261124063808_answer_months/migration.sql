-- CreateTable
CREATE TABLE "RollupAnswerMonth" (
    "siteId" UUID NOT NULL,
    "month" DATE NOT NULL,
    "byUnit" BOOLEAN NOT NULL,
    "unitId" UUID,
    "byKind" BOOLEAN NOT NULL,
    "kind" "CaseKind",
    "item" TEXT NOT NULL,
    "all" INTEGER NOT NULL,
    "good" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "RollupReferral" (
    "siteId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "byUnit" BOOLEAN NOT NULL,
    "unitId" UUID,
    "byKind" BOOLEAN NOT NULL,
    "kind" "CaseKind",
    "cases" INTEGER NOT NULL
);

-- CreateIndex
CREATE INDEX "RollupAnswerMonth_siteId_month_idx" ON "RollupAnswerMonth"("siteId", "month");

-- CreateIndex
CREATE INDEX "RollupReferral_siteId_day_idx" ON "RollupReferral"("siteId", "day");


-- What Prisma's schema language cannot say.

CREATE UNIQUE INDEX "RollupAnswerMonth_key" ON "RollupAnswerMonth" ("siteId", "byUnit", "byKind", "unitId", "kind", "month", "item") NULLS NOT DISTINCT;

-- The rows of RollupAnswerMonth that the months of these days should have: answers are few beside cases, so that a month of them is counted whole.
CREATE FUNCTION heard_rollup_answer_months(site uuid, zone text, since date, until date) RETURNS SETOF "RollupAnswerMonth" LANGUAGE sql STABLE
  AS $$
    WITH bounds AS MATERIALIZED (
      SELECT date_trunc('month', since::timestamp)::date AS "from", (date_trunc('month', until::timestamp) + interval '1 month')::date AS "to"
    ), facts AS (
      SELECT date_trunc('month', heard_local_day(a."answeredAt", zone)::timestamp)::date AS "month", c."unitId", c."kind", e."key" AS "item", e."value"
      FROM bounds b, "SurveyAnswer" a
      JOIN "SurveyVersion" v ON v."id" = a."versionId" AND v."instrument" = 'service_recovery'
      JOIN "Case" c ON c."id" = a."caseId"
      CROSS JOIN LATERAL jsonb_each_text(a."items") e
      WHERE a."siteId" = site AND c."mergedIntoId" IS NULL AND e."value" ~ '^[1-5]$'
        AND a."answeredAt" >= (b."from"::timestamp AT TIME ZONE zone) - interval '3 hours'
        AND a."answeredAt" < (b."to"::timestamp AT TIME ZONE zone) + interval '3 hours'
        AND heard_local_day(a."answeredAt", zone) >= b."from" AND heard_local_day(a."answeredAt", zone) < b."to"
    )
    SELECT site, "month", GROUPING("unitId") = 0, "unitId", GROUPING("kind") = 0, "kind", "item",
           count(*)::integer, (count(*) FILTER (WHERE "value" >= '4'))::integer
    FROM facts
    GROUP BY "month", "item", CUBE ("unitId", "kind")
  $$;

CREATE UNIQUE INDEX "RollupReferral_key" ON "RollupReferral" ("siteId", "byUnit", "byKind", "unitId", "kind", "day") NULLS NOT DISTINCT;

-- The rows of RollupReferral that the days of a site should have. A case that went to two bodies on one day went once.
CREATE FUNCTION heard_rollup_referrals(site uuid, since date, until date) RETURNS SETOF "RollupReferral" LANGUAGE sql STABLE
  AS $$
    SELECT site, r."referredOn", GROUPING(c."unitId") = 0, c."unitId", GROUPING(c."kind") = 0, c."kind", count(DISTINCT c."id")::integer
    FROM "Referral" r JOIN "Case" c ON c."id" = r."caseId"
    WHERE r."siteId" = site AND r."voidedAt" IS NULL AND c."mergedIntoId" IS NULL AND r."referredOn" BETWEEN since AND until
    GROUP BY r."referredOn", CUBE (c."unitId", c."kind")
  $$;

-- Marks every day on which these cases count.
CREATE OR REPLACE FUNCTION heard_rollup_mark(ids uuid[]) RETURNS void LANGUAGE sql
  AS $$
    INSERT INTO "RollupMark" ("siteId", "day")
    SELECT DISTINCT c."siteId", heard_local_day(d."at", s."timeZone")
    FROM "Case" c JOIN "Site" s ON s."id" = c."siteId" CROSS JOIN LATERAL (
      SELECT c."receivedAt"
      UNION ALL SELECT k."closedAt" FROM "Closing" k WHERE k."caseId" = c."id"
      UNION ALL SELECT unnest(ARRAY[k."dueAt", k."metAt"]) FROM "Clock" k WHERE k."caseId" = c."id" AND k."clock" <> 'update'
      UNION ALL SELECT a."answeredAt" FROM "SurveyAnswer" a WHERE a."caseId" = c."id"
    ) d("at")
    WHERE c."id" = ANY (ids) AND d."at" IS NOT NULL
    UNION SELECT r."siteId", r."referredOn" FROM "Referral" r WHERE r."caseId" = ANY (ids)
  $$;

CREATE FUNCTION heard_rollup_referral_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "RollupMark" ("siteId", "day") VALUES (NEW."siteId", NEW."referredOn");
  RETURN NULL;
END $$;
CREATE TRIGGER "Referral_rollup_added" AFTER INSERT ON "Referral" FOR EACH ROW EXECUTE FUNCTION heard_rollup_referral_changed();
CREATE TRIGGER "Referral_rollup_voided" AFTER UPDATE ON "Referral" FOR EACH ROW
  WHEN (OLD."voidedAt" IS DISTINCT FROM NEW."voidedAt") EXECUTE FUNCTION heard_rollup_referral_changed();

-- Counts the days of a site anew, and their weeks and months with them. Whoever calls it holds the site, so that nobody else counts there.
CREATE OR REPLACE FUNCTION heard_rollup_count(site uuid, zone text, since date, until date) RETURNS void LANGUAGE plpgsql
  SET plan_cache_mode = force_custom_plan
  AS $$
    BEGIN
      DELETE FROM "RollupDay" WHERE "siteId" = site AND "day" BETWEEN since AND until;
      INSERT INTO "RollupDay" SELECT * FROM heard_rollup_days(site, zone, since, until);
      DELETE FROM "RollupMonth" WHERE "siteId" = site AND "month" BETWEEN date_trunc('month', since::timestamp)::date AND until;
      INSERT INTO "RollupMonth" SELECT * FROM heard_rollup_month_sums(site, since, until);
      DELETE FROM "RollupTimeMonth" WHERE "siteId" = site AND "month" BETWEEN date_trunc('month', since::timestamp)::date AND until;
      INSERT INTO "RollupTimeMonth" SELECT * FROM heard_rollup_time_months(site, since, until);
      DELETE FROM "RollupIssue" WHERE "siteId" = site AND "day" BETWEEN since AND until;
      INSERT INTO "RollupIssue" SELECT * FROM heard_rollup_issues(site, zone, since, until);
      DELETE FROM "RollupIssueMonth" WHERE "siteId" = site AND "month" BETWEEN date_trunc('month', since::timestamp)::date AND until;
      INSERT INTO "RollupIssueMonth" SELECT * FROM heard_rollup_issue_month_sums(site, since, until);
      PERFORM heard_rollup_keep_weeks(site, since, until);
      DELETE FROM "RollupGroup" WHERE "siteId" = site AND "day" BETWEEN since AND until;
      INSERT INTO "RollupGroup" SELECT * FROM heard_rollup_groups(site, zone, since, until);
      DELETE FROM "RollupGroupMonth" WHERE "siteId" = site AND "month" BETWEEN date_trunc('month', since::timestamp)::date AND until;
      INSERT INTO "RollupGroupMonth" SELECT * FROM heard_rollup_group_months(site, since, until);
      DELETE FROM "RollupReferral" WHERE "siteId" = site AND "day" BETWEEN since AND until;
      INSERT INTO "RollupReferral" SELECT * FROM heard_rollup_referrals(site, since, until);
      DELETE FROM "RollupAnswerMonth" WHERE "siteId" = site AND "month" BETWEEN date_trunc('month', since::timestamp)::date AND until;
      INSERT INTO "RollupAnswerMonth" SELECT * FROM heard_rollup_answer_months(site, zone, since, until);
    END
  $$;

-- The days of a site whose rows are not those that a full count finds, and that no mark says are still to be counted. A week or month that
-- is not the sum of its days is told by its first, unless one of its days is told already.
CREATE OR REPLACE FUNCTION heard_rollup_wrong(site uuid, zone text, since date, until date) RETURNS TABLE ("day" date) LANGUAGE sql STABLE
  AS $$
    WITH days AS MATERIALIZED (SELECT * FROM heard_rollup_days(site, zone, since, until)),
      issues AS MATERIALIZED (SELECT * FROM heard_rollup_issues(site, zone, since, until)),
      groups AS MATERIALIZED (SELECT * FROM heard_rollup_groups(site, zone, since, until)),
      months AS MATERIALIZED (SELECT * FROM heard_rollup_group_months(site, since, until)),
      weeks AS MATERIALIZED (SELECT * FROM heard_rollup_issue_weeks(site, since, until)),
      kept_weeks AS MATERIALIZED (
        SELECT t.* FROM "RollupIssueYear" y
        CROSS JOIN LATERAL (
          SELECT to_date(y."year" || '-' || w."week", 'IYYY-IW') AS "monday", y."unitId", y."kind", y."category", w."issues"
          FROM unnest(y."weeks") WITH ORDINALITY w("issues", "week") WHERE w."issues" <> 0
        ) t
        WHERE y."siteId" = site AND y."year" BETWEEN extract(isoyear FROM since) AND extract(isoyear FROM until)
          AND t."monday" BETWEEN date_trunc('week', since::timestamp)::date AND until
      ),
      sums AS MATERIALIZED (SELECT * FROM heard_rollup_month_sums(site, since, until)),
      kept_sums AS MATERIALIZED (
        SELECT * FROM "RollupMonth" WHERE "siteId" = site AND "month" BETWEEN date_trunc('month', since::timestamp)::date AND until
      ),
      issue_sums AS MATERIALIZED (SELECT * FROM heard_rollup_issue_month_sums(site, since, until)),
      kept_issue_sums AS MATERIALIZED (
        SELECT * FROM "RollupIssueMonth" WHERE "siteId" = site AND "month" BETWEEN date_trunc('month', since::timestamp)::date AND until
      ),
      times AS MATERIALIZED (SELECT * FROM heard_rollup_time_months(site, since, until)),
      kept_times AS MATERIALIZED (
        SELECT * FROM "RollupTimeMonth" WHERE "siteId" = site AND "month" BETWEEN date_trunc('month', since::timestamp)::date AND until
      ),
      kept_months AS MATERIALIZED (
        SELECT * FROM "RollupGroupMonth" WHERE "siteId" = site AND "month" BETWEEN date_trunc('month', since::timestamp)::date AND until
      ),
      answers AS MATERIALIZED (SELECT * FROM heard_rollup_answer_months(site, zone, since, until)),
      kept_answers AS MATERIALIZED (
        SELECT * FROM "RollupAnswerMonth" WHERE "siteId" = site AND "month" BETWEEN date_trunc('month', since::timestamp)::date AND until
      ),
      referrals AS MATERIALIZED (SELECT * FROM heard_rollup_referrals(site, since, until)),
      kept_referrals AS MATERIALIZED (SELECT * FROM "RollupReferral" WHERE "siteId" = site AND "day" BETWEEN since AND until),
      kept_days AS MATERIALIZED (SELECT * FROM "RollupDay" WHERE "siteId" = site AND "day" BETWEEN since AND until),
      kept_issues AS MATERIALIZED (SELECT * FROM "RollupIssue" WHERE "siteId" = site AND "day" BETWEEN since AND until),
      kept_groups AS MATERIALIZED (SELECT * FROM "RollupGroup" WHERE "siteId" = site AND "day" BETWEEN since AND until),
      wrong AS MATERIALIZED (
        SELECT "day" FROM (TABLE days EXCEPT ALL TABLE kept_days) a
        UNION SELECT "day" FROM (TABLE kept_days EXCEPT ALL TABLE days) b
        UNION SELECT "day" FROM (TABLE issues EXCEPT ALL TABLE kept_issues) c
        UNION SELECT "day" FROM (TABLE kept_issues EXCEPT ALL TABLE issues) d
        UNION SELECT "day" FROM (TABLE groups EXCEPT ALL TABLE kept_groups) e
        UNION SELECT "day" FROM (TABLE kept_groups EXCEPT ALL TABLE groups) f
        UNION SELECT "day" FROM (TABLE referrals EXCEPT ALL TABLE kept_referrals) g
        UNION SELECT "day" FROM (TABLE kept_referrals EXCEPT ALL TABLE referrals) h
      ),
      wrong_sums AS MATERIALIZED (
        SELECT "monday" AS "day", "monday" + 6 AS "last" FROM (TABLE weeks EXCEPT ALL TABLE kept_weeks) a
        UNION SELECT "monday", "monday" + 6 FROM (TABLE kept_weeks EXCEPT ALL TABLE weeks) b
        UNION SELECT m."month", (m."month" + interval '1 month')::date - 1 FROM (
          SELECT "month" FROM (TABLE sums EXCEPT ALL TABLE kept_sums) c
          UNION SELECT "month" FROM (TABLE kept_sums EXCEPT ALL TABLE sums) d
          UNION SELECT "month" FROM (TABLE issue_sums EXCEPT ALL TABLE kept_issue_sums) e
          UNION SELECT "month" FROM (TABLE kept_issue_sums EXCEPT ALL TABLE issue_sums) f
          UNION SELECT "month" FROM (TABLE times EXCEPT ALL TABLE kept_times) g
          UNION SELECT "month" FROM (TABLE kept_times EXCEPT ALL TABLE times) h
          UNION SELECT "month" FROM (TABLE months EXCEPT ALL TABLE kept_months) i
          UNION SELECT "month" FROM (TABLE kept_months EXCEPT ALL TABLE months) j
          UNION SELECT "month" FROM (TABLE answers EXCEPT ALL TABLE kept_answers) k
          UNION SELECT "month" FROM (TABLE kept_answers EXCEPT ALL TABLE answers) l
        ) m
      )
    SELECT w."day" FROM (
      TABLE wrong UNION SELECT s."day" FROM wrong_sums s WHERE NOT EXISTS (SELECT FROM wrong d WHERE d."day" BETWEEN s."day" AND s."last")
    ) w
    WHERE NOT EXISTS (SELECT FROM "RollupMark" m WHERE m."siteId" = site AND (m."day" IS NULL OR m."day" = w."day"))
  $$;

-- The months of a site in which anything counts, or is kept as if it did.
CREATE OR REPLACE FUNCTION heard_rollup_months(site uuid, zone text) RETURNS TABLE ("month" date) LANGUAGE sql STABLE
  AS $$
    SELECT generate_series(date_trunc('month', min("day")::timestamp), max("day")::timestamp, interval '1 month')::date FROM (
      SELECT heard_local_day(unnest(ARRAY[min("receivedAt"), max("receivedAt")]), zone) AS "day" FROM "Case" WHERE "siteId" = site
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

-- What was answered or went outside already is counted at once, while nobody counts there: no day has to be counted anew.
SELECT pg_advisory_xact_lock(hashtextextended('rollup:' || "id", 0)) FROM "Site" ORDER BY "id";
INSERT INTO "RollupAnswerMonth" SELECT m.* FROM "Site" s CROSS JOIN LATERAL heard_rollup_answer_months(s."id", s."timeZone", '1900-01-01', '2999-12-31') m;
INSERT INTO "RollupReferral" SELECT m.* FROM "Site" s CROSS JOIN LATERAL heard_rollup_referrals(s."id", '1900-01-01', '2999-12-31') m;
