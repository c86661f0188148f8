-- CreateTable
CREATE TABLE "PatientAlert" (
    "id" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "addedById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedById" UUID,
    "endedAt" TIMESTAMPTZ(3),
    "endedReason" TEXT,

    CONSTRAINT "PatientAlert_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "PatientAlert_patientId_createdAt_id_idx" ON "PatientAlert"("patientId", "createdAt", "id");

-- AddForeignKey
ALTER TABLE "PatientAlert" ADD CONSTRAINT "PatientAlert_patientId_fkey" FOREIGN KEY ("patientId") REFERENCES "Patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PatientAlert" ADD CONSTRAINT "PatientAlert_addedById_fkey" FOREIGN KEY ("addedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PatientAlert" ADD CONSTRAINT "PatientAlert_endedById_fkey" FOREIGN KEY ("endedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;


-- What Prisma's schema language cannot say.

ALTER TABLE "PatientAlert" ADD CONSTRAINT "PatientAlert_body_present" CHECK (char_length("body") BETWEEN 1 AND 200);
ALTER TABLE "PatientAlert" ADD CONSTRAINT "PatientAlert_end_whole"
  CHECK (("endedAt" IS NULL) = ("endedById" IS NULL) AND ("endedAt" IS NULL) = ("endedReason" IS NULL));
CREATE TRIGGER "PatientAlert_not_deleted" BEFORE DELETE ON "PatientAlert" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "PatientAlert_no_truncate" BEFORE TRUNCATE ON "PatientAlert" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "PatientAlert_follow_merge" BEFORE INSERT OR UPDATE OF "patientId" ON "PatientAlert"
  FOR EACH ROW EXECUTE FUNCTION heard_follow_merge();
