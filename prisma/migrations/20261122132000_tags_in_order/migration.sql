-- AlterTable
ALTER TABLE "CaseTag" ADD COLUMN     "isOpen" BOOLEAN,
ADD COLUMN     "receivedAt" TIMESTAMPTZ(3);


-- What Prisma's schema language cannot say.

DROP TRIGGER "CaseTag_keep" ON "CaseTag";

-- Where the case of a tag stands in the queue: when it came, and whether it is open; neither once it is merged.
CREATE FUNCTION heard_set_tag_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT "receivedAt", CASE WHEN "mergedIntoId" IS NULL THEN "closedAt" IS NULL END INTO NEW."receivedAt", NEW."isOpen"
    FROM "Case" WHERE "id" = NEW."caseId";
  RETURN NEW;
END
$$;
CREATE TRIGGER "CaseTag_place" BEFORE INSERT ON "CaseTag" FOR EACH ROW EXECUTE FUNCTION heard_set_tag_place();

CREATE FUNCTION heard_move_tags(ids uuid[]) RETURNS void LANGUAGE sql AS $$
  UPDATE "CaseTag" t SET "receivedAt" = c."receivedAt", "isOpen" = CASE WHEN c."mergedIntoId" IS NULL THEN c."closedAt" IS NULL END
  FROM "Case" c WHERE c."id" = ANY (ids) AND t."caseId" = c."id" AND t."removedAt" IS NULL
    AND ROW(t."receivedAt", t."isOpen") IS DISTINCT FROM ROW(c."receivedAt", CASE WHEN c."mergedIntoId" IS NULL THEN c."closedAt" IS NULL END)
$$;
-- The same of one case, in a statement that is planned once.
CREATE FUNCTION heard_moved_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "CaseTag" SET "receivedAt" = NEW."receivedAt", "isOpen" = CASE WHEN NEW."mergedIntoId" IS NULL THEN NEW."closedAt" IS NULL END
    WHERE "caseId" = NEW."id" AND "removedAt" IS NULL;
  RETURN NULL;
END
$$;
CREATE TRIGGER "Case_tags_place" AFTER UPDATE ON "Case" FOR EACH ROW
  WHEN (ROW(OLD."receivedAt", OLD."closedAt" IS NULL, OLD."mergedIntoId" IS NULL)
        IS DISTINCT FROM ROW(NEW."receivedAt", NEW."closedAt" IS NULL, NEW."mergedIntoId" IS NULL))
  EXECUTE FUNCTION heard_moved_case();

SELECT heard_move_tags(ARRAY(SELECT DISTINCT "caseId" FROM "CaseTag" WHERE "removedAt" IS NULL));

-- Only its end is ever written to a tag on a case, and once; and where its case stands.
CREATE TRIGGER "CaseTag_keep" BEFORE UPDATE ON "CaseTag" FOR EACH ROW
  WHEN (OLD."removedAt" IS NOT NULL
    OR to_jsonb(OLD) - '{removedAt,removedById,receivedAt,isOpen}'::text[]
       IS DISTINCT FROM to_jsonb(NEW) - '{removedAt,removedById,receivedAt,isOpen}'::text[])
  EXECUTE FUNCTION heard_refuse();

-- The cases of a tag in the order in which the queue opens.
DROP INDEX "CaseTag_of_site";
CREATE INDEX "CaseTag_in_order" ON "CaseTag"("siteId", "tagId", "isOpen", "receivedAt", "caseId") WHERE "removedAt" IS NULL;

CREATE OR REPLACE FUNCTION heard_queue_keys(ids uuid[]) RETURNS integer LANGUAGE plpgsql AS $$
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
  PERFORM heard_move_tags(ids);
  RETURN cardinality(stale);
END $$;
