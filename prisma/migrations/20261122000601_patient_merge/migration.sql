-- AlterTable
ALTER TABLE "Patient" ADD COLUMN     "mergedIntoId" UUID;

-- CreateTable
CREATE TABLE "PatientMerge" (
    "id" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "survivorId" UUID NOT NULL,
    "mergedId" UUID NOT NULL,
    "snapshot" JSONB NOT NULL,
    "mergedById" UUID NOT NULL,
    "mergedAt" TIMESTAMPTZ(3) NOT NULL,
    "undoneById" UUID,
    "undoneAt" TIMESTAMPTZ(3),
    "undoneReason" TEXT,

    CONSTRAINT "PatientMerge_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "PatientMerge_survivorId_mergedAt_idx" ON "PatientMerge"("survivorId", "mergedAt");

-- CreateIndex
CREATE INDEX "PatientMerge_mergedId_idx" ON "PatientMerge"("mergedId");

-- CreateIndex
CREATE INDEX "Patient_mergedIntoId_idx" ON "Patient"("mergedIntoId");

-- AddForeignKey
ALTER TABLE "PatientMerge" ADD CONSTRAINT "PatientMerge_survivorId_fkey" FOREIGN KEY ("survivorId") REFERENCES "Patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PatientMerge" ADD CONSTRAINT "PatientMerge_mergedId_fkey" FOREIGN KEY ("mergedId") REFERENCES "Patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PatientMerge" ADD CONSTRAINT "PatientMerge_mergedById_fkey" FOREIGN KEY ("mergedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PatientMerge" ADD CONSTRAINT "PatientMerge_undoneById_fkey" FOREIGN KEY ("undoneById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Patient" ADD CONSTRAINT "Patient_mergedIntoId_fkey" FOREIGN KEY ("mergedIntoId") REFERENCES "Patient"("id") ON DELETE SET NULL ON UPDATE CASCADE;


-- What Prisma's schema language cannot say.

ALTER TABLE "Patient" ADD CONSTRAINT "Patient_not_merged_into_itself" CHECK ("mergedIntoId" <> "id");
ALTER TABLE "PatientMerge" ADD CONSTRAINT "PatientMerge_of_two" CHECK ("survivorId" <> "mergedId");
ALTER TABLE "PatientMerge" ADD CONSTRAINT "PatientMerge_undone_whole" CHECK (
  ("undoneAt" IS NULL) = ("undoneById" IS NULL) AND ("undoneAt" IS NULL) = ("undoneReason" IS NULL));
-- A record is merged into one other at a time.
CREATE UNIQUE INDEX "PatientMerge_one_open" ON "PatientMerge" ("mergedId") WHERE "undoneAt" IS NULL;

CREATE TRIGGER "PatientMerge_not_deleted" BEFORE DELETE ON "PatientMerge" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "PatientMerge_no_truncate" BEFORE TRUNCATE ON "PatientMerge" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();

-- What is written for a merged record lands with the one it was merged into, also when the merge ends at the same moment: the lock waits for it.
CREATE FUNCTION heard_follow_merge() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  survivor uuid;
BEGIN
  LOOP
    SELECT "mergedIntoId" INTO survivor FROM "Patient" WHERE "id" = NEW."patientId" FOR KEY SHARE;
    EXIT WHEN survivor IS NULL;
    NEW."patientId" := survivor;
  END LOOP;
  RETURN NEW;
END $$;
CREATE TRIGGER "Case_follow_merge" BEFORE INSERT OR UPDATE OF "patientId" ON "Case"
  FOR EACH ROW EXECUTE FUNCTION heard_follow_merge();
CREATE TRIGGER "Representative_follow_merge" BEFORE INSERT OR UPDATE OF "patientId" ON "Representative"
  FOR EACH ROW EXECUTE FUNCTION heard_follow_merge();

-- What two ways of writing one phone number have in common: the last nine digits, whatever stands for the country.
CREATE FUNCTION heard_phone_key(value text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$
    SELECT CASE WHEN length(digits) >= 7 THEN right(digits, 9) END
    FROM (SELECT regexp_replace(normalize(value, NFKC), '[^0-9]', '', 'g')) AS found(digits)
  $$;
CREATE INDEX "Patient_phone_key" ON "Patient" ("siteId", heard_phone_key("phone"));
CREATE INDEX "Patient_record_number_without_zeros" ON "Patient" ("siteId", ltrim("recordNumberKey", '0'));
