-- What Prisma's schema language cannot say.

-- A case stays at the site where it was received: what belongs to it bears that site too, and nobody moves it all.
CREATE OR REPLACE FUNCTION heard_keep_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the words, reference, receipt and site of a case are never changed' USING ERRCODE = 'restrict_violation';
END $$;
DROP TRIGGER "Case_keep_words" ON "Case";
CREATE TRIGGER "Case_keep_words" BEFORE UPDATE ON "Case" FOR EACH ROW
  WHEN (ROW(OLD."words", OLD."reference", OLD."receivedAt", OLD."siteId")
        IS DISTINCT FROM ROW(NEW."words", NEW."reference", NEW."receivedAt", NEW."siteId"))
  EXECUTE FUNCTION heard_keep_words();

-- So neither is to be carried to the words of its files, nor its receipt to its tags.
DROP TRIGGER "Case_file_text_moved" ON "Case";
DROP FUNCTION heard_file_text_moved();

CREATE OR REPLACE FUNCTION heard_moved_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "CaseTag" SET "isOpen" = CASE WHEN NEW."mergedIntoId" IS NULL THEN NEW."closedAt" IS NULL END
    WHERE "caseId" = NEW."id" AND "removedAt" IS NULL;
  RETURN NULL;
END
$$;
DROP TRIGGER "Case_tags_place" ON "Case";
CREATE TRIGGER "Case_tags_place" AFTER UPDATE ON "Case" FOR EACH ROW
  WHEN (ROW(OLD."closedAt" IS NULL, OLD."mergedIntoId" IS NULL) IS DISTINCT FROM ROW(NEW."closedAt" IS NULL, NEW."mergedIntoId" IS NULL))
  EXECUTE FUNCTION heard_moved_case();
