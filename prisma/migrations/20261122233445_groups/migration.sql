-- CreateEnum
CREATE TYPE "FairnessSplit" AS ENUM ('language', 'age', 'sex', 'ethnicity', 'unit');

-- CreateEnum
CREATE TYPE "PatientSex" AS ENUM ('female', 'male', 'other', 'unknown');

-- AlterTable
ALTER TABLE "Patient" ADD COLUMN     "ethnicity" TEXT,
ADD COLUMN     "sex" "PatientSex";

-- CreateTable
CREATE TABLE "RollupGroup" (
    "siteId" UUID NOT NULL,
    "day" DATE NOT NULL,
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
    "days" INTEGER[]
);

-- CreateIndex
CREATE INDEX "RollupGroup_siteId_day_idx" ON "RollupGroup"("siteId", "day");


-- What Prisma's schema language cannot say.

CREATE UNIQUE INDEX "RollupGroup_key" ON "RollupGroup" ("siteId", "split", "kind", "day", "group");
ALTER TABLE "Patient" ADD CONSTRAINT "Patient_ethnicity_check" CHECK ("ethnicity" ~ '^[a-z-]{1,40}$');

-- The rows of RollupGroup that the days of a site should have. A person's age is that of the day the case came in; what is not known is ''.
CREATE FUNCTION heard_rollup_groups(site uuid, zone text, since date, until date) RETURNS SETOF "RollupGroup" LANGUAGE sql STABLE
  AS $$
    WITH bounds AS MATERIALIZED (
      SELECT (since::timestamp AT TIME ZONE zone) - interval '3 hours' AS "from", ((until + 1)::timestamp AT TIME ZONE zone) + interval '3 hours' AS "to"
    ), facts AS (
      SELECT c."id", c."receivedAt" AS "at", 'received' AS "what", NULL::integer AS "value"
      FROM "Case" c, bounds b WHERE c."siteId" = site AND c."receivedAt" >= b."from" AND c."receivedAt" < b."to"
      UNION ALL
      SELECT k."caseId", k."closedAt", f."what", NULL
      FROM bounds b, "Closing" k CROSS JOIN LATERAL unnest(ARRAY[
        CASE WHEN EXISTS (SELECT FROM "Issue" i WHERE i."caseId" = k."caseId" AND i."voidedAt" IS NULL AND i."finding" IS NOT NULL) THEN 'found' END,
        CASE WHEN EXISTS (SELECT FROM "Issue" i WHERE i."caseId" = k."caseId" AND i."voidedAt" IS NULL AND i."finding" IN ('upheld', 'partly_upheld')) THEN 'upheld' END
      ]) f("what")
      WHERE k."siteId" = site AND k."reopenedAt" IS NULL AND f."what" IS NOT NULL AND k."closedAt" >= b."from" AND k."closedAt" < b."to"
      UNION ALL
      SELECT k."caseId", k."dueAt", CASE WHEN k."metAt" <= k."dueAt" THEN 'inTime' ELSE 'missed' END, NULL
      FROM "Clock" k, bounds b
      WHERE k."siteId" = site AND k."clock" = 'resolve' AND k."droppedAt" IS NULL
        AND (k."metAt" IS NOT NULL OR k."endedAt" >= k."dueAt" OR (k."isOpen" AND NOT k."isPaused")) AND k."dueAt" >= b."from" AND k."dueAt" < b."to"
      UNION ALL
      SELECT k."caseId", k."metAt", 'met', greatest(0, heard_local_day(k."metAt", zone) - heard_local_day(c."receivedAt", zone))
      FROM "Clock" k JOIN "Case" c ON c."id" = k."caseId", bounds b
      WHERE k."siteId" = site AND k."clock" = 'resolve' AND k."droppedAt" IS NULL AND k."metAt" >= b."from" AND k."metAt" < b."to"
      UNION ALL
      SELECT a."caseId", a."answeredAt", f."what", NULL
      FROM bounds b, "SurveyAnswer" a JOIN "SurveyVersion" v ON v."id" = a."versionId" AND v."instrument" = 'service_recovery'
        CROSS JOIN LATERAL (SELECT avg((e."value" >= '4')::integer) AS "good" FROM jsonb_each_text(a."items") e WHERE e."value" ~ '^[1-5]$') m
        CROSS JOIN LATERAL unnest(ARRAY['answers', CASE WHEN m."good" > 0.5 THEN 'satisfied' END]) f("what")
      WHERE a."siteId" = site AND m."good" IS NOT NULL AND f."what" IS NOT NULL AND a."answeredAt" >= b."from" AND a."answeredAt" < b."to"
    ), told AS (
      SELECT heard_local_day(f."at", zone) AS "day", c."kind", f."what", f."value", c."unitId", p."language", p."sex", p."ethnicity",
             extract(year FROM age(heard_local_day(c."receivedAt", zone), p."bornOn")) AS "age"
      FROM facts f JOIN "Case" c ON c."id" = f."id" LEFT JOIN "Patient" p ON p."id" = c."patientId"
      WHERE c."mergedIntoId" IS NULL AND heard_local_day(f."at", zone) BETWEEN since AND until
    )
    SELECT site, t."day", g."split", coalesce(g."group", ''), t."kind",
           (count(*) FILTER (WHERE t."what" = 'received'))::integer,
           (count(*) FILTER (WHERE t."what" = 'inTime'))::integer,
           (count(*) FILTER (WHERE t."what" = 'missed'))::integer,
           (count(*) FILTER (WHERE t."what" = 'found'))::integer,
           (count(*) FILTER (WHERE t."what" = 'upheld'))::integer,
           (count(*) FILTER (WHERE t."what" = 'answers'))::integer,
           (count(*) FILTER (WHERE t."what" = 'satisfied'))::integer,
           coalesce(array_agg(t."value" ORDER BY t."value") FILTER (WHERE t."what" = 'met'), '{}')
    FROM told t CROSS JOIN LATERAL (VALUES
      ('unit'::"FairnessSplit", t."unitId"::text),
      ('language', lower(split_part(t."language", '-', 1))),
      ('sex', t."sex"::text),
      ('ethnicity', t."ethnicity"),
      ('age', CASE WHEN t."age" < 0 THEN NULL WHEN t."age" < 18 THEN '0-17' WHEN t."age" < 35 THEN '18-34' WHEN t."age" < 50 THEN '35-49'
        WHEN t."age" < 65 THEN '50-64' WHEN t."age" < 80 THEN '65-79' WHEN t."age" >= 80 THEN '80+' END)
    ) g("split", "group")
    GROUP BY t."day", g."split", coalesce(g."group", ''), t."kind"
  $$;

