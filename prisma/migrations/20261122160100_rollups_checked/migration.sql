-- The days of a site whose rows are not those that a full count finds, and that no mark says are still to be counted.
CREATE FUNCTION heard_rollup_wrong(site uuid, zone text, since date, until date) RETURNS TABLE ("day" date) LANGUAGE sql STABLE
  AS $$
    WITH days AS MATERIALIZED (SELECT * FROM heard_rollup_days(site, zone, since, until)),
      issues AS MATERIALIZED (SELECT * FROM heard_rollup_issues(site, zone, since, until)),
      kept_days AS MATERIALIZED (SELECT * FROM "RollupDay" WHERE "siteId" = site AND "day" BETWEEN since AND until),
      kept_issues AS MATERIALIZED (SELECT * FROM "RollupIssue" WHERE "siteId" = site AND "day" BETWEEN since AND until)
    SELECT w."day" FROM (
      SELECT "day" FROM (TABLE days EXCEPT ALL TABLE kept_days) a
      UNION SELECT "day" FROM (TABLE kept_days EXCEPT ALL TABLE days) b
      UNION SELECT "day" FROM (TABLE issues EXCEPT ALL TABLE kept_issues) c
      UNION SELECT "day" FROM (TABLE kept_issues EXCEPT ALL TABLE issues) d
    ) w
    WHERE NOT EXISTS (SELECT FROM "RollupMark" m WHERE m."siteId" = site AND (m."day" IS NULL OR m."day" = w."day"))
  $$;

-- The months of a site in which anything counts, or is kept as if it did.
CREATE FUNCTION heard_rollup_months(site uuid, zone text) RETURNS TABLE ("month" date) LANGUAGE sql STABLE
  AS $$
    SELECT generate_series(date_trunc('month', min("day")::timestamp), max("day")::timestamp, interval '1 month')::date FROM (
      SELECT heard_local_day(unnest(ARRAY[min("receivedAt"), max("receivedAt")]), zone) AS "day" FROM "Case" WHERE "siteId" = site
      UNION ALL SELECT heard_local_day(unnest(ARRAY[min("closedAt"), max("closedAt")]), zone) FROM "Closing" WHERE "siteId" = site
      UNION ALL SELECT heard_local_day(unnest(ARRAY[min("dueAt"), max("dueAt"), min("metAt"), max("metAt")]), zone)
        FROM "Clock" WHERE "siteId" = site AND "clock" <> 'update' AND "dueAt" < '2999-01-01'
      UNION ALL SELECT unnest(ARRAY[min("day"), max("day")]) FROM "RollupDay" WHERE "siteId" = site
      UNION ALL SELECT unnest(ARRAY[min("day"), max("day")]) FROM "RollupIssue" WHERE "siteId" = site
    ) d
  $$;
