-- CreateTable
CREATE TABLE "RollupIssueYear" (
    "siteId" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "unitId" UUID NOT NULL,
    "kind" "CaseKind" NOT NULL,
    "category" "HcatCategory" NOT NULL,
    "weeks" INTEGER[]
);

-- CreateIndex
CREATE UNIQUE INDEX "RollupIssueYear_key" ON "RollupIssueYear"("siteId", "year", "unitId", "kind", "category");


-- What Prisma's schema language cannot say.

-- The issues of each week that these days belong to, by what is kept of the days.
CREATE FUNCTION heard_rollup_issue_weeks(site uuid, since date, until date)
  RETURNS TABLE ("monday" date, "unitId" uuid, "kind" "CaseKind", "category" "HcatCategory", "issues" integer) LANGUAGE sql STABLE
  AS $$
    SELECT date_trunc('week', d."day"::timestamp)::date, d."unitId", d."kind", d."category", sum(d."issues")::integer
    FROM "RollupIssue" d
    WHERE d."siteId" = site AND d."byUnit" AND d."byKind" AND d."byCategory" AND d."unitId" IS NOT NULL AND d."kind" IS NOT NULL AND d."category" IS NOT NULL
      AND d."day" >= date_trunc('week', since::timestamp)::date AND d."day" < date_trunc('week', until::timestamp)::date + 7
    GROUP BY 1, 2, 3, 4 HAVING sum(d."issues") > 0
  $$;

-- Writes the weeks that these days belong to into their years; of more days than a season, all weeks of their years at once.
CREATE FUNCTION heard_rollup_keep_weeks(site uuid, since date, until date) RETURNS void LANGUAGE plpgsql
  SET plan_cache_mode = force_custom_plan
  AS $$
    DECLARE
      first date;
      y integer;
      w integer;
    BEGIN
      IF until - since > 92 THEN
        DELETE FROM "RollupIssueYear" o
          WHERE o."siteId" = site AND o."year" BETWEEN extract(isoyear FROM since) AND extract(isoyear FROM until);
        INSERT INTO "RollupIssueYear"
          SELECT site, t."year", t."unitId", t."kind", t."category",
                 ARRAY(SELECT coalesce((t."counts" ->> g."week"::text)::integer, 0) FROM generate_series(1, 53) g("week") ORDER BY g."week")
          FROM (
            SELECT extract(isoyear FROM n."monday")::integer AS "year", n."unitId", n."kind", n."category",
                   jsonb_object_agg(extract(week FROM n."monday")::integer, n."issues") AS "counts"
            FROM heard_rollup_issue_weeks(site, to_date(extract(isoyear FROM since) || '-01', 'IYYY-IW'),
              to_date(extract(isoyear FROM until) + 1 || '-01', 'IYYY-IW') - 1) n
            GROUP BY 1, 2, 3, 4
          ) t;
        RETURN;
      END IF;
      FOR first IN SELECT generate_series(date_trunc('week', since::timestamp), until::timestamp, interval '7 days')::date LOOP
        y := extract(isoyear FROM first);
        w := extract(week FROM first);
        UPDATE "RollupIssueYear" o SET "weeks"[w] = 0
          WHERE o."siteId" = site AND o."year" = y AND o."weeks"[w] <> 0 AND NOT EXISTS (
            SELECT FROM heard_rollup_issue_weeks(site, first, first) n
            WHERE n."unitId" = o."unitId" AND n."kind" = o."kind" AND n."category" = o."category");
        INSERT INTO "RollupIssueYear" AS o ("siteId", "year", "unitId", "kind", "category", "weeks")
          SELECT site, y, n."unitId", n."kind", n."category", array_fill(0, ARRAY[w - 1]) || n."issues" || array_fill(0, ARRAY[53 - w])
          FROM heard_rollup_issue_weeks(site, first, first) n
          ON CONFLICT ("siteId", "year", "unitId", "kind", "category") DO UPDATE SET "weeks"[w] = excluded."weeks"[w]
            WHERE o."weeks"[w] <> excluded."weeks"[w];
      END LOOP;
    END
  $$;

-- Counts the days of a site anew, and their weeks and months with them. Whoever calls it holds the site, so that nobody else counts there.
CREATE OR REPLACE FUNCTION heard_rollup_count(site uuid, zone text, since date, until date) RETURNS void LANGUAGE plpgsql
  SET plan_cache_mode = force_custom_plan
  AS $$
    BEGIN
      DELETE FROM "RollupDay" WHERE "siteId" = site AND "day" BETWEEN since AND until;
      INSERT INTO "RollupDay" SELECT * FROM heard_rollup_days(site, zone, since, until);
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
      UNION SELECT "month" FROM (TABLE months EXCEPT ALL TABLE kept_months) g
      UNION SELECT "month" FROM (TABLE kept_months EXCEPT ALL TABLE months) h
    ) w
    WHERE NOT EXISTS (SELECT FROM "RollupMark" m WHERE m."siteId" = site AND (m."day" IS NULL OR m."day" = w."day"))
  $$;

-- What is kept by days already is summed up at once: no day has to be counted anew.
SELECT heard_rollup_keep_weeks(s."id", '1900-01-01', '2999-12-31') FROM "Site" s;
