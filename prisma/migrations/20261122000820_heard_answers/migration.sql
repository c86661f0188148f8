-- AlterTable
ALTER TABLE "Case" ADD COLUMN     "toldAt" TIMESTAMPTZ(3);

-- Whoever was given an answer has heard from us.
UPDATE "Case" SET "toldAt" = "answeredAt", "lastHeardAt" = greatest("lastHeardAt", "answeredAt")
WHERE "answeredAt" IS NOT NULL;

-- Waits that go on, by the day on which somebody looks at them again.
CREATE INDEX "CaseWait_open" ON "CaseWait" ("siteId", "until", "caseId") WHERE "endedAt" IS NULL;
