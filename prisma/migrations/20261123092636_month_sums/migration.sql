-- CreateTable
CREATE TABLE "RollupMonth" (
    "siteId" UUID NOT NULL,
    "month" DATE NOT NULL,
    "byUnit" BOOLEAN NOT NULL,
    "unitId" UUID,
    "byKind" BOOLEAN NOT NULL,
    "kind" "CaseKind",
    "received" INTEGER NOT NULL,
    "open" INTEGER NOT NULL,
    "escalated" INTEGER NOT NULL,
    "spoken" INTEGER NOT NULL,
    "spokenSettled" INTEGER NOT NULL,
    "closed" INTEGER NOT NULL,
    "reopened" INTEGER NOT NULL,
    "closedAnswered" INTEGER NOT NULL,
    "closedSatisfied" INTEGER NOT NULL,
    "closedReasonable" INTEGER NOT NULL,
    "closedUnreachable" INTEGER NOT NULL,
    "closedWithdrawn" INTEGER NOT NULL,
    "found" INTEGER NOT NULL,
    "upheld" INTEGER NOT NULL,
    "acknowledgeInTime" INTEGER NOT NULL,
    "acknowledgeLate" INTEGER NOT NULL,
    "acknowledgeOpen" INTEGER NOT NULL,
    "resolveInTime" INTEGER NOT NULL,
    "resolveLate" INTEGER NOT NULL,
    "resolveOpen" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "RollupIssueMonth" (
    "siteId" UUID NOT NULL,
    "month" DATE NOT NULL,
    "byUnit" BOOLEAN NOT NULL,
    "unitId" UUID,
    "byKind" BOOLEAN NOT NULL,
    "kind" "CaseKind",
    "byCategory" BOOLEAN NOT NULL,
    "category" "HcatCategory",
    "issues" INTEGER NOT NULL,
    "medium" INTEGER NOT NULL,
    "high" INTEGER NOT NULL,
    "found" INTEGER NOT NULL,
    "upheld" INTEGER NOT NULL
);

-- CreateIndex
CREATE INDEX "RollupMonth_siteId_month_idx" ON "RollupMonth"("siteId", "month");

-- CreateIndex
CREATE INDEX "RollupIssueMonth_siteId_month_idx" ON "RollupIssueMonth"("siteId", "month");


-- What Prisma's schema language cannot say.

CREATE UNIQUE INDEX "RollupMonth_key" ON "RollupMonth" ("siteId", "byUnit", "byKind", "unitId", "kind", "month") NULLS NOT DISTINCT;

CREATE UNIQUE INDEX "RollupIssueMonth_key"
  ON "RollupIssueMonth" ("siteId", "byUnit", "byKind", "byCategory", "unitId", "kind", "category", "month") NULLS NOT DISTINCT;

-- The rows of RollupMonth that the months of these days should have, by what is kept of their days.
CREATE FUNCTION heard_rollup_month_sums(site uuid, since date, until date) RETURNS SETOF "RollupMonth" LANGUAGE sql STABLE
  AS $$
    SELECT site, date_trunc('month', d."day"::timestamp)::date, d."byUnit", d."unitId", d."byKind", d."kind",
           sum(d."received")::integer, sum(d."open")::integer, sum(d."escalated")::integer, sum(d."spoken")::integer, sum(d."spokenSettled")::integer,
           sum(d."closed")::integer, sum(d."reopened")::integer, sum(d."closedAnswered")::integer, sum(d."closedSatisfied")::integer, sum(d."closedReasonable")::integer,
           sum(d."closedUnreachable")::integer, sum(d."closedWithdrawn")::integer, sum(d."found")::integer, sum(d."upheld")::integer, sum(d."acknowledgeInTime")::integer,
           sum(d."acknowledgeLate")::integer, sum(d."acknowledgeOpen")::integer, sum(d."resolveInTime")::integer, sum(d."resolveLate")::integer, sum(d."resolveOpen")::integer
    FROM "RollupDay" d
    WHERE d."siteId" = site AND d."day" >= date_trunc('month', since::timestamp)::date
      AND d."day" < (date_trunc('month', until::timestamp) + interval '1 month')::date
    GROUP BY 2, 3, 4, 5, 6
  $$;

-- The same of RollupIssueMonth.
CREATE FUNCTION heard_rollup_issue_month_sums(site uuid, since date, until date) RETURNS SETOF "RollupIssueMonth" LANGUAGE sql STABLE
  AS $$
    SELECT site, date_trunc('month', d."day"::timestamp)::date, d."byUnit", d."unitId", d."byKind", d."kind", d."byCategory", d."category",
           sum(d."issues")::integer, sum(d."medium")::integer, sum(d."high")::integer, sum(d."found")::integer, sum(d."upheld")::integer
    FROM "RollupIssue" d
    WHERE d."siteId" = site AND d."day" >= date_trunc('month', since::timestamp)::date
      AND d."day" < (date_trunc('month', until::timestamp) + interval '1 month')::date
    GROUP BY 2, 3, 4, 5, 6, 7, 8
  $$;

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
      UNION ALL SELECT unnest(ARRAY[min("month"), max("month")]) FROM "RollupGroupMonth" WHERE "siteId" = site
      UNION ALL SELECT unnest(ARRAY[min("month"), max("month")]) FROM "RollupMonth" WHERE "siteId" = site
      UNION ALL SELECT unnest(ARRAY[min("month"), max("month")]) FROM "RollupIssueMonth" WHERE "siteId" = site
      UNION ALL SELECT unnest(ARRAY[min("month"), max("month")]) FROM "RollupTimeMonth" WHERE "siteId" = site
      UNION ALL SELECT unnest(ARRAY[min(t."monday"), max(t."monday")]) FROM "RollupIssueYear" y
        CROSS JOIN LATERAL (
          SELECT to_date(y."year" || '-' || w."week", 'IYYY-IW') AS "monday"
          FROM unnest(y."weeks") WITH ORDINALITY w("issues", "week") WHERE w."issues" <> 0
        ) t
        WHERE y."siteId" = site
    ) d
  $$;

-- What is kept by days already is summed up at once, while nobody counts there: no day has to be counted anew.
SELECT pg_advisory_xact_lock(hashtextextended('rollup:' || "id", 0)) FROM "Site" ORDER BY "id";
INSERT INTO "RollupMonth" SELECT m.* FROM "Site" s CROSS JOIN LATERAL heard_rollup_month_sums(s."id", '1900-01-01', '2999-12-31') m;
INSERT INTO "RollupIssueMonth" SELECT m.* FROM "Site" s CROSS JOIN LATERAL heard_rollup_issue_month_sums(s."id", '1900-01-01', '2999-12-31') m;
