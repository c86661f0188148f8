-- CreateEnum
CREATE TYPE "WaitingFor" AS ENUM ('patient', 'consent', 'unit', 'outside_body', 'other');

-- CreateEnum
CREATE TYPE "CaseOutcome" AS ENUM ('answered', 'satisfied', 'reasonable_action', 'unreachable', 'withdrawn');

-- CreateEnum
CREATE TYPE "CareStage" AS ENUM ('admission', 'examination', 'ward', 'procedure', 'discharge', 'other');

-- CreateEnum
CREATE TYPE "StaffGroup" AS ENUM ('medical', 'nursing', 'allied_health', 'administrative', 'management', 'other');

-- CreateEnum
CREATE TYPE "Finding" AS ENUM ('upheld', 'partly_upheld', 'not_upheld');

-- AlterTable
ALTER TABLE "Case" ADD COLUMN     "answeredAt" TIMESTAMPTZ(3),
ADD COLUMN     "answeredVia" "Channel";

-- AlterTable
ALTER TABLE "Issue" ADD COLUMN     "allegedHarm" SMALLINT,
ADD COLUMN     "answer" TEXT,
ADD COLUMN     "decidedAt" TIMESTAMPTZ(3),
ADD COLUMN     "decidedById" UUID,
ADD COLUMN     "finding" "Finding",
ADD COLUMN     "foundHarm" SMALLINT,
ADD COLUMN     "staffGroup" "StaffGroup",
ADD COLUMN     "stage" "CareStage",
ADD COLUMN     "voidReason" TEXT,
ADD COLUMN     "voidedAt" TIMESTAMPTZ(3),
ADD COLUMN     "whatChanged" TEXT;

-- CreateTable
CREATE TABLE "IssueAgreement" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "channel" "Channel" NOT NULL,
    "agreedAt" TIMESTAMPTZ(3) NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,
    "byId" UUID NOT NULL,
    "issueIds" UUID[],
    "remark" TEXT,

    CONSTRAINT "IssueAgreement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CaseWait" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "for" "WaitingFor" NOT NULL,
    "reason" TEXT NOT NULL,
    "until" DATE,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "CaseWait_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Closing" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "outcome" "CaseOutcome" NOT NULL,
    "summary" TEXT NOT NULL,
    "hasChanged" BOOLEAN NOT NULL,
    "lesson" TEXT NOT NULL,
    "openRequestsReason" TEXT,
    "closedById" UUID NOT NULL,
    "closedAt" TIMESTAMPTZ(3) NOT NULL,
    "reopenReason" TEXT,
    "reopenedById" UUID,
    "reopenedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Closing_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "IssueAgreement_caseId_agreedAt_idx" ON "IssueAgreement"("caseId", "agreedAt");

-- CreateIndex
CREATE INDEX "CaseWait_caseId_since_idx" ON "CaseWait"("caseId", "since");

-- CreateIndex
CREATE INDEX "Closing_caseId_closedAt_idx" ON "Closing"("caseId", "closedAt");

-- AddForeignKey
ALTER TABLE "Issue" ADD CONSTRAINT "Issue_decidedById_fkey" FOREIGN KEY ("decidedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IssueAgreement" ADD CONSTRAINT "IssueAgreement_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IssueAgreement" ADD CONSTRAINT "IssueAgreement_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseWait" ADD CONSTRAINT "CaseWait_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Closing" ADD CONSTRAINT "Closing_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Closing" ADD CONSTRAINT "Closing_closedById_fkey" FOREIGN KEY ("closedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Closing" ADD CONSTRAINT "Closing_reopenedById_fkey" FOREIGN KEY ("reopenedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A case waits for one thing at a time, and stands closed once.
CREATE UNIQUE INDEX "CaseWait_one_open" ON "CaseWait" ("caseId") WHERE "endedAt" IS NULL;
CREATE UNIQUE INDEX "Closing_one_standing" ON "Closing" ("caseId") WHERE "reopenedAt" IS NULL;

ALTER TABLE "Case" ADD CONSTRAINT "Case_answered_somehow" CHECK (("answeredAt" IS NULL) = ("answeredVia" IS NULL));
ALTER TABLE "Issue" ADD CONSTRAINT "Issue_harm_range"
  CHECK (("allegedHarm" IS NULL OR "allegedHarm" BETWEEN 0 AND 5) AND ("foundHarm" IS NULL OR "foundHarm" BETWEEN 0 AND 5));
ALTER TABLE "Issue" ADD CONSTRAINT "Issue_decided_by_somebody" CHECK (("decidedAt" IS NULL) = ("decidedById" IS NULL));
ALTER TABLE "Issue" ADD CONSTRAINT "Issue_voided_for_a_reason" CHECK (("voidedAt" IS NULL) = ("voidReason" IS NULL));
ALTER TABLE "CaseWait" ADD CONSTRAINT "CaseWait_ends_after_start" CHECK ("endedAt" IS NULL OR "endedAt" >= "since");
ALTER TABLE "Closing" ADD CONSTRAINT "Closing_reopened_for_a_reason"
  CHECK (("reopenedAt" IS NULL) = ("reopenReason" IS NULL) AND ("reopenedAt" IS NULL) = ("reopenedById" IS NULL));

CREATE TRIGGER "IssueAgreement_append_only" BEFORE UPDATE OR DELETE ON "IssueAgreement" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "IssueAgreement_no_truncate" BEFORE TRUNCATE ON "IssueAgreement" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "Issue_not_deleted" BEFORE DELETE ON "Issue" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "CaseWait_not_deleted" BEFORE DELETE ON "CaseWait" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "Closing_not_deleted" BEFORE DELETE ON "Closing" FOR EACH ROW EXECUTE FUNCTION heard_refuse();

-- What was closed before outcomes were kept stands closed all the same.
INSERT INTO "Closing" ("id", "caseId", "siteId", "outcome", "summary", "hasChanged", "lesson", "closedById", "closedAt")
SELECT gen_random_uuid(), "id", "siteId", 'answered', 'Closed before outcomes were recorded.', false, 'Not recorded.',
       coalesce("ownerId", "loggedById"), "closedAt"
FROM "Case" WHERE "closedAt" IS NOT NULL;
