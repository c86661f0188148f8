-- CreateEnum
CREATE TYPE "FileTextState" AS ENUM ('unread', 'read', 'empty', 'locked', 'damaged', 'too_large', 'too_hard');

-- CreateTable
CREATE TABLE "FileText" (
    "attachmentId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "state" "FileTextState" NOT NULL DEFAULT 'unread',
    "pieces" TEXT[],
    "isCut" BOOLEAN NOT NULL DEFAULT false,
    "tries" SMALLINT NOT NULL DEFAULT 0,
    "triedAt" TIMESTAMPTZ(3) NOT NULL,
    "text" TEXT NOT NULL DEFAULT '',
    "words" tsvector,

    CONSTRAINT "FileText_pkey" PRIMARY KEY ("attachmentId")
);

-- CreateIndex
CREATE INDEX "FileText_siteId_receivedAt_caseId_idx" ON "FileText"("siteId", "receivedAt", "caseId");

-- CreateIndex
CREATE INDEX "FileText_caseId_idx" ON "FileText"("caseId");

-- CreateIndex
CREATE INDEX "FileText_words_idx" ON "FileText" USING GIN ("words");

-- AddForeignKey
ALTER TABLE "FileText" ADD CONSTRAINT "FileText_attachmentId_fkey" FOREIGN KEY ("attachmentId") REFERENCES "Attachment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FileText" ADD CONSTRAINT "FileText_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- What Prisma's schema language cannot say.

-- What the sweep looks at: files whose words nobody has read; and those that it tried to read again and again.
CREATE INDEX "FileText_unread" ON "FileText" ("triedAt") WHERE "state" = 'unread';
CREATE INDEX "FileText_failing" ON "FileText" ("tries") WHERE "state" = 'unread' AND "tries" >= 5;

-- Each file that may have words waits for its reading from the start, so that none is forgotten.
CREATE FUNCTION heard_file_text_of_new() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "FileText" ("attachmentId", "caseId", "siteId", "receivedAt", "triedAt")
    SELECT NEW."id", c."id", c."siteId", c."receivedAt", NEW."uploadedAt" FROM "Case" c WHERE c."id" = NEW."caseId"
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER "Attachment_text_new" AFTER INSERT ON "Attachment" FOR EACH ROW
  WHEN (NEW."kind" IN ('pdf', 'docx', 'odt', 'text', 'csv') AND NEW."voidedAt" IS NULL AND NEW."scan" <> 'infected')
  EXECUTE FUNCTION heard_file_text_of_new();

-- What was read is kept only of a file that may be opened as that is committed: whoever removes or locks it meanwhile is waited for. The
-- words are made ready before anything is held, and the file is held before its text, in the order in which it is removed.
CREATE FUNCTION heard_file_text_keep(file uuid, reading "FileTextState", read_pieces text[], is_cut boolean) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  folded text := heard_search_text(array_to_string(read_pieces, ''));
  found_by tsvector := heard_search_vector(array_to_string(read_pieces, ''));
BEGIN
  PERFORM FROM "Attachment" WHERE "id" = file AND "voidedAt" IS NULL AND "scan" IN ('clean', 'not_scanned') FOR SHARE;
  IF NOT FOUND THEN RETURN; END IF;
  UPDATE "FileText" SET "state" = reading, "pieces" = read_pieces, "isCut" = is_cut, "text" = folded, "words" = found_by
    WHERE "attachmentId" = file AND "state" = 'unread';
END $$;

CREATE FUNCTION heard_file_text_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "FileText" WHERE "attachmentId" = NEW."id";
  RETURN NULL;
END $$;
CREATE TRIGGER "Attachment_text_gone" AFTER UPDATE ON "Attachment" FOR EACH ROW
  WHEN ((NEW."voidedAt" IS NOT NULL AND OLD."voidedAt" IS NULL) OR (NEW."scan" = 'infected' AND OLD."scan" <> 'infected'))
  EXECUTE FUNCTION heard_file_text_gone();

