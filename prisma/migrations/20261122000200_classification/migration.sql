-- CreateEnum
CREATE TYPE "Answer" AS ENUM ('unknown', 'yes', 'no');

-- CreateEnum
CREATE TYPE "KindChangeOutcome" AS ENUM ('made', 'confirmed', 'declined', 'voided');

-- AlterTable
ALTER TABLE "Site" ADD COLUMN     "packId" TEXT NOT NULL DEFAULT 'plain';

-- AlterTable
ALTER TABLE "Case" ADD COLUMN     "kindRuleId" TEXT,
ADD COLUMN     "packId" TEXT NOT NULL DEFAULT 'plain',
ADD COLUMN     "packVersion" TEXT NOT NULL DEFAULT '2026-1',
ADD COLUMN     "setAsideRuleIds" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "CaseFacts" (
    "caseId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "allegesAbuse" "Answer" NOT NULL DEFAULT 'unknown',
    "allegesNeglect" "Answer" NOT NULL DEFAULT 'unknown',
    "allegesHarm" "Answer" NOT NULL DEFAULT 'unknown',
    "allegesNonCompliance" "Answer" NOT NULL DEFAULT 'unknown',
    "settledOnTheSpot" "Answer" NOT NULL DEFAULT 'unknown',
    "needsInvestigation" "Answer" NOT NULL DEFAULT 'unknown',
    "wasPutOff" "Answer" NOT NULL DEFAULT 'unknown',
    "asksFormalAnswer" "Answer" NOT NULL DEFAULT 'unknown',
    "asksResolution" "Answer" NOT NULL DEFAULT 'unknown',
    "isBillingOnly" "Answer" NOT NULL DEFAULT 'unknown',
    "isMedicareRights" "Answer" NOT NULL DEFAULT 'unknown',
    "isAfterStay" "Answer" NOT NULL DEFAULT 'unknown',

    CONSTRAINT "CaseFacts_pkey" PRIMARY KEY ("caseId")
);

-- CreateTable
CREATE TABLE "KindChange" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "from" "CaseKind" NOT NULL,
    "to" "CaseKind" NOT NULL,
    "reason" TEXT,
    "proposedById" UUID NOT NULL,
    "proposedAt" TIMESTAMPTZ(3) NOT NULL,
    "outcome" "KindChangeOutcome",
    "answer" TEXT,
    "answeredById" UUID,
    "answeredAt" TIMESTAMPTZ(3),

    CONSTRAINT "KindChange_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "CaseFacts_siteId_idx" ON "CaseFacts"("siteId");

-- CreateIndex
CREATE INDEX "KindChange_caseId_proposedAt_idx" ON "KindChange"("caseId", "proposedAt");

-- CreateIndex
CREATE INDEX "KindChange_siteId_outcome_proposedAt_idx" ON "KindChange"("siteId", "outcome", "proposedAt");

-- AddForeignKey
ALTER TABLE "CaseFacts" ADD CONSTRAINT "CaseFacts_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "KindChange" ADD CONSTRAINT "KindChange_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "KindChange" ADD CONSTRAINT "KindChange_proposedById_fkey" FOREIGN KEY ("proposedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "KindChange" ADD CONSTRAINT "KindChange_answeredById_fkey" FOREIGN KEY ("answeredById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;


-- What Prisma's schema language cannot say.

-- Sites that stood before there were packs, and the cases opened there.
UPDATE "Site" SET "packId" = 'us-hospital' WHERE "country" = 'US';
UPDATE "Case" SET "packId" = "Site"."packId" FROM "Site" WHERE "Site"."id" = "Case"."siteId" AND "Site"."packId" <> 'plain';

-- One proposal waits for a second person at a time.
CREATE UNIQUE INDEX "KindChange_one_open" ON "KindChange" ("caseId") WHERE "outcome" IS NULL;
ALTER TABLE "KindChange" ADD CONSTRAINT "KindChange_differs" CHECK ("from" <> "to");
ALTER TABLE "KindChange" ADD CONSTRAINT "KindChange_answer_whole" CHECK (
  CASE "outcome"
    WHEN 'confirmed' THEN "answeredById" IS NOT NULL AND "answeredAt" IS NOT NULL
    WHEN 'declined' THEN "answeredById" IS NOT NULL AND "answeredAt" IS NOT NULL AND "answer" IS NOT NULL
    WHEN 'voided' THEN "answeredAt" IS NOT NULL
    ELSE "answeredById" IS NULL AND "answeredAt" IS NULL AND "answer" IS NULL
  END
);
-- Never the same person twice, whatever the application believes.
ALTER TABLE "KindChange" ADD CONSTRAINT "KindChange_second_person"
  CHECK ("outcome" IS NULL OR "outcome" NOT IN ('confirmed', 'declined') OR "answeredById" <> "proposedById");
-- Lowering needs a reason; only what was made at once may go without.
ALTER TABLE "KindChange" ADD CONSTRAINT "KindChange_reason_given"
  CHECK ("outcome" IS NOT DISTINCT FROM 'made'::"KindChangeOutcome" OR "reason" IS NOT NULL);
CREATE TRIGGER "KindChange_not_deleted" BEFORE DELETE ON "KindChange" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
