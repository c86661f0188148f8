-- CreateEnum
CREATE TYPE "FileKind" AS ENUM ('pdf', 'jpeg', 'png', 'gif', 'webp', 'heic', 'tiff', 'text', 'csv', 'docx', 'xlsx', 'odt', 'eml', 'mp3', 'm4a', 'wav', 'mp4');

-- CreateEnum
CREATE TYPE "FileScan" AS ENUM ('not_scanned', 'clean', 'infected', 'failed');

-- CreateTable
CREATE TABLE "Attachment" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "key" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "kind" "FileKind" NOT NULL,
    "bytes" INTEGER NOT NULL,
    "sha256" CHAR(64) NOT NULL,
    "uploadedById" UUID NOT NULL,
    "uploadedAt" TIMESTAMPTZ(3) NOT NULL,
    "scan" "FileScan" NOT NULL,
    "finding" TEXT,
    "scannedAt" TIMESTAMPTZ(3),
    "voidedAt" TIMESTAMPTZ(3),
    "voidReason" TEXT,
    "voidedById" UUID,
    "idempotencyKey" UUID NOT NULL,

    CONSTRAINT "Attachment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PendingFile" (
    "key" UUID NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "sweptAt" TIMESTAMPTZ(3),

    CONSTRAINT "PendingFile_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "Attachment_key_key" ON "Attachment"("key");

-- CreateIndex
CREATE UNIQUE INDEX "Attachment_idempotencyKey_key" ON "Attachment"("idempotencyKey");

-- CreateIndex
CREATE INDEX "Attachment_caseId_uploadedAt_id_idx" ON "Attachment"("caseId", "uploadedAt", "id");

-- CreateIndex
CREATE INDEX "Attachment_scan_scannedAt_idx" ON "Attachment"("scan", "scannedAt");

-- CreateIndex
CREATE INDEX "PendingFile_startedAt_idx" ON "PendingFile"("startedAt");

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_uploadedById_fkey" FOREIGN KEY ("uploadedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_voidedById_fkey" FOREIGN KEY ("voidedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_name_present" CHECK (char_length("name") BETWEEN 1 AND 300);
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_not_empty" CHECK ("bytes" > 0);
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_sha256_hex" CHECK ("sha256" ~ '^[0-9a-f]{64}$');
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_void_whole"
  CHECK (("voidedAt" IS NULL) = ("voidReason" IS NULL) AND ("voidedAt" IS NULL) = ("voidedById" IS NULL));

CREATE TRIGGER "Attachment_not_deleted" BEFORE DELETE ON "Attachment" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "Attachment_no_truncate" BEFORE TRUNCATE ON "Attachment" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();

CREATE FUNCTION heard_keep_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what a file is, and who brought it to which case, is never changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "Attachment_keep_file" BEFORE UPDATE ON "Attachment" FOR EACH ROW
  WHEN ((OLD."caseId", OLD."siteId", OLD."key", OLD."name", OLD."kind", OLD."bytes", OLD."sha256", OLD."uploadedById", OLD."uploadedAt")
        IS DISTINCT FROM
        (NEW."caseId", NEW."siteId", NEW."key", NEW."name", NEW."kind", NEW."bytes", NEW."sha256", NEW."uploadedById", NEW."uploadedAt"))
  EXECUTE FUNCTION heard_keep_file();
