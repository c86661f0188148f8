-- CreateTable
CREATE TABLE "Absence" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "fromOn" DATE NOT NULL,
    "untilOn" DATE NOT NULL,
    "coverId" UUID,
    "note" TEXT,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "endedById" UUID,

    CONSTRAINT "Absence_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Absence_personId_untilOn_idx" ON "Absence"("personId", "untilOn");

-- CreateIndex
CREATE INDEX "Absence_coverId_untilOn_idx" ON "Absence"("coverId", "untilOn");

-- AddForeignKey
ALTER TABLE "Absence" ADD CONSTRAINT "Absence_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Absence" ADD CONSTRAINT "Absence_coverId_fkey" FOREIGN KEY ("coverId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Absence" ADD CONSTRAINT "Absence_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Absence" ADD CONSTRAINT "Absence_endedById_fkey" FOREIGN KEY ("endedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What Prisma's schema language cannot say.

ALTER TABLE "Absence" ADD CONSTRAINT "Absence_days_in_order" CHECK ("fromOn" <= "untilOn");
ALTER TABLE "Absence" ADD CONSTRAINT "Absence_covered_by_another" CHECK ("coverId" <> "personId");
ALTER TABLE "Absence" ADD CONSTRAINT "Absence_note_length" CHECK (char_length("note") BETWEEN 1 AND 200);
ALTER TABLE "Absence" ADD CONSTRAINT "Absence_end_whole" CHECK (("endedAt" IS NULL) = ("endedById" IS NULL));
CREATE TRIGGER "Absence_not_deleted" BEFORE DELETE ON "Absence" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "Absence_no_truncate" BEFORE TRUNCATE ON "Absence" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
