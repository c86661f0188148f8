-- CreateTable
CREATE TABLE "LetterNaming" (
    "siteId" UUID NOT NULL,
    "namesStaff" BOOLEAN NOT NULL,
    "changedById" UUID NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "LetterNaming_pkey" PRIMARY KEY ("siteId")
);

-- AddForeignKey
ALTER TABLE "LetterNaming" ADD CONSTRAINT "LetterNaming_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LetterNaming" ADD CONSTRAINT "LetterNaming_changedById_fkey" FOREIGN KEY ("changedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TRIGGER "LetterNaming_not_deleted" BEFORE DELETE ON "LetterNaming" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "LetterNaming_no_truncate" BEFORE TRUNCATE ON "LetterNaming" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
