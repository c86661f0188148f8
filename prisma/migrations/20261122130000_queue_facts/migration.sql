-- AlterTable
ALTER TABLE "Case" ADD COLUMN     "language" TEXT,
ADD COLUMN     "waitingFor" "WaitingFor";


-- What Prisma's schema language cannot say.

-- What a case is filtered by that stands in another table is kept beside what it is ordered by.
CREATE OR REPLACE FUNCTION heard_set_queue_keys() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  named text;
BEGIN
  SELECT "name", "language" INTO named, NEW."language" FROM "Patient" WHERE "id" = NEW."patientId";
  NEW."patientKey" := heard_queue_key(coalesce(named, NEW."reporterName"));
  NEW."unitKey" := heard_queue_key((SELECT "name" FROM "Unit" WHERE "id" = NEW."unitId"));
  NEW."ownerKey" := heard_queue_key((SELECT "name" FROM "Person" WHERE "id" = NEW."ownerId"));
  RETURN NEW;
END
$$;

CREATE FUNCTION heard_set_patient_language() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM "Case" WHERE "patientId" = NEW."id" ORDER BY "id" FOR NO KEY UPDATE;
  UPDATE "Case" SET "language" = NEW."language" WHERE "patientId" = NEW."id";
  RETURN NULL;
END
$$;
CREATE TRIGGER "Patient_language_of_cases" AFTER UPDATE ON "Patient" FOR EACH ROW
  WHEN (OLD."language" IS DISTINCT FROM NEW."language") EXECUTE FUNCTION heard_set_patient_language();

CREATE FUNCTION heard_set_waiting() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_case uuid := CASE TG_OP WHEN 'DELETE' THEN OLD."caseId" ELSE NEW."caseId" END;
BEGIN
  UPDATE "Case" c SET "waitingFor" = w."for"
  FROM (SELECT (
    SELECT "for" FROM "CaseWait" WHERE "caseId" = of_case AND "endedAt" IS NULL ORDER BY "since" DESC, "id" DESC LIMIT 1
  ) AS "for") w
  WHERE c."id" = of_case AND c."waitingFor" IS DISTINCT FROM w."for";
  RETURN NULL;
END
$$;
CREATE TRIGGER "CaseWait_of_case" AFTER INSERT OR UPDATE OR DELETE ON "CaseWait" FOR EACH ROW EXECUTE FUNCTION heard_set_waiting();

UPDATE "Case" c SET "language" = p."language" FROM "Patient" p WHERE p."id" = c."patientId" AND p."language" IS NOT NULL;
UPDATE "Case" c SET "waitingFor" = w."for" FROM "CaseWait" w WHERE w."caseId" = c."id" AND w."endedAt" IS NULL;

-- What only some cases have, in the order in which the queue opens.
CREATE INDEX "Case_of_language" ON "Case"("siteId", "isOpen", "language", "receivedAt", "id") WHERE "mergedIntoId" IS NULL AND "language" IS NOT NULL;
CREATE INDEX "Case_of_waiting" ON "Case"("siteId", "isOpen", "waitingFor", "receivedAt", "id") WHERE "mergedIntoId" IS NULL AND "waitingFor" IS NOT NULL;
CREATE INDEX "Case_of_escalated" ON "Case"("siteId", "isOpen", "receivedAt", "id") WHERE "mergedIntoId" IS NULL AND "escalatedAt" IS NOT NULL;
-- Several facts at once are found and counted here. Nothing in it is one case's alone, so that it is small.
CREATE INDEX "Case_facts" ON "Case"("siteId", "isOpen", "state", "kind", "severity", "channel", "reporterKind", "language", "unitId") WHERE "mergedIntoId" IS NULL;
DROP INDEX "Patient_language";

-- A tag is one site's: among the cases of another none is sought.
CREATE INDEX "CaseTag_of_site" ON "CaseTag"("siteId", "tagId", "caseId") WHERE "removedAt" IS NULL;

-- What lies in a range of time, be it late, long unheard or changed last week, is put in the order of arrival from the index alone.
DROP INDEX "Case_by_due";
DROP INDEX "Case_by_heard";
DROP INDEX "Case_by_updated";
CREATE INDEX "Case_by_due" ON "Case"("siteId", "isOpen", "nextDueAt", "id") INCLUDE ("receivedAt") WHERE "mergedIntoId" IS NULL;
CREATE INDEX "Case_by_heard" ON "Case"("siteId", "isOpen", "unheardSince", "id") INCLUDE ("receivedAt") WHERE "mergedIntoId" IS NULL;
CREATE INDEX "Case_by_updated" ON "Case"("siteId", "isOpen", "updatedAt", "id") INCLUDE ("receivedAt") WHERE "mergedIntoId" IS NULL;
