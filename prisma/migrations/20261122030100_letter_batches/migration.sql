-- CreateEnum
CREATE TYPE "LetterLeftOut" AS ENUM ('not_approved', 'case_changed', 'may_not_be_told', 'no_address', 'unprintable');

-- CreateTable
CREATE TABLE "LetterBatch" (
    "id" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "madeById" UUID NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,
    "withAddressSheets" BOOLEAN NOT NULL,
    "letterhead" JSONB NOT NULL,
    "claimId" UUID,
    "beatAt" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "key" UUID,
    "bytes" INTEGER,
    "printedAt" TIMESTAMPTZ(3),
    "failedAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3),
    "sweptAt" TIMESTAMPTZ(3),

    CONSTRAINT "LetterBatch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LetterBatchEntry" (
    "id" UUID NOT NULL,
    "batchId" UUID NOT NULL,
    "letterId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "addressLines" TEXT[],
    "sendingId" UUID NOT NULL,
    "leftOut" "LetterLeftOut",
    "why" TEXT,

    CONSTRAINT "LetterBatchEntry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "LetterBatch_key_key" ON "LetterBatch"("key");

-- CreateIndex
CREATE INDEX "LetterBatch_siteId_madeAt_id_idx" ON "LetterBatch"("siteId", "madeAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "LetterBatchEntry_sendingId_key" ON "LetterBatchEntry"("sendingId");

-- CreateIndex
CREATE INDEX "LetterBatchEntry_letterId_idx" ON "LetterBatchEntry"("letterId");

-- CreateIndex
CREATE UNIQUE INDEX "LetterBatchEntry_batchId_letterId_key" ON "LetterBatchEntry"("batchId", "letterId");

-- CreateIndex
CREATE UNIQUE INDEX "LetterBatchEntry_batchId_position_key" ON "LetterBatchEntry"("batchId", "position");

-- CreateIndex
CREATE INDEX "Letter_siteId_state_decidedAt_id_idx" ON "Letter"("siteId", "state", "decidedAt", "id");

-- AddForeignKey
ALTER TABLE "LetterBatch" ADD CONSTRAINT "LetterBatch_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LetterBatch" ADD CONSTRAINT "LetterBatch_madeById_fkey" FOREIGN KEY ("madeById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LetterBatchEntry" ADD CONSTRAINT "LetterBatchEntry_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "LetterBatch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LetterBatchEntry" ADD CONSTRAINT "LetterBatchEntry_letterId_fkey" FOREIGN KEY ("letterId") REFERENCES "Letter"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "LetterBatch" ADD CONSTRAINT "LetterBatch_printed_whole"
  CHECK (("printedAt" IS NULL) = ("bytes" IS NULL) AND ("printedAt" IS NULL) = ("expiresAt" IS NULL) AND ("printedAt" IS NULL OR "failedAt" IS NULL));
ALTER TABLE "LetterBatch" ADD CONSTRAINT "LetterBatch_file_until_swept" CHECK ("sweptAt" IS NOT NULL OR ("key" IS NULL) = ("printedAt" IS NULL));
ALTER TABLE "LetterBatchEntry" ADD CONSTRAINT "LetterBatchEntry_left_out_whole" CHECK (("leftOut" IS NULL) = ("why" IS NULL));
ALTER TABLE "LetterBatchEntry" ADD CONSTRAINT "LetterBatchEntry_addressed" CHECK ("leftOut" IS NOT NULL OR cardinality("addressLines") > 1);
-- What the workers look for: batches that nobody has printed yet, and files whose day has come.
CREATE INDEX "LetterBatch_unprinted" ON "LetterBatch" ("madeAt", "id") WHERE "printedAt" IS NULL AND "failedAt" IS NULL;
CREATE INDEX "LetterBatch_kept" ON "LetterBatch" ("expiresAt", "id") WHERE "key" IS NOT NULL;
