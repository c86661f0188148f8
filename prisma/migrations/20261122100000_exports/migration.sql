-- CreateEnum
CREATE TYPE "ExportFormat" AS ENUM ('csv', 'xlsx');

-- CreateTable
CREATE TABLE "Export" (
    "id" UUID NOT NULL,
    "madeById" UUID NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,
    "format" "ExportFormat" NOT NULL,
    "query" TEXT NOT NULL,
    "claims" TEXT[],
    "columns" TEXT[],
    "caseIds" UUID[],
    "siteIds" UUID[],
    "isBackground" BOOLEAN NOT NULL,
    "claimId" UUID,
    "beatAt" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER,
    "rows" INTEGER,
    "key" UUID,
    "bytes" INTEGER,
    "writtenAt" TIMESTAMPTZ(3),
    "failedAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3),
    "sweptAt" TIMESTAMPTZ(3),

    CONSTRAINT "Export_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Export_key_key" ON "Export"("key");

-- CreateIndex
CREATE INDEX "Export_madeById_madeAt_id_idx" ON "Export"("madeById", "madeAt", "id");

-- AddForeignKey
ALTER TABLE "Export" ADD CONSTRAINT "Export_madeById_fkey" FOREIGN KEY ("madeById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Export"
  ADD CONSTRAINT "Export_bounds" CHECK (length("query") <= 4000 AND cardinality("columns") BETWEEN 1 AND 50 AND cardinality("caseIds") <= 10000),
  ADD CONSTRAINT "Export_file" CHECK ("key" IS NULL OR "isBackground");

-- Who took what out, and when, stays as it was written.
CREATE FUNCTION heard_keep_export() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'who made an export, when and of what is never changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "Export_keep" BEFORE UPDATE ON "Export" FOR EACH ROW
  WHEN (ROW(OLD."id", OLD."madeById", OLD."madeAt", OLD."format", OLD."query", OLD."claims", OLD."columns", OLD."caseIds", OLD."siteIds")
        IS DISTINCT FROM ROW(NEW."id", NEW."madeById", NEW."madeAt", NEW."format", NEW."query", NEW."claims", NEW."columns", NEW."caseIds", NEW."siteIds"))
  EXECUTE FUNCTION heard_keep_export();
CREATE TRIGGER "Export_not_deleted" BEFORE DELETE ON "Export" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "Export_no_truncate" BEFORE TRUNCATE ON "Export" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
-- Workers look for what is not written yet.
CREATE INDEX "Export_unwritten" ON "Export" ("madeAt", "id") WHERE "isBackground" AND "writtenAt" IS NULL AND "failedAt" IS NULL;
CREATE INDEX "Export_kept" ON "Export" ("expiresAt", "id") WHERE "key" IS NOT NULL;