-- Counts the days of a site anew. Whoever calls it holds the site, so that nobody else counts there.
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
    END
  $$;

-- The days of a site whose rows are not those that a full count finds, and that no mark says are still to be counted.
CREATE OR REPLACE FUNCTION heard_rollup_wrong(site uuid, zone text, since date, until date) RETURNS TABLE ("day" date) LANGUAGE sql STABLE
  AS $$
    WITH days AS MATERIALIZED (SELECT * FROM heard_rollup_days(site, zone, since, until)),
      issues AS MATERIALIZED (SELECT * FROM heard_rollup_issues(site, zone, since, until)),
      groups AS MATERIALIZED (SELECT * FROM heard_rollup_groups(site, zone, since, until)),
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
    ) d
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
  $$;

CREATE TRIGGER "SurveyAnswer_rollup_added" AFTER INSERT ON "SurveyAnswer" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION heard_rollup_part_added();
CREATE TRIGGER "SurveyAnswer_rollup_gone" AFTER DELETE ON "SurveyAnswer" FOR EACH ROW EXECUTE FUNCTION heard_rollup_part_changed();

-- Of another patient a case is in other groups.
CREATE TRIGGER "Case_rollup_patient" AFTER UPDATE ON "Case" FOR EACH ROW
  WHEN (OLD."patientId" IS DISTINCT FROM NEW."patientId") EXECUTE FUNCTION heard_rollup_case_changed();

-- So are all cases of somebody of whom another group is told.
CREATE FUNCTION heard_rollup_patient_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM heard_rollup_mark(array_agg("id")) FROM "Case" WHERE "patientId" = NEW."id" HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER "Patient_rollup_changed" AFTER UPDATE ON "Patient" FOR EACH ROW
  WHEN (ROW(OLD."language", OLD."bornOn", OLD."sex", OLD."ethnicity") IS DISTINCT FROM ROW(NEW."language", NEW."bornOn", NEW."sex", NEW."ethnicity"))
  EXECUTE FUNCTION heard_rollup_patient_changed();

-- What is there already is counted by the job.
INSERT INTO "RollupMark" ("siteId", "day") SELECT "id", NULL FROM "Site";
