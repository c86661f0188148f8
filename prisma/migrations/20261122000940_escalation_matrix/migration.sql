-- CreateEnum
CREATE TYPE "EscalationEnd" AS ENUM ('sent_back', 'taken_over', 'passed_on');

-- DropForeignKey
ALTER TABLE "Escalation" DROP CONSTRAINT "Escalation_raisedById_fkey";

-- AlterTable
ALTER TABLE "Escalation" ADD COLUMN     "answerBy" TIMESTAMPTZ(3),
ADD COLUMN     "endedAs" "EscalationEnd",
ADD COLUMN     "isUrgent" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "level" SMALLINT NOT NULL DEFAULT 1,
ADD COLUMN     "matrixVersion" INTEGER,
ADD COLUMN     "nextCheckAt" TIMESTAMPTZ(3),
ADD COLUMN     "occasion" TEXT,
ADD COLUMN     "previousId" UUID,
ADD COLUMN     "reminders" SMALLINT NOT NULL DEFAULT 0,
ADD COLUMN     "route" TEXT,
ADD COLUMN     "ruleId" TEXT,
ADD COLUMN     "toRole" "Role",
ADD COLUMN     "toldAt" TIMESTAMPTZ(3),
ALTER COLUMN "raisedById" DROP NOT NULL;

-- CreateTable
CREATE TABLE "EscalationMatrix" (
    "id" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "rules" JSONB NOT NULL,
    "validFrom" TIMESTAMPTZ(3) NOT NULL,
    "createdById" UUID NOT NULL,

    CONSTRAINT "EscalationMatrix_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Duty" (
    "id" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "endedById" UUID,

    CONSTRAINT "Duty_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "QuietHours" (
    "siteId" UUID NOT NULL,
    "from" TEXT,
    "until" TEXT,
    "changedById" UUID NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "QuietHours_pkey" PRIMARY KEY ("siteId")
);

-- CreateIndex
CREATE UNIQUE INDEX "EscalationMatrix_siteId_version_key" ON "EscalationMatrix"("siteId", "version");

-- CreateIndex
CREATE INDEX "Duty_siteId_until_idx" ON "Duty"("siteId", "until");

-- CreateIndex
CREATE UNIQUE INDEX "Escalation_caseId_ruleId_level_occasion_key" ON "Escalation"("caseId", "ruleId", "level", "occasion");

-- AddForeignKey
ALTER TABLE "Escalation" ADD CONSTRAINT "Escalation_raisedById_fkey" FOREIGN KEY ("raisedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Escalation" ADD CONSTRAINT "Escalation_previousId_fkey" FOREIGN KEY ("previousId") REFERENCES "Escalation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EscalationMatrix" ADD CONSTRAINT "EscalationMatrix_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EscalationMatrix" ADD CONSTRAINT "EscalationMatrix_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Duty" ADD CONSTRAINT "Duty_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Duty" ADD CONSTRAINT "Duty_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Duty" ADD CONSTRAINT "Duty_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Duty" ADD CONSTRAINT "Duty_endedById_fkey" FOREIGN KEY ("endedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QuietHours" ADD CONSTRAINT "QuietHours_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QuietHours" ADD CONSTRAINT "QuietHours_changedById_fkey" FOREIGN KEY ("changedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema language cannot say.

ALTER TABLE "Escalation" DROP CONSTRAINT "Escalation_answer_whole";
ALTER TABLE "Escalation" ADD CONSTRAINT "Escalation_answer_whole" CHECK (CASE
  WHEN "answeredAt" IS NULL THEN "answer" IS NULL AND "answeredById" IS NULL AND "endedAs" IS NULL
  WHEN "endedAs" = 'passed_on' THEN "answer" IS NULL AND "answeredById" IS NULL
  WHEN "endedAs" = 'taken_over' THEN "answeredById" IS NOT NULL
  ELSE "answer" IS NOT NULL AND "answeredById" IS NOT NULL
END);
ALTER TABLE "Escalation" ADD CONSTRAINT "Escalation_level_range" CHECK ("level" BETWEEN 1 AND 4);
-- Raised by a person, or by a row of the matrix for an occasion.
ALTER TABLE "Escalation" ADD CONSTRAINT "Escalation_raised_by_somebody"
  CHECK ("raisedById" IS NOT NULL OR ("ruleId" IS NOT NULL AND "occasion" IS NOT NULL AND "matrixVersion" IS NOT NULL));
-- What a worker has to look at.
CREATE INDEX "Escalation_due" ON "Escalation" ("nextCheckAt", "id") WHERE "answeredAt" IS NULL AND "nextCheckAt" IS NOT NULL;

ALTER TABLE "Duty" ADD CONSTRAINT "Duty_in_order" CHECK ("from" < "until");
ALTER TABLE "Duty" ADD CONSTRAINT "Duty_end_whole" CHECK (("endedAt" IS NULL) = ("endedById" IS NULL));
ALTER TABLE "QuietHours" ADD CONSTRAINT "QuietHours_both_or_none" CHECK (("from" IS NULL) = ("until" IS NULL));
CREATE TRIGGER "EscalationMatrix_append_only" BEFORE UPDATE OR DELETE ON "EscalationMatrix"
  FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "EscalationMatrix_no_truncate" BEFORE TRUNCATE ON "EscalationMatrix"
  FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
