-- Counting a day again and again while its cases are being changed would keep a worker from all else: a round counts what was marked
-- before it began, each day once. And whoever counts holds no row that others need, however long a whole site takes.
DROP FUNCTION heard_rollup_next();

-- Counts one day anew whose mark is the oldest of a site that nobody else is counting, or that site as a whole; of marks up to this one,
-- where one is given. False: there is none. The marks go first and the counting follows with a look of its own, so that what is committed
-- later leaves its mark for the next.
CREATE FUNCTION heard_rollup_next(upto bigint DEFAULT NULL) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  site uuid;
  zone text;
  oldest date;
BEGIN
  FOR site IN SELECT DISTINCT "siteId" FROM "RollupMark" WHERE upto IS NULL OR "id" <= upto LOOP
    EXIT WHEN pg_try_advisory_xact_lock(hashtextextended('rollup:' || site, 0));
    site := NULL;
  END LOOP;
  IF site IS NULL THEN RETURN false; END IF;
  SELECT "timeZone" INTO zone FROM "Site" WHERE "id" = site;
  IF EXISTS (SELECT FROM "RollupMark" WHERE "siteId" = site AND "day" IS NULL) THEN
    DELETE FROM "RollupMark" WHERE "siteId" = site;
    PERFORM heard_rollup_whole(site, zone);
    RETURN true;
  END IF;
  SELECT "day" INTO oldest FROM "RollupMark" WHERE "siteId" = site AND (upto IS NULL OR "id" <= upto) ORDER BY "id" LIMIT 1;
  -- Somebody else may have counted it between the two looks.
  IF FOUND THEN
    DELETE FROM "RollupMark" WHERE "siteId" = site AND "day" = oldest;
    PERFORM heard_rollup_count(site, zone, oldest, oldest);
  END IF;
  RETURN true;
END $$;

-- How old what is open is: few days have any.
CREATE INDEX "RollupDay_open" ON "RollupDay" ("siteId", "byUnit", "byKind", "unitId", "kind", "day") WHERE "open" > 0;
