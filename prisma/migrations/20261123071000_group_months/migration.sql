-- CreateTable
CREATE TABLE "RollupGroupMonth" (
    "siteId" UUID NOT NULL,
    "month" DATE NOT NULL,
    "split" "FairnessSplit" NOT NULL,
    "group" TEXT NOT NULL,
    "kind" "CaseKind" NOT NULL,
    "received" INTEGER NOT NULL,
    "inTime" INTEGER NOT NULL,
    "missed" INTEGER NOT NULL,
    "found" INTEGER NOT NULL,
    "upheld" INTEGER NOT NULL,
    "answers" INTEGER NOT NULL,
    "satisfied" INTEGER NOT NULL,
    "days" INTEGER[],
    "cases" INTEGER[]
);

-- CreateIndex
CREATE UNIQUE INDEX "RollupGroupMonth_key" ON "RollupGroupMonth"("siteId", "split", "kind", "month", "group");


-- What Prisma's schema language cannot say.

CREATE INDEX "RollupGroupMonth_month" ON "RollupGroupMonth" ("siteId", "month");

-- The rows of RollupGroupMonth that the months of these days should have, by what is kept of their days.
CREATE FUNCTION heard_rollup_group_months(site uuid, since date, until date) RETURNS SETOF "RollupGroupMonth" LANGUAGE sql STABLE
  AS $$
    WITH d AS MATERIALIZED (
      SELECT date_trunc('month', g."day"::timestamp)::date AS "month", g.* FROM "RollupGroup" g
      WHERE g."siteId" = site AND g."day" >= date_trunc('month', since::timestamp)::date
        AND g."day" < (date_trunc('month', until::timestamp) + interval '1 month')::date
    ), counts AS (
      SELECT d."month", d."split", d."group", d."kind",
           (sum(d."received"))::integer AS "received",
           (sum(d."inTime"))::integer AS "inTime",
           (sum(d."missed"))::integer AS "missed",
           (sum(d."found"))::integer AS "found",
           (sum(d."upheld"))::integer AS "upheld",
           (sum(d."answers"))::integer AS "answers",
           (sum(d."satisfied"))::integer AS "satisfied"
      FROM d GROUP BY 1, 2, 3, 4
    ), taken AS (
      SELECT t."month", t."split", t."group", t."kind", array_agg(t."value" ORDER BY t."value") AS "days", array_agg(t."n" ORDER BY t."value") AS "cases"
      FROM (
        SELECT d."month", d."split", d."group", d."kind", v."value", count(*)::integer AS "n"
        FROM d CROSS JOIN LATERAL unnest(d."days") v("value") GROUP BY 1, 2, 3, 4, 5
      ) t GROUP BY 1, 2, 3, 4
    )
    SELECT site, c."month", c."split", c."group", c."kind", c."received", c."inTime", c."missed", c."found", c."upheld", c."answers",
           c."satisfied", coalesce(t."days", '{}'), coalesce(t."cases", '{}')
    FROM counts c LEFT JOIN taken t USING ("month", "split", "group", "kind")
  $$;

-- Counts the days of a site anew, and their months with them. Whoever calls it holds the site, so that nobody else counts there.
CREATE OR REPLACE FUNCTION heard_rollup_count(site uuid, zone text, since date, until date) RETURNS void LANGUAGE plpgsql
  SET plan_cache_mode = force_custom_plan
  AS $$
    BEGIN
      DELETE FROM "RollupDay" WHERE "siteId" = site AND "day" BETWEEN since AND until;
      INSERT INTO "RollupDay" SELECT * FROM heard_rollup_days(site, zone, since, until);
      DELETE FROM "RollupIssue" WHERE "siteId" = site AND "day" BETWEEN since AND until;
      INSERT INTO "RollupIssue" SELECT * FROM heard_rollup_issues(site, zone, since, until);
      DELETE FROM "RollupGroup" WHERE "siteId" = site AND "day" BETWEEN since AND until;
      INSERT INTO "RollupGroup" SELECT * FROM heard_rollup_groups(site, zone, since, until);
      DELETE FROM "RollupGroupMonth" WHERE "siteId" = site AND "month" BETWEEN date_trunc('month', since::timestamp)::date AND until;
      INSERT INTO "RollupGroupMonth" SELECT * FROM heard_rollup_group_months(site, since, until);
    END
  $$;

-- The days of a site whose rows are not those that a full count finds, and that no mark says are still to be counted. A month that is not
-- the sum of its days is told by its first.
CREATE OR REPLACE FUNCTION heard_rollup_wrong(site uuid, zone text, since date, until date) RETURNS TABLE ("day" date) LANGUAGE sql STABLE
  AS $$
    WITH days AS MATERIALIZED (SELECT * FROM heard_rollup_days(site, zone, since, until)),
      issues AS MATERIALIZED (SELECT * FROM heard_rollup_issues(site, zone, since, until)),
      groups AS MATERIALIZED (SELECT * FROM heard_rollup_groups(site, zone, since, until)),
      months AS MATERIALIZED (SELECT * FROM heard_rollup_group_months(site, since, until)),
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
    ) d
  $$;

-- What is kept by days already is summed up at once: no day has to be counted anew.
INSERT INTO "RollupGroupMonth" SELECT m.* FROM "Site" s CROSS JOIN LATERAL heard_rollup_group_months(s."id", '1900-01-01', '2999-12-31') m;
