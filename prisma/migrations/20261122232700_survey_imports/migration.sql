-- CreateEnum
CREATE TYPE "SurveyImportState" AS ENUM ('mapping', 'checking', 'checked', 'importing', 'imported', 'stopped', 'failed', 'undoing', 'undone');

-- CreateTable
CREATE TABLE "SurveyImportProfile" (
    "id" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "mapping" JSONB NOT NULL,
    "changedById" UUID NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SurveyImportProfile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SurveyImport" (
    "id" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "byId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "encoding" TEXT NOT NULL,
    "delimiter" TEXT NOT NULL,
    "columns" JSONB NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "state" "SurveyImportState" NOT NULL DEFAULT 'mapping',
    "source" TEXT,
    "instrument" TEXT,
    "mapping" JSONB,
    "done" INTEGER NOT NULL DEFAULT 0,
    "fresh" INTEGER NOT NULL DEFAULT 0,
    "same" INTEGER NOT NULL DEFAULT 0,
    "rejected" INTEGER NOT NULL DEFAULT 0,
    "added" INTEGER NOT NULL DEFAULT 0,
    "unknownUnits" JSONB NOT NULL DEFAULT '[]',
    "note" TEXT,
    "endedAt" TIMESTAMPTZ(3),
    "undoneAt" TIMESTAMPTZ(3),
    "claimId" UUID,
    "beatAt" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "key" UUID,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "sweptAt" TIMESTAMPTZ(3),

    CONSTRAINT "SurveyImport_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SurveyImportReject" (
    "importId" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "position" SMALLINT NOT NULL,
    "column" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "SurveyImportReject_pkey" PRIMARY KEY ("importId","line","position")
);

-- CreateTable
CREATE TABLE "ImportedResponse" (
    "id" UUID NOT NULL,
    "importId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "unitId" UUID,
    "instrument" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "respondent" TEXT,
    "isCounted" BOOLEAN NOT NULL,
    "line" INTEGER NOT NULL,
    "answeredOn" DATE NOT NULL,
    "items" JSONB NOT NULL,
    "comment" TEXT,
    "language" TEXT,
    "worries" JSONB NOT NULL DEFAULT '[]',
    "concernId" UUID,

    CONSTRAINT "ImportedResponse_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportedTally" (
    "id" UUID NOT NULL,
    "importId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "unitId" UUID,
    "instrument" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "item" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "ImportedTally_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "SurveyImportProfile_siteId_key_key" ON "SurveyImportProfile"("siteId", "key");

-- CreateIndex
CREATE UNIQUE INDEX "SurveyImport_key_key" ON "SurveyImport"("key");

-- CreateIndex
CREATE INDEX "SurveyImport_siteId_receivedAt_id_idx" ON "SurveyImport"("siteId", "receivedAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ImportedResponse_concernId_key" ON "ImportedResponse"("concernId");

-- CreateIndex
CREATE INDEX "ImportedResponse_importId_line_idx" ON "ImportedResponse"("importId", "line");

-- CreateIndex
CREATE UNIQUE INDEX "ImportedResponse_siteId_instrument_key_key" ON "ImportedResponse"("siteId", "instrument", "key");

-- CreateIndex
CREATE INDEX "ImportedTally_siteId_instrument_source_month_idx" ON "ImportedTally"("siteId", "instrument", "source", "month");

-- AddForeignKey
ALTER TABLE "SurveyImportProfile" ADD CONSTRAINT "SurveyImportProfile_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SurveyImportProfile" ADD CONSTRAINT "SurveyImportProfile_changedById_fkey" FOREIGN KEY ("changedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SurveyImport" ADD CONSTRAINT "SurveyImport_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SurveyImport" ADD CONSTRAINT "SurveyImport_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SurveyImportReject" ADD CONSTRAINT "SurveyImportReject_importId_fkey" FOREIGN KEY ("importId") REFERENCES "SurveyImport"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportedResponse" ADD CONSTRAINT "ImportedResponse_importId_fkey" FOREIGN KEY ("importId") REFERENCES "SurveyImport"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportedResponse" ADD CONSTRAINT "ImportedResponse_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportedResponse" ADD CONSTRAINT "ImportedResponse_concernId_fkey" FOREIGN KEY ("concernId") REFERENCES "Case"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportedTally" ADD CONSTRAINT "ImportedTally_importId_fkey" FOREIGN KEY ("importId") REFERENCES "SurveyImport"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A month of an import counts an answer in one place, with a unit or without.
CREATE UNIQUE INDEX "ImportedTally_one" ON "ImportedTally" ("importId", "unitId", "month", "item", "value") NULLS NOT DISTINCT;

-- Of the lines of one respondent one counts, whatever imports at once.
CREATE UNIQUE INDEX "ImportedResponse_counted" ON "ImportedResponse" ("siteId", "instrument", "respondent")
  WHERE "isCounted" AND "respondent" IS NOT NULL;

-- What a person looks at.
CREATE INDEX "ImportedResponse_worrying" ON "ImportedResponse" ("importId", "answeredOn" DESC, "id") WHERE "worries" <> '[]'::jsonb;

-- Whether a later file leans on the one line of a respondent that counts.
CREATE INDEX "ImportedResponse_leaning" ON "ImportedResponse" ("siteId", "instrument", "respondent")
  WHERE NOT "isCounted" AND "respondent" IS NOT NULL;
