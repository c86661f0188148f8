-- CreateEnum
CREATE TYPE "AuthorityBasis" AS ENUM ('parent_of_minor', 'health_care_proxy', 'court_guardian', 'executor', 'written_consent', 'verbal_consent', 'advocate', 'other');

-- CreateEnum
CREATE TYPE "AuthorityExtent" AS ENUM ('everything', 'this_case', 'as_agreed');

-- CreateTable
CREATE TABLE "Representative" (
    "id" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "relation" TEXT,
    "phone" TEXT,
    "email" TEXT,
    "basis" "AuthorityBasis" NOT NULL,
    "extent" "AuthorityExtent" NOT NULL,
    "caseId" UUID,
    "agreed" TEXT,
    "startsOn" DATE,
    "expiresOn" DATE,
    "document" TEXT,
    "seenOn" DATE,
    "seenById" UUID,
    "endedAt" TIMESTAMPTZ(3),
    "endedById" UUID,
    "endedReason" TEXT,
    "addedById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Representative_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Representative_patientId_createdAt_id_idx" ON "Representative"("patientId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Representative_caseId_idx" ON "Representative"("caseId");

-- AddForeignKey
ALTER TABLE "Representative" ADD CONSTRAINT "Representative_patientId_fkey" FOREIGN KEY ("patientId") REFERENCES "Patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Representative" ADD CONSTRAINT "Representative_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Representative" ADD CONSTRAINT "Representative_addedById_fkey" FOREIGN KEY ("addedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Representative" ADD CONSTRAINT "Representative_seenById_fkey" FOREIGN KEY ("seenById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Representative" ADD CONSTRAINT "Representative_endedById_fkey" FOREIGN KEY ("endedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;


-- What Prisma's schema language cannot say.

ALTER TABLE "Representative" ADD CONSTRAINT "Representative_name_present" CHECK (char_length("name") BETWEEN 1 AND 300);
ALTER TABLE "Representative" ADD CONSTRAINT "Representative_extent_whole"
  CHECK (("extent" = 'this_case') = ("caseId" IS NOT NULL) AND ("extent" = 'as_agreed') = ("agreed" IS NOT NULL));
ALTER TABLE "Representative" ADD CONSTRAINT "Representative_seen_whole" CHECK (("seenOn" IS NULL) = ("seenById" IS NULL));
ALTER TABLE "Representative" ADD CONSTRAINT "Representative_days_fit"
  CHECK ("startsOn" IS NULL OR "expiresOn" IS NULL OR "startsOn" <= "expiresOn");
ALTER TABLE "Representative" ADD CONSTRAINT "Representative_end_whole"
  CHECK (("endedAt" IS NULL) = ("endedById" IS NULL) AND ("endedAt" IS NULL) = ("endedReason" IS NULL));

CREATE TRIGGER "Representative_not_deleted" BEFORE DELETE ON "Representative" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "Representative_no_truncate" BEFORE TRUNCATE ON "Representative" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
