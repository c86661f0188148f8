-- CreateTable
CREATE TABLE "Delegation" (
    "id" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "committee" TEXT NOT NULL,
    "signedBy" TEXT NOT NULL,
    "adoptedOn" DATE NOT NULL,
    "expiresOn" DATE,
    "isOpenEnded" BOOLEAN NOT NULL,
    "recordedById" UUID NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,
    "fileKey" UUID,
    "fileName" TEXT,
    "fileKind" "FileKind",
    "fileBytes" INTEGER,
    "fileSha256" CHAR(64),
    "fileScan" "FileScan",
    "fileById" UUID,
    "fileAt" TIMESTAMPTZ(3),

    CONSTRAINT "Delegation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Delegation_fileKey_key" ON "Delegation"("fileKey");

-- CreateIndex
CREATE UNIQUE INDEX "Delegation_siteId_number_key" ON "Delegation"("siteId", "number");

-- AddForeignKey
ALTER TABLE "Delegation" ADD CONSTRAINT "Delegation_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delegation" ADD CONSTRAINT "Delegation_recordedById_fkey" FOREIGN KEY ("recordedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delegation" ADD CONSTRAINT "Delegation_fileById_fkey" FOREIGN KEY ("fileById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "Delegation" ADD CONSTRAINT "Delegation_end_stated" CHECK (("expiresOn" IS NULL) = "isOpenEnded");
ALTER TABLE "Delegation" ADD CONSTRAINT "Delegation_ends_after" CHECK ("expiresOn" IS NULL OR "expiresOn" >= "adoptedOn");
ALTER TABLE "Delegation" ADD CONSTRAINT "Delegation_file_whole"
  CHECK (num_nulls("fileKey", "fileName", "fileKind", "fileBytes", "fileSha256", "fileScan", "fileById", "fileAt") IN (0, 8));

CREATE TRIGGER "Delegation_not_deleted" BEFORE DELETE ON "Delegation" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "Delegation_no_truncate" BEFORE TRUNCATE ON "Delegation" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "Delegation_keep" BEFORE UPDATE ON "Delegation" FOR EACH ROW
  WHEN (OLD."fileKey" IS NOT NULL
    OR to_jsonb(OLD) - '{fileKey,fileName,fileKind,fileBytes,fileSha256,fileScan,fileById,fileAt}'::text[]
      IS DISTINCT FROM to_jsonb(NEW) - '{fileKey,fileName,fileKind,fileBytes,fileSha256,fileScan,fileById,fileAt}'::text[])
  EXECUTE FUNCTION heard_refuse();
