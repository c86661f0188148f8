-- CreateEnum
CREATE TYPE "BulkDeed" AS ENUM ('assign', 'take', 'move', 'wait', 'tag', 'untag', 'escalate', 'follow_up');

-- CreateEnum
CREATE TYPE "BulkOutcome" AS ENUM ('done', 'left_out');

-- CreateTable
CREATE TABLE "BulkRun" (
    "id" UUID NOT NULL,
    "byId" UUID NOT NULL,
    "deed" "BulkDeed" NOT NULL,
    "input" JSONB NOT NULL,
    "title" TEXT NOT NULL,
    "filter" TEXT,
    "asOf" TIMESTAMPTZ(3) NOT NULL,
    "begunAt" TIMESTAMPTZ(3) NOT NULL,
    "resolvedAt" TIMESTAMPTZ(3),
    "claimId" UUID,
    "beatAt" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "endedAt" TIMESTAMPTZ(3),
    "failedAt" TIMESTAMPTZ(3),
    "undoAskedAt" TIMESTAMPTZ(3),
    "undoneAt" TIMESTAMPTZ(3),

    CONSTRAINT "BulkRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BulkRow" (
    "runId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "caseId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "seenVersion" INTEGER NOT NULL,
    "key" UUID NOT NULL,
    "outcome" "BulkOutcome",
    "why" TEXT,
    "settledAt" TIMESTAMPTZ(3),
    "version" INTEGER,
    "madeId" UUID,
    "undone" "BulkOutcome",
    "undoWhy" TEXT,

    CONSTRAINT "BulkRow_pkey" PRIMARY KEY ("runId","position")
);

-- CreateIndex
CREATE INDEX "BulkRun_byId_begunAt_id_idx" ON "BulkRun"("byId", "begunAt", "id");

-- CreateIndex
CREATE INDEX "BulkRow_runId_outcome_position_idx" ON "BulkRow"("runId", "outcome", "position");

-- CreateIndex
CREATE UNIQUE INDEX "BulkRow_runId_caseId_key" ON "BulkRow"("runId", "caseId");

-- AddForeignKey
ALTER TABLE "BulkRun" ADD CONSTRAINT "BulkRun_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BulkRow" ADD CONSTRAINT "BulkRow_runId_fkey" FOREIGN KEY ("runId") REFERENCES "BulkRun"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BulkRow" ADD CONSTRAINT "BulkRow_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BulkRow" ADD CONSTRAINT "BulkRow_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "BulkRun" ADD CONSTRAINT "BulkRun_picked_or_filtered" CHECK ("filter" IS NOT NULL OR "resolvedAt" IS NOT NULL);
ALTER TABLE "BulkRun" ADD CONSTRAINT "BulkRun_undone_when_asked" CHECK ("undoneAt" IS NULL OR "undoAskedAt" IS NOT NULL);
ALTER TABLE "BulkRow" ADD CONSTRAINT "BulkRow_why_left_out" CHECK (("outcome" IS NOT DISTINCT FROM 'left_out') = ("why" IS NOT NULL));
ALTER TABLE "BulkRow" ADD CONSTRAINT "BulkRow_undone_if_done" CHECK ("undone" IS NULL OR "outcome" = 'done');
-- What a killed worker left, which is looked for every minute.
CREATE INDEX "BulkRun_open" ON "BulkRun" ("begunAt", "id") WHERE "failedAt" IS NULL AND ("endedAt" IS NULL OR ("undoAskedAt" IS NOT NULL AND "undoneAt" IS NULL));
