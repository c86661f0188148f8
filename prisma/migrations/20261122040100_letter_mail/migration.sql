-- CreateEnum
CREATE TYPE "LetterMailState" AS ENUM ('waiting', 'sent', 'refused', 'stopped');

-- DropIndex
DROP INDEX "LetterSending_letterId_key";

-- AlterTable
ALTER TABLE "LetterSending" ADD COLUMN     "mailedTo" TEXT,
ADD COLUMN     "returnedAt" TIMESTAMPTZ(3),
ADD COLUMN     "returnedById" UUID,
ADD COLUMN     "returnedOn" DATE,
ADD COLUMN     "returnedReason" TEXT;

-- CreateTable
CREATE TABLE "LetterMail" (
    "id" UUID NOT NULL,
    "letterId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "checkedHow" TEXT,
    "note" TEXT,
    "askedById" UUID NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "state" "LetterMailState" NOT NULL DEFAULT 'waiting',
    "acceptedAt" TIMESTAMPTZ(3),
    "accepted" JSONB,
    "reason" TEXT,
    "isAddressRefused" BOOLEAN NOT NULL DEFAULT false,
    "settledAt" TIMESTAMPTZ(3),

    CONSTRAINT "LetterMail_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "LetterMail_letterId_askedAt_id_idx" ON "LetterMail"("letterId", "askedAt", "id");

-- CreateIndex
CREATE INDEX "LetterMail_siteId_address_askedAt_idx" ON "LetterMail"("siteId", "address", "askedAt");

-- CreateIndex
CREATE INDEX "LetterMail_caseId_idx" ON "LetterMail"("caseId");

-- CreateIndex
CREATE INDEX "LetterSending_letterId_at_id_idx" ON "LetterSending"("letterId", "at", "id");

-- CreateIndex
CREATE INDEX "LetterSending_siteId_mailedTo_at_idx" ON "LetterSending"("siteId", "mailedTo", "at");

-- AddForeignKey
ALTER TABLE "LetterSending" ADD CONSTRAINT "LetterSending_returnedById_fkey" FOREIGN KEY ("returnedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LetterMail" ADD CONSTRAINT "LetterMail_letterId_fkey" FOREIGN KEY ("letterId") REFERENCES "Letter"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LetterMail" ADD CONSTRAINT "LetterMail_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LetterMail" ADD CONSTRAINT "LetterMail_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LetterMail" ADD CONSTRAINT "LetterMail_askedById_fkey" FOREIGN KEY ("askedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Of the sendings of a letter at most one stands.
CREATE UNIQUE INDEX "LetterSending_one_stands" ON "LetterSending" ("letterId") WHERE "returnedAt" IS NULL;
ALTER TABLE "LetterSending" ADD CONSTRAINT "LetterSending_returned_whole"
  CHECK (("returnedAt" IS NULL) = ("returnedOn" IS NULL) AND ("returnedAt" IS NULL) = ("returnedById" IS NULL)
    AND ("returnedAt" IS NULL) = ("returnedReason" IS NULL));
ALTER TABLE "LetterSending" ADD CONSTRAINT "LetterSending_mailed_whole" CHECK (("way" IN ('email', 'email_own')) = ("mailedTo" IS NOT NULL));

-- A sending stands as it was, but that it can be written down once that it came back.
DROP TRIGGER "LetterSending_append_only" ON "LetterSending";
CREATE TRIGGER "LetterSending_not_deleted" BEFORE DELETE ON "LetterSending" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "LetterSending_keep" BEFORE UPDATE ON "LetterSending" FOR EACH ROW
  WHEN (OLD."returnedAt" IS NOT NULL OR to_jsonb(OLD) - '{returnedOn,returnedReason,returnedById,returnedAt}'::text[]
    IS DISTINCT FROM to_jsonb(NEW) - '{returnedOn,returnedReason,returnedById,returnedAt}'::text[])
  EXECUTE FUNCTION heard_refuse();

-- What was sent can only become approved again, when it came back.
ALTER TABLE "Letter" DROP CONSTRAINT "Letter_asked_first";
ALTER TABLE "Letter" ADD CONSTRAINT "Letter_asked_first"
  CHECK ("state" NOT IN ('for_approval', 'returned', 'approved', 'sending', 'sent') OR "submittedAt" IS NOT NULL);
ALTER TABLE "Letter" DROP CONSTRAINT "Letter_approved_by_somebody";
ALTER TABLE "Letter" ADD CONSTRAINT "Letter_approved_by_somebody"
  CHECK ("state" NOT IN ('approved', 'sending', 'sent', 'returned') OR "decidedAt" IS NOT NULL);
DROP TRIGGER "Letter_keep" ON "Letter";
CREATE TRIGGER "Letter_keep" BEFORE UPDATE ON "Letter" FOR EACH ROW
  WHEN (OLD."state" = 'void'
    OR (OLD."state" = 'sent' AND (NEW."state" <> 'approved' OR to_jsonb(OLD) - 'state' IS DISTINCT FROM to_jsonb(NEW) - 'state'))
    OR (OLD."text" IS DISTINCT FROM NEW."text" AND OLD."state" NOT IN ('draft', 'returned'))
    OR (OLD."id", OLD."siteId", OLD."kind", OLD."language", OLD."authorId", OLD."createdAt", OLD."idempotencyKey")
      IS DISTINCT FROM (NEW."id", NEW."siteId", NEW."kind", NEW."language", NEW."authorId", NEW."createdAt", NEW."idempotencyKey"))
  EXECUTE FUNCTION heard_keep_letter();

-- One e-mail of a letter at a time, and never deleted.
CREATE UNIQUE INDEX "LetterMail_one_waits" ON "LetterMail" ("letterId") WHERE "state" = 'waiting';
ALTER TABLE "LetterMail" ADD CONSTRAINT "LetterMail_settled_whole" CHECK (("state" = 'waiting') = ("settledAt" IS NULL));
ALTER TABLE "LetterMail" ADD CONSTRAINT "LetterMail_accepted_whole"
  CHECK (("acceptedAt" IS NULL) = ("accepted" IS NULL) AND ("state" <> 'sent' OR "acceptedAt" IS NOT NULL));
ALTER TABLE "LetterMail" ADD CONSTRAINT "LetterMail_refused_whole" CHECK (("state" = 'refused') = ("reason" IS NOT NULL));
CREATE TRIGGER "LetterMail_not_deleted" BEFORE DELETE ON "LetterMail" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "LetterMail_no_truncate" BEFORE TRUNCATE ON "LetterMail" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();

-- An administrator reads what the outbox holds (docs/decisions/0007): nothing of a letter stands there.
ALTER TABLE "MailDelivery" ADD CONSTRAINT "MailDelivery_letter_wordless" CHECK ("kind" <> 'letter' OR "subject" IS NULL);
