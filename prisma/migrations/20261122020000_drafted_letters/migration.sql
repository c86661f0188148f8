-- AlterTable
ALTER TABLE "Clock" ADD COLUMN     "draftAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "LetterDrafting" (
    "caseId" UUID NOT NULL,
    "limitId" TEXT NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "siteId" UUID NOT NULL,
    "letterId" UUID NOT NULL,
    "clock" "ClockKind" NOT NULL,
    "version" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "LetterDrafting_pkey" PRIMARY KEY ("caseId","limitId","dueAt")
);

-- CreateIndex
CREATE INDEX "LetterDrafting_letterId_at_idx" ON "LetterDrafting"("letterId", "at");

-- CreateIndex
CREATE INDEX "LetterDrafting_siteId_at_idx" ON "LetterDrafting"("siteId", "at");

-- AddForeignKey
ALTER TABLE "LetterDrafting" ADD CONSTRAINT "LetterDrafting_letterId_fkey" FOREIGN KEY ("letterId") REFERENCES "Letter"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LetterDrafting" ADD CONSTRAINT "LetterDrafting_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LetterDrafting" ADD CONSTRAINT "LetterDrafting_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Clock" ADD CONSTRAINT "Clock_draft" CHECK ("draftAt" IS NULL OR ("isOpen" AND NOT "isPaused"));
CREATE INDEX "Clock_draft_due" ON "Clock" ("draftAt", "id") WHERE "draftAt" IS NOT NULL;
-- What already runs is looked at too; when its letter is due to be drafted, the pack says then.
UPDATE "Clock" SET "draftAt" = greatest("dueAt" - interval '60 days', now())
  WHERE "isOpen" AND NOT "isPaused" AND "clock" IN ('update', 'resolve') AND "dueAt" > now();

CREATE TRIGGER "LetterDrafting_append_only" BEFORE UPDATE OR DELETE ON "LetterDrafting" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "LetterDrafting_no_truncate" BEFORE TRUNCATE ON "LetterDrafting" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();

-- A letter that was not sent goes over to the case that its own is merged into, and back; one that was sent or made void stays where it was.
DROP TRIGGER "Letter_keep" ON "Letter";
CREATE TRIGGER "Letter_keep" BEFORE UPDATE ON "Letter" FOR EACH ROW
  WHEN (OLD."state" IN ('sent', 'void')
    OR (OLD."text" IS DISTINCT FROM NEW."text" AND OLD."state" NOT IN ('draft', 'returned'))
    OR (OLD."id", OLD."siteId", OLD."kind", OLD."language", OLD."authorId", OLD."createdAt", OLD."idempotencyKey")
      IS DISTINCT FROM (NEW."id", NEW."siteId", NEW."kind", NEW."language", NEW."authorId", NEW."createdAt", NEW."idempotencyKey"))
  EXECUTE FUNCTION heard_keep_letter();
