-- What the queue goes by and what stands in other tables, as it should be on each case.
CREATE VIEW "QueueKey" AS
  SELECT c."id" AS "caseId",
         heard_queue_key(coalesce(p."name", c."reporterName")) COLLATE "C" AS "patientKey",
         heard_queue_key(u."name") COLLATE "C" AS "unitKey",
         heard_queue_key(o."name") COLLATE "C" AS "ownerKey",
         p."language",
         (SELECT w."for" FROM "CaseWait" w WHERE w."caseId" = c."id" AND w."endedAt" IS NULL ORDER BY w."since" DESC, w."id" DESC LIMIT 1) AS "waitingFor"
  FROM "Case" c
  LEFT JOIN "Patient" p ON p."id" = c."patientId"
  LEFT JOIN "Unit" u ON u."id" = c."unitId"
  LEFT JOIN "Person" o ON o."id" = c."ownerId";

-- Writes it anew on those of these cases that have it other than they should, and says on how many.
CREATE FUNCTION heard_queue_keys(ids uuid[]) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  stale uuid[] := ARRAY(
    SELECT c."id" FROM "Case" c JOIN "QueueKey" k ON k."caseId" = c."id" WHERE c."id" = ANY (ids)
    AND ROW(c."patientKey", c."unitKey", c."ownerKey", c."language", c."waitingFor")
        IS DISTINCT FROM ROW(k."patientKey", k."unitKey", k."ownerKey", k."language", k."waitingFor")
  );
BEGIN
  PERFORM FROM "Case" WHERE "id" = ANY (stale) ORDER BY "id" FOR NO KEY UPDATE;
  UPDATE "Case" c SET "patientKey" = k."patientKey", "unitKey" = k."unitKey", "ownerKey" = k."ownerKey",
                      "language" = k."language", "waitingFor" = k."waitingFor"
    FROM "QueueKey" k WHERE c."id" = ANY (stale) AND k."caseId" = c."id";
  RETURN cardinality(stale);
END $$;

-- The same of the next `most` cases of a unit, or of those of an owner that are open or are closed, beyond a place; says where it stopped, or
-- nothing at the end.
CREATE FUNCTION heard_queue_keys_of(
  unit uuid, owner uuid, open boolean, after_at timestamptz, after_id uuid, most integer, OUT "lastAt" timestamptz, OUT "lastId" uuid
) LANGUAGE plpgsql AS $$
DECLARE
  next uuid[];
  times timestamptz[];
BEGIN
  SELECT coalesce(array_agg("id"), '{}'), array_agg("at") INTO next, times FROM (
    SELECT * FROM (
      SELECT "id", "receivedAt" AS "at" FROM "Case" WHERE "unitId" = unit AND ("receivedAt", "id") > (after_at, after_id)
      ORDER BY 2, 1 LIMIT most
    ) c WHERE unit IS NOT NULL
    UNION ALL SELECT * FROM (
      SELECT "id", "receivedAt" FROM "Case" WHERE "ownerId" = owner AND "closedAt" IS NULL AND ("receivedAt", "id") > (after_at, after_id)
      ORDER BY 2, 1 LIMIT most
    ) c WHERE owner IS NOT NULL AND open
    UNION ALL SELECT * FROM (
      SELECT "id", "closedAt" FROM "Case" WHERE "ownerId" = owner AND "closedAt" IS NOT NULL AND ("closedAt", "id") > (after_at, after_id)
      ORDER BY 2, 1 LIMIT most
    ) c WHERE owner IS NOT NULL AND NOT open
  ) c;
  PERFORM heard_queue_keys(next);
  IF cardinality(next) = most THEN
    "lastAt" := times[most];
    "lastId" := next[most];
  END IF;
END $$;

-- Who is called something else is found under it: at once where they have few cases, else by a job, so that nobody who works on one of very
-- many waits until all are written. The job is there once the new name is, and never if it is not.
CREATE OR REPLACE FUNCTION heard_rename_queue_keys() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  at_once CONSTANT integer := 200;
  theirs uuid[];
BEGIN
  IF OLD."name" IS NOT DISTINCT FROM NEW."name" THEN
    RETURN NULL;
  END IF;
  CASE TG_TABLE_NAME
    WHEN 'Patient' THEN
      UPDATE "Case" SET "patientKey" = heard_queue_key(NEW."name") WHERE "patientId" = NEW."id";
      RETURN NULL;
    WHEN 'Unit' THEN theirs := ARRAY(SELECT "id" FROM "Case" WHERE "unitId" = NEW."id" LIMIT at_once + 1);
    WHEN 'Person' THEN theirs := ARRAY(
      SELECT "id" FROM "Case" WHERE "ownerId" = NEW."id" AND "closedAt" IS NULL
      UNION ALL SELECT "id" FROM "Case" WHERE "ownerId" = NEW."id" AND "closedAt" IS NOT NULL
      LIMIT at_once + 1
    );
  END CASE;
  IF cardinality(theirs) <= at_once THEN
    PERFORM heard_queue_keys(theirs);
  ELSE
    PERFORM graphile_worker.add_job('renameInQueue', json_build_object(lower(TG_TABLE_NAME) || 'Id', NEW."id"),
      job_key := 'renameInQueue:' || NEW."id");
  END IF;
  RETURN NULL;
END
$$;

-- Looks at the cases changed in the last hour and at the next `most` of all, and mends what is missing or stale, of what each is found by and of
-- where it stands in the queue. The last case ends a round.
CREATE OR REPLACE FUNCTION heard_search_sweep(most integer, at timestamptz, OUT mended integer, OUT is_round_over boolean) LANGUAGE plpgsql AS $$
DECLARE
  after uuid;
  next uuid[];
  recent uuid[];
BEGIN
  SELECT "lastCaseId" INTO after FROM "SearchSweep" WHERE "id" = 1 FOR UPDATE;
  SELECT array_agg("id") INTO next FROM (
    SELECT "id" FROM "Case" WHERE "id" > coalesce(after, '00000000-0000-0000-0000-000000000000') ORDER BY "id" LIMIT most
  ) c;
  IF after IS NULL THEN
    SELECT array_agg(c."id") INTO recent FROM "Site" s CROSS JOIN LATERAL (
      SELECT "id" FROM "Case" WHERE "siteId" = s."id" AND "updatedAt" > at - interval '1 hour' ORDER BY "updatedAt" DESC LIMIT 200
    ) c;
  END IF;
  -- The case before its document, as whoever changes one takes them.
  mended := heard_queue_keys(next || coalesce(recent, '{}'));
  mended := mended + heard_search_index(next || coalesce(recent, '{}'));
  is_round_over := coalesce(cardinality(next), 0) < most;
  UPDATE "SearchSweep" SET "lastCaseId" = CASE WHEN is_round_over THEN NULL ELSE next[cardinality(next)] END, "sweptAt" = at WHERE "id" = 1;
END $$;
