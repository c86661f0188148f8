-- CreateTable
CREATE TABLE "PastAnswer" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "answeredAt" TIMESTAMPTZ(3) NOT NULL,
    "lookedAgainAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PastAnswer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "PastAnswer_caseId_answeredAt_idx" ON "PastAnswer"("caseId", "answeredAt");

-- AddForeignKey
ALTER TABLE "PastAnswer" ADD CONSTRAINT "PastAnswer_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "PastAnswer" ADD CONSTRAINT "PastAnswer_order" CHECK ("lookedAgainAt" >= "answeredAt");
-- The waits that end with a day, by that day: what the sweep lets go on.
CREATE INDEX "CaseWait_until" ON "CaseWait" ("until", "caseId") WHERE "endedAt" IS NULL AND "until" IS NOT NULL;