CREATE FUNCTION heard_file_text_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "FileText" SET "siteId" = NEW."siteId", "receivedAt" = NEW."receivedAt" WHERE "caseId" = NEW."id";
  RETURN NULL;
END $$;
CREATE TRIGGER "Case_file_text_moved" AFTER UPDATE ON "Case" FOR EACH ROW
  WHEN (OLD."siteId" <> NEW."siteId" OR OLD."receivedAt" <> NEW."receivedAt") EXECUTE FUNCTION heard_file_text_moved();

-- A file is found by its name, and by what somebody said it is.
CREATE OR REPLACE VIEW "SearchPart" AS
  SELECT "id" AS "caseId", "siteId", 'about' AS "kind", "id" AS "sourceId", "loggedAt" AS "at", "about" AS "text" FROM "Case"
  UNION ALL SELECT "id", "siteId", 'words', "id", "receivedAt", "words" FROM "Case"
  UNION ALL SELECT "id", "siteId", 'wanted', "id", "receivedAt", "wanted" FROM "Case" WHERE "wanted" IS NOT NULL
  UNION ALL SELECT "id", "siteId", 'reporter', "id", "receivedAt", "reporterName" FROM "Case" WHERE "reporterName" IS NOT NULL
  UNION ALL SELECT "caseId", "siteId", 'issue', "id", "createdAt", concat_ws(E'\n', "summary", "answer", "whatChanged")
    FROM "Issue" WHERE "voidedAt" IS NULL
  UNION ALL SELECT "caseId", "siteId", 'note', "id", "createdAt", "body" FROM "Note"
  UNION ALL SELECT "caseId", "siteId", 'contact', "id", "at", concat_ws(E'\n', "otherName", "summary")
    FROM "Contact" WHERE "voidedAt" IS NULL AND ("otherName" IS NOT NULL OR "summary" IS NOT NULL)
  UNION ALL SELECT "caseId", "siteId", 'letter', "id", "savedAt", "text" FROM "Letter" WHERE "state" <> 'void'
  UNION ALL SELECT "caseId", "siteId", 'request', "id", "askedAt", concat_ws(E'\n', "question", "answer") FROM "Request"
  UNION ALL SELECT "caseId", "siteId", 'escalation', "id", "raisedAt", concat_ws(E'\n', "reason", "answer") FROM "Escalation"
  UNION ALL SELECT "caseId", "siteId", 'closing', "id", "closedAt", concat_ws(E'\n', "summary", "lesson") FROM "Closing"
  UNION ALL SELECT "caseId", "siteId", 'file', "id", "uploadedAt", concat_ws(E'\n', "name", "description")
    FROM "Attachment" WHERE "voidedAt" IS NULL;

CREATE TRIGGER "Attachment_search_added" AFTER INSERT ON "Attachment" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION heard_search_added();
CREATE TRIGGER "Attachment_search_changed" AFTER UPDATE ON "Attachment" FOR EACH ROW
  WHEN (ROW(OLD."description", OLD."voidedAt") IS DISTINCT FROM ROW(NEW."description", NEW."voidedAt"))
  EXECUTE FUNCTION heard_search_changed();

-- What stands already.
INSERT INTO "FileText" ("attachmentId", "caseId", "siteId", "receivedAt", "triedAt")
  SELECT a."id", c."id", c."siteId", c."receivedAt", a."uploadedAt" FROM "Attachment" a JOIN "Case" c ON c."id" = a."caseId"
  WHERE a."kind" IN ('pdf', 'docx', 'odt', 'text', 'csv') AND a."voidedAt" IS NULL AND a."scan" <> 'infected';
SELECT heard_search_index(array_agg(DISTINCT "caseId")) FROM "Attachment" WHERE "voidedAt" IS NULL HAVING count(*) > 0;
