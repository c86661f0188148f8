-- CreateTable
CREATE TABLE "RollupMark" (
    "id" BIGSERIAL NOT NULL,
    "siteId" UUID NOT NULL,
    "day" DATE,

    CONSTRAINT "RollupMark_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RollupDay" (
    "siteId" UUID NOT NULL,
    "day" DATE NOT NULL,
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
    "resolveOpen" INTEGER NOT NULL,
    "acknowledgeHours" INTEGER[],
    "resolveDays" INTEGER[],
    "closeDays" INTEGER[]
);

-- CreateTable
CREATE TABLE "RollupIssue" (
    "siteId" UUID NOT NULL,
    "day" DATE NOT NULL,
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
CREATE INDEX "RollupMark_siteId_day_idx" ON "RollupMark"("siteId", "day");


-- What Prisma's schema language cannot say.

CREATE UNIQUE INDEX "RollupDay_key" ON "RollupDay" ("siteId", "byUnit", "byKind", "unitId", "kind", "day") NULLS NOT DISTINCT;
CREATE INDEX "RollupDay_siteId_day_idx" ON "RollupDay" ("siteId", "day");
CREATE UNIQUE INDEX "RollupIssue_key" ON "RollupIssue" ("siteId", "byUnit", "byKind", "byCategory", "unitId", "kind", "category", "day")
  NULLS NOT DISTINCT;
CREATE INDEX "RollupIssue_siteId_day_idx" ON "RollupIssue" ("siteId", "day");

-- How a day's answers are found.
CREATE INDEX "Clock_met" ON "Clock" ("siteId", "metAt") WHERE "metAt" IS NOT NULL;

-- The day of an instant in a zone.
CREATE FUNCTION heard_local_day(at timestamptz, zone text) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT (at AT TIME ZONE zone)::date $$;

-- What counts on the days of a site, line by line. The bounds in instants are wider than the days, because a day may begin twice or
-- not at midnight; the local day decides. Merged cases count as the one they were merged into.
CREATE FUNCTION heard_rollup_facts(site uuid, zone text, since date, until date)
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
  $$;

-- The rows of RollupDay that the days of a site should have.
CREATE FUNCTION heard_rollup_days(site uuid, zone text, since date, until date) RETURNS SETOF "RollupDay" LANGUAGE sql STABLE
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
           coalesce(array_agg("value" ORDER BY "value") FILTER (WHERE "what" = 'closed'), '{}')
    FROM heard_rollup_facts(site, zone, since, until)
    GROUP BY GROUPING SETS (("day"), ("day", "unitId"), ("day", "kind"), ("day", "unitId", "kind"))
  $$;

-- The rows of RollupIssue that the days of a site should have. An issue without a unit of its own is of its case's.
CREATE FUNCTION heard_rollup_issues(site uuid, zone text, since date, until date) RETURNS SETOF "RollupIssue" LANGUAGE sql STABLE
  AS $$
    WITH facts AS (
      SELECT heard_local_day(c."receivedAt", zone) AS "day", coalesce(i."unitId", c."unitId") AS "unitId", c."kind", i."category",
             i."severity", NULL::"Finding" AS "finding"
      FROM "Case" c JOIN "Issue" i ON i."caseId" = c."id"
      WHERE c."siteId" = site AND c."mergedIntoId" IS NULL AND i."voidedAt" IS NULL
        AND c."receivedAt" >= (since::timestamp AT TIME ZONE zone) - interval '3 hours'
        AND c."receivedAt" < ((until + 1)::timestamp AT TIME ZONE zone) + interval '3 hours'
        AND heard_local_day(c."receivedAt", zone) BETWEEN since AND until
      UNION ALL
      SELECT heard_local_day(k."closedAt", zone), coalesce(i."unitId", c."unitId"), c."kind", i."category", NULL, i."finding"
      FROM "Closing" k JOIN "Case" c ON c."id" = k."caseId" JOIN "Issue" i ON i."caseId" = c."id"
      WHERE k."siteId" = site AND k."reopenedAt" IS NULL AND c."mergedIntoId" IS NULL AND i."voidedAt" IS NULL AND i."finding" IS NOT NULL
        AND k."closedAt" >= (since::timestamp AT TIME ZONE zone) - interval '3 hours'
        AND k."closedAt" < ((until + 1)::timestamp AT TIME ZONE zone) + interval '3 hours'
        AND heard_local_day(k."closedAt", zone) BETWEEN since AND until
    )
    SELECT site, "day", GROUPING("unitId") = 0, "unitId", GROUPING("kind") = 0, "kind", GROUPING("category") = 0, "category",
           count("severity")::integer,
           (count(*) FILTER (WHERE "severity" = 2))::integer,
           (count(*) FILTER (WHERE "severity" = 3))::integer,
           count("finding")::integer,
           (count(*) FILTER (WHERE "finding" IN ('upheld', 'partly_upheld')))::integer
    FROM facts
    GROUP BY "day", CUBE ("unitId", "kind", "category")
  $$;

-- Counts the days of a site anew. Whoever calls it holds the site, so that nobody else counts there.
CREATE FUNCTION heard_rollup_count(site uuid, zone text, since date, until date) RETURNS void LANGUAGE plpgsql
  SET plan_cache_mode = force_custom_plan
  AS $$
    BEGIN
      DELETE FROM "RollupDay" WHERE "siteId" = site AND "day" BETWEEN since AND until;
      INSERT INTO "RollupDay" SELECT * FROM heard_rollup_days(site, zone, since, until);
      DELETE FROM "RollupIssue" WHERE "siteId" = site AND "day" BETWEEN since AND until;
      INSERT INTO "RollupIssue" SELECT * FROM heard_rollup_issues(site, zone, since, until);
    END
  $$;

-- Every day that there may be: what is before the first and after the last counts on no day.
CREATE FUNCTION heard_rollup_whole(site uuid, zone text) RETURNS void LANGUAGE sql
  AS $$ SELECT heard_rollup_count(site, zone, '1900-01-01', '2999-12-31') $$;

-- Counts one day anew whose mark is the oldest of a site that nobody else is counting, or that site as a whole. False: there is none.
-- The marks go first and the counting follows with a look of its own, so that what is committed later leaves its mark for the next.
CREATE FUNCTION heard_rollup_next() RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  site uuid;
  zone text;
  oldest date;
BEGIN
  SELECT s."id", s."timeZone" INTO site, zone FROM "Site" s
    WHERE EXISTS (SELECT FROM "RollupMark" m WHERE m."siteId" = s."id")
    ORDER BY s."id" LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND THEN RETURN false; END IF;
  IF EXISTS (SELECT FROM "RollupMark" WHERE "siteId" = site AND "day" IS NULL) THEN
    DELETE FROM "RollupMark" WHERE "siteId" = site;
    PERFORM heard_rollup_whole(site, zone);
    RETURN true;
  END IF;
  SELECT "day" INTO oldest FROM "RollupMark" WHERE "siteId" = site ORDER BY "id" LIMIT 1;
  -- Somebody else may have counted it between the two looks.
  IF FOUND THEN
    DELETE FROM "RollupMark" WHERE "siteId" = site AND "day" = oldest;
    PERFORM heard_rollup_count(site, zone, oldest, oldest);
  END IF;
  RETURN true;
END $$;

-- Marks every day on which these cases count.
CREATE FUNCTION heard_rollup_mark(ids uuid[]) RETURNS void LANGUAGE sql
  AS $$
    INSERT INTO "RollupMark" ("siteId", "day")
    SELECT DISTINCT c."siteId", heard_local_day(d."at", s."timeZone")
    FROM "Case" c JOIN "Site" s ON s."id" = c."siteId" CROSS JOIN LATERAL (
      SELECT c."receivedAt"
      UNION ALL SELECT k."closedAt" FROM "Closing" k WHERE k."caseId" = c."id"
      UNION ALL SELECT unnest(ARRAY[k."dueAt", k."metAt"]) FROM "Clock" k WHERE k."caseId" = c."id" AND k."clock" <> 'update'
    ) d("at")
    WHERE c."id" = ANY (ids) AND d."at" IS NOT NULL
  $$;

CREATE FUNCTION heard_rollup_mark_at(site uuid, VARIADIC at timestamptz[]) RETURNS void LANGUAGE sql
  AS $$
    INSERT INTO "RollupMark" ("siteId", "day")
    SELECT DISTINCT site, heard_local_day(t."at", s."timeZone") FROM "Site" s, unnest(at) t("at") WHERE s."id" = site AND t."at" IS NOT NULL
  $$;

CREATE FUNCTION heard_rollup_case_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "RollupMark" ("siteId", "day")
    SELECT DISTINCT a."siteId", heard_local_day(a."receivedAt", s."timeZone") FROM added a JOIN "Site" s ON s."id" = a."siteId";
  RETURN NULL;
END $$;
CREATE TRIGGER "Case_rollup_added" AFTER INSERT ON "Case" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION heard_rollup_case_added();

CREATE FUNCTION heard_rollup_case_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF ROW(OLD."siteId", OLD."receivedAt") IS DISTINCT FROM ROW(NEW."siteId", NEW."receivedAt") THEN
    PERFORM heard_rollup_mark_at(OLD."siteId", OLD."receivedAt");
  END IF;
  PERFORM heard_rollup_mark(ARRAY[NEW."id"]);
  RETURN NULL;
END $$;
CREATE TRIGGER "Case_rollup_changed" AFTER UPDATE ON "Case" FOR EACH ROW
  WHEN (ROW(OLD."siteId", OLD."unitId", OLD."kind", OLD."channel", OLD."receivedAt", OLD."closedAt", OLD."mergedIntoId")
        IS DISTINCT FROM ROW(NEW."siteId", NEW."unitId", NEW."kind", NEW."channel", NEW."receivedAt", NEW."closedAt", NEW."mergedIntoId"))
  EXECUTE FUNCTION heard_rollup_case_changed();

-- Of what is added, all at once: the days of its cases.
CREATE FUNCTION heard_rollup_part_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM heard_rollup_mark(array_agg(DISTINCT "caseId")) FROM added HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER "Issue_rollup_added" AFTER INSERT ON "Issue" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION heard_rollup_part_added();
CREATE TRIGGER "Escalation_rollup_added" AFTER INSERT ON "Escalation" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION heard_rollup_part_added();
CREATE TRIGGER "Closing_rollup_added" AFTER INSERT ON "Closing" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION heard_rollup_part_added();
CREATE TRIGGER "Clock_rollup_added" AFTER INSERT ON "Clock" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION heard_rollup_part_added();
CREATE TRIGGER "CaseFacts_rollup_added" AFTER INSERT ON "CaseFacts" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION heard_rollup_part_added();

-- Of what is changed or taken away: the days of the case it is of now, and of the one it was of.
CREATE FUNCTION heard_rollup_part_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN PERFORM heard_rollup_mark(ARRAY[OLD."caseId"]);
  ELSE PERFORM heard_rollup_mark(ARRAY[OLD."caseId", NEW."caseId"]);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "Issue_rollup_changed" AFTER UPDATE ON "Issue" FOR EACH ROW
  WHEN (ROW(OLD."caseId", OLD."unitId", OLD."category", OLD."severity", OLD."finding", OLD."voidedAt")
        IS DISTINCT FROM ROW(NEW."caseId", NEW."unitId", NEW."category", NEW."severity", NEW."finding", NEW."voidedAt"))
  EXECUTE FUNCTION heard_rollup_part_changed();
CREATE TRIGGER "Issue_rollup_gone" AFTER DELETE ON "Issue" FOR EACH ROW EXECUTE FUNCTION heard_rollup_part_changed();
CREATE TRIGGER "Escalation_rollup_changed" AFTER UPDATE ON "Escalation" FOR EACH ROW
  WHEN (OLD."caseId" IS DISTINCT FROM NEW."caseId") EXECUTE FUNCTION heard_rollup_part_changed();
CREATE TRIGGER "Escalation_rollup_gone" AFTER DELETE ON "Escalation" FOR EACH ROW EXECUTE FUNCTION heard_rollup_part_changed();
CREATE TRIGGER "CaseFacts_rollup_changed" AFTER UPDATE ON "CaseFacts" FOR EACH ROW
  WHEN (OLD."settledOnTheSpot" IS DISTINCT FROM NEW."settledOnTheSpot") EXECUTE FUNCTION heard_rollup_part_changed();
CREATE TRIGGER "CaseFacts_rollup_gone" AFTER DELETE ON "CaseFacts" FOR EACH ROW EXECUTE FUNCTION heard_rollup_part_changed();

CREATE FUNCTION heard_rollup_closing_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM heard_rollup_mark_at(OLD."siteId", OLD."closedAt");
  IF TG_OP = 'UPDATE' THEN PERFORM heard_rollup_mark_at(NEW."siteId", NEW."closedAt"); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "Closing_rollup_changed" AFTER UPDATE ON "Closing" FOR EACH ROW
  WHEN (ROW(OLD."caseId", OLD."siteId", OLD."outcome", OLD."closedAt", OLD."reopenedAt")
        IS DISTINCT FROM ROW(NEW."caseId", NEW."siteId", NEW."outcome", NEW."closedAt", NEW."reopenedAt"))
  EXECUTE FUNCTION heard_rollup_closing_changed();
CREATE TRIGGER "Closing_rollup_gone" AFTER DELETE ON "Closing" FOR EACH ROW EXECUTE FUNCTION heard_rollup_closing_changed();

CREATE FUNCTION heard_rollup_clock_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM heard_rollup_mark_at(OLD."siteId", OLD."dueAt", OLD."metAt");
  IF TG_OP = 'UPDATE' THEN PERFORM heard_rollup_mark_at(NEW."siteId", NEW."dueAt", NEW."metAt"); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "Clock_rollup_changed" AFTER UPDATE ON "Clock" FOR EACH ROW
  WHEN ((OLD."clock" <> 'update' OR NEW."clock" <> 'update')
    AND ROW(OLD."clock", OLD."caseId", OLD."siteId", OLD."startedAt", OLD."dueAt", OLD."metAt", OLD."endedAt", OLD."droppedAt", OLD."isOpen", OLD."isPaused")
        IS DISTINCT FROM
        ROW(NEW."clock", NEW."caseId", NEW."siteId", NEW."startedAt", NEW."dueAt", NEW."metAt", NEW."endedAt", NEW."droppedAt", NEW."isOpen", NEW."isPaused"))
  EXECUTE FUNCTION heard_rollup_clock_changed();
CREATE TRIGGER "Clock_rollup_gone" AFTER DELETE ON "Clock" FOR EACH ROW EXECUTE FUNCTION heard_rollup_clock_changed();

-- In another zone all days are others.
CREATE FUNCTION heard_rollup_site_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "RollupMark" ("siteId", "day") VALUES (NEW."id", NULL);
  RETURN NULL;
END $$;
CREATE TRIGGER "Site_rollup_changed" AFTER UPDATE ON "Site" FOR EACH ROW
  WHEN (OLD."timeZone" IS DISTINCT FROM NEW."timeZone") EXECUTE FUNCTION heard_rollup_site_changed();

-- What is there already is counted by the job.
INSERT INTO "RollupMark" ("siteId", "day") SELECT "id", NULL FROM "Site";
