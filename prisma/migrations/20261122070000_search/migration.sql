-- CreateTable
CREATE TABLE "SearchDocument" (
    "caseId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "text" TEXT NOT NULL,
    "words" tsvector NOT NULL,

    CONSTRAINT "SearchDocument_pkey" PRIMARY KEY ("caseId")
);

-- CreateTable
CREATE TABLE "SearchSweep" (
    "id" SMALLINT NOT NULL DEFAULT 1,
    "lastCaseId" UUID,
    "sweptAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SearchSweep_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "SearchDocument_siteId_receivedAt_caseId_idx" ON "SearchDocument"("siteId", "receivedAt", "caseId");

-- CreateIndex
CREATE INDEX "SearchDocument_words_idx" ON "SearchDocument" USING GIN ("words");

-- AddForeignKey
ALTER TABLE "SearchDocument" ADD CONSTRAINT "SearchDocument_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- What Prisma's schema language cannot say.

-- All of this is told by code points, so that it is the same under every locale of a server.

-- Folded, without what cannot be seen, its words between single spaces. Signs part words; an apostrophe does not.
CREATE FUNCTION heard_search_text(value text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$
    SELECT ' ' || btrim(regexp_replace(
      regexp_replace(heard_fold(value),
        '[\u0027\u00AD\u02BC\u2018\u2019\u2032\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFE00-\uFE0F\uFEFF]+', '', 'g'),
      '[\u0001-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00A9\u00AB-\u00B1\u00B4\u00B6-\u00B8\u00BB-\u00BF\u00D7\u00F7\u02C2-\u02DF\u037E\u0387\u055A-\u055F\u0589\u05BE\u060C\u061B\u061F\u066A-\u066D\u06D4\u0964\u0965\u0E5A\u0E5B\u2000-\u2029\u202F-\u205F\u20A0-\u20CF\u2190-\u25FF\u27C0-\u2BFF\u2E00-\u2E7F\u3000-\u3004\u3008-\u3020\u3030\u303D\u30FB\uFE10-\uFE6F\uFFFC\uFFFD]+',
      ' ', 'g')) || ' '
  $$;

-- Its words in their order; runs of a script that has no spaces between words, and of pictures, each for themselves.
CREATE FUNCTION heard_search_tokens(value text) RETURNS text[]
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$
    SELECT CASE WHEN words ~ '[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u2600-\u27BF\u3040-\u30FF\u31F0-\u31FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF\U0001F000-\U0001FAFF\U00020000-\U0003FFFF]'
      THEN array_remove(string_to_array(regexp_replace(words, '([\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u2600-\u27BF\u3040-\u30FF\u31F0-\u31FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF\U0001F000-\U0001FAFF\U00020000-\U0003FFFF]+)', ' \1 ', 'g'), ' '), '')
      ELSE array_remove(string_to_array(words, ' '), '') END
    FROM heard_search_text(value) words
  $$;

CREATE FUNCTION heard_search_is_unspaced(token text) RETURNS boolean
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$ SELECT token ~ '^[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u2600-\u27BF\u3040-\u30FF\u31F0-\u31FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF\U0001F000-\U0001FAFF\U00020000-\U0003FFFF]' $$;

-- What a text is found by: its words, with an apostrophe both as nothing and as a space, so that "patient's" is found by "patient"; of a
-- script without spaces every two characters that follow each other, and the last one.
CREATE FUNCTION heard_search_lexemes(value text) RETURNS SETOF text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$
    WITH tokens AS MATERIALIZED (
      SELECT token, heard_search_is_unspaced(token) AS "isUnspaced" FROM unnest(
        heard_search_tokens(value)
        || CASE WHEN value ~ '[\u0027\u02BC\u2018\u2019\u2032\uFF07]'
             THEN heard_search_tokens(regexp_replace(value, '[\u0027\u02BC\u2018\u2019\u2032\uFF07]', ' ', 'g')) ELSE '{}' END
      ) token
    )
    SELECT left(token, 200) FROM tokens WHERE NOT "isUnspaced"
    UNION ALL
    SELECT substr(token, at, 2) FROM tokens, generate_series(1, length(token)) at WHERE "isUnspaced"
  $$;

-- A tsvector holds a megabyte: what is over it is left out, which takes more words than a case has.
CREATE FUNCTION heard_search_vector(value text) RETURNS tsvector
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$
    SELECT CASE WHEN octet_length(value) < 400000
      THEN (SELECT array_to_tsvector(coalesce(array_agg(word), '{}')) FROM heard_search_lexemes(value) word)
      ELSE (
        SELECT array_to_tsvector(coalesce(array_agg(word), '{}')) FROM (
          SELECT word, sum(octet_length(word) + 2) OVER (ORDER BY word COLLATE "C") AS bytes
          FROM (SELECT DISTINCT word FROM heard_search_lexemes(value) word) w
        ) measured WHERE bytes < 1000000
      ) END
  $$;

-- What somebody looks for, as a question to such a vector; null where nothing of it can be looked for.
CREATE FUNCTION heard_search_query(value text, is_begun boolean) RETURNS tsquery
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$
    SELECT string_agg(
      CASE
        WHEN NOT heard_search_is_unspaced(token)
          THEN '''' || left(token, 200) || CASE WHEN is_begun AND at = many AND length(token) > 1 THEN ''':*' ELSE '''' END
        WHEN length(token) = 1 THEN '''' || token || ''':*'
        ELSE (SELECT string_agg('''' || substr(token, i, 2) || '''', ' & ') FROM generate_series(1, length(token) - 1) i)
      END, ' & ')::tsquery
    FROM unnest(heard_search_tokens(value)) WITH ORDINALITY t(token, at), cardinality(heard_search_tokens(value)) many
  $$;

-- The same as a pattern for the text, where the vector alone would also find the words apart; else null.
CREATE FUNCTION heard_search_pattern(value text, is_begun boolean) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$
    SELECT CASE WHEN cardinality(tokens) > 1 OR (heard_search_is_unspaced(tokens[1]) AND length(tokens[1]) > 2)
      THEN '%' || CASE WHEN heard_search_is_unspaced(tokens[1]) THEN '' ELSE ' ' END
        || btrim(heard_search_text(value))
        || CASE WHEN is_begun OR heard_search_is_unspaced(tokens[cardinality(tokens)]) THEN '%' ELSE ' %' END
      END
    FROM heard_search_tokens(value) tokens
  $$;

-- All that a search may find, each part where it was written. Never a privileged note, and nothing that was voided.
CREATE VIEW "SearchPart" AS
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
  UNION ALL SELECT "caseId", "siteId", 'closing', "id", "closedAt", concat_ws(E'\n', "summary", "lesson") FROM "Closing";

-- Writes the documents of these cases anew, and says how many were missing or other than they should be. Whoever changes a case at the
-- same time waits, and then reads what was written meanwhile: each statement of a function sees what is committed by then.
CREATE FUNCTION heard_search_index(ids uuid[]) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  written integer;
BEGIN
  PERFORM FROM "SearchDocument" WHERE "caseId" = ANY (ids) ORDER BY "caseId" FOR UPDATE;
  INSERT INTO "SearchDocument" AS d ("caseId", "siteId", "receivedAt", "text", "words")
    SELECT c."id", c."siteId", c."receivedAt", p."text", heard_search_vector(p."raw")
    FROM "Case" c CROSS JOIN LATERAL (
      SELECT string_agg(heard_search_text("text"), E'\n' ORDER BY "kind", "at", "sourceId") AS "text", string_agg("text", E'\n') AS "raw"
      FROM "SearchPart" WHERE "caseId" = c."id"
    ) p
    WHERE c."id" = ANY (ids)
  ON CONFLICT ("caseId") DO UPDATE
    SET "siteId" = excluded."siteId", "receivedAt" = excluded."receivedAt", "text" = excluded."text", "words" = excluded."words"
    WHERE d."text" <> excluded."text" OR d."words" <> excluded."words"
       OR d."siteId" <> excluded."siteId" OR d."receivedAt" <> excluded."receivedAt";
  GET DIAGNOSTICS written = ROW_COUNT;
  RETURN written;
END $$;

-- Who loads a great many rows says SET LOCAL heard.search_later = 'on' and has them indexed at the end; the sweep would find them too.
CREATE FUNCTION heard_search_is_later() RETURNS boolean LANGUAGE sql STABLE
  AS $$ SELECT coalesce(current_setting('heard.search_later', true), '') = 'on' $$;

CREATE FUNCTION heard_search_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF heard_search_is_later() THEN RETURN NULL; END IF;
  PERFORM heard_search_index(array_agg(DISTINCT "caseId")) FROM added;
  RETURN NULL;
END $$;

CREATE FUNCTION heard_search_added_cases() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF heard_search_is_later() THEN RETURN NULL; END IF;
  PERFORM heard_search_index(array_agg("id")) FROM added;
  RETURN NULL;
END $$;

CREATE FUNCTION heard_search_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF heard_search_is_later() THEN RETURN NULL; END IF;
  PERFORM heard_search_index(ARRAY[OLD."caseId", NEW."caseId"]);
  RETURN NULL;
END $$;

CREATE FUNCTION heard_search_changed_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF heard_search_is_later() THEN RETURN NULL; END IF;
  PERFORM heard_search_index(ARRAY[NEW."id"]);
  RETURN NULL;
END $$;

CREATE FUNCTION heard_search_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF heard_search_is_later() THEN RETURN NULL; END IF;
  PERFORM heard_search_index(ARRAY[OLD."caseId"]);
  RETURN NULL;
END $$;

CREATE TRIGGER "Case_search_added" AFTER INSERT ON "Case" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION heard_search_added_cases();
CREATE TRIGGER "Case_search_changed" AFTER UPDATE ON "Case" FOR EACH ROW
  WHEN (ROW(OLD."siteId", OLD."about", OLD."words", OLD."wanted", OLD."reporterName", OLD."receivedAt")
        IS DISTINCT FROM ROW(NEW."siteId", NEW."about", NEW."words", NEW."wanted", NEW."reporterName", NEW."receivedAt"))
  EXECUTE FUNCTION heard_search_changed_case();

CREATE TRIGGER "Issue_search_added" AFTER INSERT ON "Issue" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION heard_search_added();
CREATE TRIGGER "Issue_search_changed" AFTER UPDATE ON "Issue" FOR EACH ROW
  WHEN (ROW(OLD."caseId", OLD."summary", OLD."answer", OLD."whatChanged", OLD."voidedAt")
        IS DISTINCT FROM ROW(NEW."caseId", NEW."summary", NEW."answer", NEW."whatChanged", NEW."voidedAt"))
  EXECUTE FUNCTION heard_search_changed();

CREATE TRIGGER "Note_search_added" AFTER INSERT ON "Note" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION heard_search_added();

CREATE TRIGGER "Contact_search_added" AFTER INSERT ON "Contact" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION heard_search_added();
CREATE TRIGGER "Contact_search_changed" AFTER UPDATE ON "Contact" FOR EACH ROW
  WHEN (ROW(OLD."caseId", OLD."otherName", OLD."summary", OLD."voidedAt")
        IS DISTINCT FROM ROW(NEW."caseId", NEW."otherName", NEW."summary", NEW."voidedAt"))
  EXECUTE FUNCTION heard_search_changed();

CREATE TRIGGER "Letter_search_added" AFTER INSERT ON "Letter" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION heard_search_added();
CREATE TRIGGER "Letter_search_changed" AFTER UPDATE ON "Letter" FOR EACH ROW
  WHEN (OLD."caseId" <> NEW."caseId" OR OLD."text" <> NEW."text" OR (OLD."state" = 'void') <> (NEW."state" = 'void'))
  EXECUTE FUNCTION heard_search_changed();

CREATE TRIGGER "Request_search_added" AFTER INSERT ON "Request" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION heard_search_added();
CREATE TRIGGER "Request_search_changed" AFTER UPDATE ON "Request" FOR EACH ROW
  WHEN (ROW(OLD."caseId", OLD."question", OLD."answer") IS DISTINCT FROM ROW(NEW."caseId", NEW."question", NEW."answer"))
  EXECUTE FUNCTION heard_search_changed();

CREATE TRIGGER "Escalation_search_added" AFTER INSERT ON "Escalation" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION heard_search_added();
CREATE TRIGGER "Escalation_search_changed" AFTER UPDATE ON "Escalation" FOR EACH ROW
  WHEN (ROW(OLD."caseId", OLD."reason", OLD."answer") IS DISTINCT FROM ROW(NEW."caseId", NEW."reason", NEW."answer"))
  EXECUTE FUNCTION heard_search_changed();

CREATE TRIGGER "Closing_search_added" AFTER INSERT ON "Closing" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION heard_search_added();
CREATE TRIGGER "Closing_search_changed" AFTER UPDATE ON "Closing" FOR EACH ROW
  WHEN (ROW(OLD."caseId", OLD."summary", OLD."lesson") IS DISTINCT FROM ROW(NEW."caseId", NEW."summary", NEW."lesson"))
  EXECUTE FUNCTION heard_search_changed();

-- Rows of these tables can be deleted, where a merge or an undoing takes back what it made.
CREATE TRIGGER "Issue_search_removed" AFTER DELETE ON "Issue" FOR EACH ROW EXECUTE FUNCTION heard_search_removed();
CREATE TRIGGER "Contact_search_removed" AFTER DELETE ON "Contact" FOR EACH ROW EXECUTE FUNCTION heard_search_removed();
CREATE TRIGGER "Letter_search_removed" AFTER DELETE ON "Letter" FOR EACH ROW EXECUTE FUNCTION heard_search_removed();
CREATE TRIGGER "Request_search_removed" AFTER DELETE ON "Request" FOR EACH ROW EXECUTE FUNCTION heard_search_removed();
CREATE TRIGGER "Escalation_search_removed" AFTER DELETE ON "Escalation" FOR EACH ROW EXECUTE FUNCTION heard_search_removed();
CREATE TRIGGER "Closing_search_removed" AFTER DELETE ON "Closing" FOR EACH ROW EXECUTE FUNCTION heard_search_removed();

-- Looks at the cases changed in the last hour and at the next `most` of all, and mends what is missing or stale. The last case ends a round.
CREATE FUNCTION heard_search_sweep(most integer, at timestamptz, OUT mended integer, OUT is_round_over boolean) LANGUAGE plpgsql AS $$
DECLARE
  after uuid;
  next uuid[];
  recent uuid[];
BEGIN
  SELECT "lastCaseId" INTO after FROM "SearchSweep" WHERE "id" = 1 FOR UPDATE;
  SELECT array_agg("id") INTO next FROM (
    SELECT "id" FROM "Case" WHERE "id" > coalesce(after, '00000000-0000-0000-0000-000000000000') ORDER BY "id" LIMIT most
  ) c;
  IF after IS NULL THEN
    SELECT array_agg(c."id") INTO recent FROM "Site" s CROSS JOIN LATERAL (
      SELECT "id" FROM "Case" WHERE "siteId" = s."id" AND "updatedAt" > at - interval '1 hour' ORDER BY "updatedAt" DESC LIMIT 200
    ) c;
  END IF;
  mended := heard_search_index(next || coalesce(recent, '{}'));
  is_round_over := coalesce(cardinality(next), 0) < most;
  UPDATE "SearchSweep" SET "lastCaseId" = CASE WHEN is_round_over THEN NULL ELSE next[cardinality(next)] END, "sweptAt" = at WHERE "id" = 1;
END $$;

INSERT INTO "SearchSweep" ("id", "sweptAt") VALUES (1, now());

-- What stands already.
SELECT heard_search_index(array_agg("id")) FROM "Case";
