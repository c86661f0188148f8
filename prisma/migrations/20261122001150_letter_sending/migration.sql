-- CreateEnum
CREATE TYPE "LetterWay" AS ENUM ('post', 'handed_over', 'told_otherwise');

-- AlterTable
ALTER TABLE "Letter" ADD COLUMN     "decidedFacts" JSONB;

-- CreateTable
CREATE TABLE "LetterSending" (
    "id" UUID NOT NULL,
    "letterId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "contactId" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "digest" CHAR(64) NOT NULL,
    "findings" JSONB NOT NULL,
    "authorId" UUID NOT NULL,
    "approverId" UUID NOT NULL,
    "way" "LetterWay" NOT NULL,
    "toldVia" "ContactChannel",
    "sentOn" DATE NOT NULL,
    "addressLines" TEXT[],
    "proof" TEXT,
    "note" TEXT,
    "sentById" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "LetterSending_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "LetterSending_letterId_key" ON "LetterSending"("letterId");

-- CreateIndex
CREATE UNIQUE INDEX "LetterSending_contactId_key" ON "LetterSending"("contactId");

-- CreateIndex
CREATE INDEX "LetterSending_caseId_sentOn_id_idx" ON "LetterSending"("caseId", "sentOn", "id");

-- CreateIndex
CREATE INDEX "LetterSending_siteId_sentOn_id_idx" ON "LetterSending"("siteId", "sentOn", "id");

-- AddForeignKey
ALTER TABLE "LetterSending" ADD CONSTRAINT "LetterSending_letterId_fkey" FOREIGN KEY ("letterId") REFERENCES "Letter"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LetterSending" ADD CONSTRAINT "LetterSending_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LetterSending" ADD CONSTRAINT "LetterSending_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LetterSending" ADD CONSTRAINT "LetterSending_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LetterSending" ADD CONSTRAINT "LetterSending_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LetterSending" ADD CONSTRAINT "LetterSending_approverId_fkey" FOREIGN KEY ("approverId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LetterSending" ADD CONSTRAINT "LetterSending_sentById_fkey" FOREIGN KEY ("sentById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "LetterSending" ADD CONSTRAINT "LetterSending_digest_of_text" CHECK ("digest" = encode(sha256(convert_to("text", 'UTF8')), 'hex'));
ALTER TABLE "LetterSending" ADD CONSTRAINT "LetterSending_told_whole"
  CHECK (("way" = 'told_otherwise') = ("toldVia" IS NOT NULL) AND ("way" <> 'told_otherwise' OR ("note" IS NOT NULL AND "toldVia" <> 'letter')));
CREATE TRIGGER "LetterSending_append_only" BEFORE UPDATE OR DELETE ON "LetterSending" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "LetterSending_no_truncate" BEFORE TRUNCATE ON "LetterSending" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
