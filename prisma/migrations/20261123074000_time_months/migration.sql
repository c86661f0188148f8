-- CreateTable
CREATE TABLE "RollupTimeMonth" (
    "siteId" UUID NOT NULL,
    "month" DATE NOT NULL,
    "byUnit" BOOLEAN NOT NULL,
    "unitId" UUID,
    "byKind" BOOLEAN NOT NULL,
    "kind" "CaseKind",
    "acknowledgeHours" INTEGER[],
    "acknowledgeCases" INTEGER[],
    "resolveDays" INTEGER[],
    "resolveCases" INTEGER[],
    "closeDays" INTEGER[],
    "closeCases" INTEGER[]
);

-- CreateIndex
CREATE INDEX "RollupTimeMonth_siteId_month_idx" ON "RollupTimeMonth"("siteId", "month");


-- What Prisma's schema language cannot say.

CREATE UNIQUE INDEX "RollupTimeMonth_key" ON "RollupTimeMonth" ("siteId", "byUnit", "byKind", "unitId", "kind", "month") NULLS NOT DISTINCT;

-- The rows of RollupTimeMonth that the months of these days should have, by what is kept of their days.
CREATE FUNCTION heard_rollup_time_months(site uuid, since date, until date) RETURNS SETOF "RollupTimeMonth" LANGUAGE sql STABLE
  AS $$
    WITH v AS MATERIALIZED (
      SELECT date_trunc('month', d."day"::timestamp)::date AS "month", d."byUnit", d."unitId", d."byKind", d."kind", m."what", t."value", count(*)::integer AS "n"
      FROM "RollupDay" d
      CROSS JOIN LATERAL (VALUES (1, d."acknowledgeHours"), (2, d."resolveDays"), (3, d."closeDays")) m("what", "times")
      CROSS JOIN LATERAL unnest(m."times") t("value")
      WHERE d."siteId" = site AND d."day" >= date_trunc('month', since::timestamp)::date
        AND d."day" < (date_trunc('month', until::timestamp) + interval '1 month')::date
      GROUP BY 1, 2, 3, 4, 5, 6, 7
    )
    SELECT site, v."month", v."byUnit", v."unitId", v."byKind", v."kind",
           coalesce(array_agg(v."value" ORDER BY v."value") FILTER (WHERE v."what" = 1), '{}'),
           coalesce(array_agg(v."n" ORDER BY v."value") FILTER (WHERE v."what" = 1), '{}'),
           coalesce(array_agg(v."value" ORDER BY v."value") FILTER (WHERE v."what" = 2), '{}'),
           coalesce(array_agg(v."n" ORDER BY v."value") FILTER (WHERE v."what" = 2), '{}'),
           coalesce(array_agg(v."value" ORDER BY v."value") FILTER (WHERE v."what" = 3), '{}'),
           coalesce(array_agg(v."n" ORDER BY v."value") FILTER (WHERE v."what" = 3), '{}')
    FROM v GROUP BY v."month", v."byUnit", v."unitId", v."byKind", v."kind"
  $$;

-- Counts the days of a site anew, and their weeks and months with them. Whoever calls it holds the site, so that nobody else counts there.
CREATE OR REPLACE FUNCTION heard_rollup_count(site uuid, zone text, since date, until date) RETURNS void LANGUAGE plpgsql
  SET plan_cache_mode = force_custom_plan
  AS $$
    BEGIN
      DELETE FROM "RollupDay" WHERE "siteId" = site AND "day" BETWEEN since AND until;
      INSERT INTO "RollupDay" SELECT * FROM heard_rollup_days(site, zone, since, until);
      DELETE FROM "RollupTimeMonth" WHERE "siteId" = site AND "month" BETWEEN date_trunc('month', since::timestamp)::date AND until;
      INSERT INTO "RollupTimeMonth" SELECT * FROM heard_rollup_time_months(site, since, until);
      DELETE FROM "RollupIssue" WHERE "siteId" = site AND "day" BETWEEN since AND until;
      INSERT INTO "RollupIssue" SELECT * FROM heard_rollup_issues(site, zone, since, until);
      PERFORM heard_rollup_keep_weeks(site, since, until);
      DELETE FROM "RollupGroup" WHERE "siteId" = site AND "day" BETWEEN since AND until;
      INSERT INTO "RollupGroup" SELECT * FROM heard_rollup_groups(site, zone, since, until);
      DELETE FROM "RollupGroupMonth" WHERE "siteId" = site AND "month" BETWEEN date_trunc('month', since::timestamp)::date AND until;
      INSERT INTO "RollupGroupMonth" SELECT * FROM heard_rollup_group_months(site, since, until);
    END
  $$;

-- The days of a site whose rows are not those that a full count finds, and that no mark says are still to be counted. A week or month that
-- is not the sum of its days is told by its first.
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
        WHERE y."siteId" = site AND t."monday" BETWEEN date_trunc('week', since::timestamp)::date AND until
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
      kept_groups AS MATERIALIZED (SELECT * FROM "RollupGroup" WHERE "siteId" = site AND "day" BETWEEN since AND until)
    SELECT w."day" FROM (
      SELECT "day" FROM (TABLE days EXCEPT ALL TABLE kept_days) a
      UNION SELECT "day" FROM (TABLE kept_days EXCEPT ALL TABLE days) b
      UNION SELECT "day" FROM (TABLE issues EXCEPT ALL TABLE kept_issues) c
      UNION SELECT "day" FROM (TABLE kept_issues EXCEPT ALL TABLE issues) d
      UNION SELECT "day" FROM (TABLE groups EXCEPT ALL TABLE kept_groups) e
      UNION SELECT "day" FROM (TABLE kept_groups EXCEPT ALL TABLE groups) f
      UNION SELECT "monday" FROM (TABLE weeks EXCEPT ALL TABLE kept_weeks) i
      UNION SELECT "monday" FROM (TABLE kept_weeks EXCEPT ALL TABLE weeks) j
      UNION SELECT "month" FROM (TABLE times EXCEPT ALL TABLE kept_times) k
      UNION SELECT "month" FROM (TABLE kept_times EXCEPT ALL TABLE times) l
      UNION SELECT "month" FROM (TABLE months EXCEPT ALL TABLE kept_months) g
      UNION SELECT "month" FROM (TABLE kept_months EXCEPT ALL TABLE months) h
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
      UNION ALL SELECT unnest(ARRAY[min("month"), max("month")]) FROM "RollupTimeMonth" WHERE "siteId" = site
    ) d
  $$;

-- What is kept by days already is summed up at once: no day has to be counted anew.
INSERT INTO "RollupTimeMonth" SELECT m.* FROM "Site" s CROSS JOIN LATERAL heard_rollup_time_months(s."id", '1900-01-01', '2999-12-31') m;
