-- CreateEnum
CREATE TYPE "ClockKind" AS ENUM ('acknowledge', 'update', 'resolve');

-- CreateEnum
CREATE TYPE "ClockStart" AS ENUM ('received', 'acknowledged', 'became');

-- CreateEnum
CREATE TYPE "ClockStage" AS ENUM ('due_soon', 'late');

-- AlterTable
ALTER TABLE "Case" ADD COLUMN     "clocksAt" TIMESTAMPTZ(3),
ADD COLUMN     "kindSince" TIMESTAMPTZ(3),
ADD COLUMN     "nextDueAt" TIMESTAMPTZ(3) NOT NULL DEFAULT '9999-12-31 00:00:00 +00:00';

-- AlterTable
ALTER TABLE "Closing" ADD COLUMN     "answeredAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Contact" ADD COLUMN     "isAcknowledgement" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "Clock" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "clock" "ClockKind" NOT NULL,
    "limitId" TEXT NOT NULL,
    "packId" TEXT NOT NULL,
    "packVersion" TEXT NOT NULL,
    "startedFrom" "ClockStart" NOT NULL,
    "ruleId" TEXT,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "metAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "droppedAt" TIMESTAMPTZ(3),
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "dueSoonAt" TIMESTAMPTZ(3) NOT NULL,
    "isOpen" BOOLEAN NOT NULL,
    "isPaused" BOOLEAN NOT NULL,
    "sweepAt" TIMESTAMPTZ(3),
    "calendarVersion" INTEGER NOT NULL,
    "computedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Clock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ClockNotice" (
    "clockId" UUID NOT NULL,
    "stage" "ClockStage" NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ClockNotice_pkey" PRIMARY KEY ("clockId","stage","dueAt")
);

-- CreateTable
CREATE TABLE "ClockPause" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "reasonId" TEXT NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "byId" UUID NOT NULL,
    "endedById" UUID,

    CONSTRAINT "ClockPause_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ClockExtension" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "limitId" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "toldAt" TIMESTAMPTZ(3),
    "toldVia" "Channel",
    "at" TIMESTAMPTZ(3) NOT NULL,
    "byId" UUID NOT NULL,

    CONSTRAINT "ClockExtension_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ClockRecount" (
    "id" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "askedById" UUID,
    "cases" INTEGER NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "lastCaseId" UUID,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ClockRecount_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ClockMove" (
    "id" UUID NOT NULL,
    "recountId" UUID NOT NULL,
    "clockId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "before" TIMESTAMPTZ(3) NOT NULL,
    "after" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ClockMove_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Clock_siteId_clock_dueAt_idx" ON "Clock"("siteId", "clock", "dueAt");

-- CreateIndex
CREATE UNIQUE INDEX "Clock_caseId_limitId_key" ON "Clock"("caseId", "limitId");

-- CreateIndex
CREATE INDEX "ClockPause_caseId_from_idx" ON "ClockPause"("caseId", "from");

-- CreateIndex
CREATE INDEX "ClockExtension_caseId_at_idx" ON "ClockExtension"("caseId", "at");

-- CreateIndex
CREATE INDEX "ClockRecount_siteId_askedAt_id_idx" ON "ClockRecount"("siteId", "askedAt", "id");

-- CreateIndex
CREATE INDEX "ClockMove_recountId_id_idx" ON "ClockMove"("recountId", "id");

-- AddForeignKey
ALTER TABLE "Clock" ADD CONSTRAINT "Clock_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClockNotice" ADD CONSTRAINT "ClockNotice_clockId_fkey" FOREIGN KEY ("clockId") REFERENCES "Clock"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClockPause" ADD CONSTRAINT "ClockPause_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClockPause" ADD CONSTRAINT "ClockPause_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClockPause" ADD CONSTRAINT "ClockPause_endedById_fkey" FOREIGN KEY ("endedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClockExtension" ADD CONSTRAINT "ClockExtension_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClockExtension" ADD CONSTRAINT "ClockExtension_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClockRecount" ADD CONSTRAINT "ClockRecount_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClockRecount" ADD CONSTRAINT "ClockRecount_askedById_fkey" FOREIGN KEY ("askedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClockMove" ADD CONSTRAINT "ClockMove_recountId_fkey" FOREIGN KEY ("recountId") REFERENCES "ClockRecount"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClockMove" ADD CONSTRAINT "ClockMove_clockId_fkey" FOREIGN KEY ("clockId") REFERENCES "Clock"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClockMove" ADD CONSTRAINT "ClockMove_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "ClockPause" ADD CONSTRAINT "ClockPause_order" CHECK ("until" >= "from");
ALTER TABLE "ClockExtension" ADD CONSTRAINT "ClockExtension_amount" CHECK ("amount" > 0);
ALTER TABLE "ClockExtension" ADD CONSTRAINT "ClockExtension_told" CHECK (("toldAt" IS NULL) = ("toldVia" IS NULL));
-- Only a clock that runs is swept.
ALTER TABLE "Clock" ADD CONSTRAINT "Clock_sweep" CHECK ("sweepAt" IS NULL OR ("isOpen" AND NOT "isPaused"));
-- One pause at a time, also for two people at once.
CREATE UNIQUE INDEX "ClockPause_one_open" ON "ClockPause" ("caseId") WHERE "until" IS NULL;
-- What the sweep reads: only what it has to look at, by when.
CREATE INDEX "Clock_sweep_due" ON "Clock" ("sweepAt", "id") WHERE "sweepAt" IS NOT NULL;
-- What is open at a site by its due time, and the cases that a change of its calendar counts anew.
CREATE INDEX "Clock_open" ON "Clock" ("siteId", "dueAt", "id") WHERE "isOpen";
CREATE INDEX "Clock_open_case" ON "Clock" ("siteId", "caseId") WHERE "isOpen";
CREATE INDEX "Case_due" ON "Case" ("siteId", "nextDueAt", "id") WHERE "closedAt" IS NULL;
CREATE INDEX "Case_owner_due" ON "Case" ("ownerId", "nextDueAt", "id") WHERE "closedAt" IS NULL;
-- The cases that the job has yet to give clocks.
CREATE INDEX "Case_without_clocks" ON "Case" ("id") WHERE "clocksAt" IS NULL;

-- Since when a case is of its kind, where that changed after it was logged.
UPDATE "Case" c SET "kindSince" = e."at"
FROM (
  SELECT "chain", max("at") AS "at" FROM "Event"
  WHERE "type" = 'case.reclassified' AND "data"->>'from' <> "data"->>'to' GROUP BY "chain"
) e
WHERE e."chain" = 'case:' || c."id" AND e."at" > c."loggedAt";

-- What reopening would take off the case.
UPDATE "Closing" k SET "answeredAt" = c."answeredAt" FROM "Case" c WHERE c."id" = k."caseId" AND k."reopenedAt" IS NULL;
