-- CreateTable
CREATE TABLE "PatientName" (
    "patientId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "key" TEXT NOT NULL,

    CONSTRAINT "PatientName_pkey" PRIMARY KEY ("patientId","key")
);

-- CreateTable
CREATE TABLE "NameWord" (
    "word" TEXT NOT NULL,

    CONSTRAINT "NameWord_pkey" PRIMARY KEY ("word")
);

-- AlterTable
ALTER TABLE "SearchSweep" ADD COLUMN     "lastPatientId" UUID;

-- AddForeignKey
ALTER TABLE "PatientName" ADD CONSTRAINT "PatientName_patientId_fkey" FOREIGN KEY ("patientId") REFERENCES "Patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- What Prisma's schema language cannot say.

-- By bytes, so that the beginning of a word is a stretch of it under every locale.
CREATE INDEX "PatientName_key" ON "PatientName" ("siteId", "key" text_pattern_ops, "patientId");
CREATE INDEX "Patient_number_begins" ON "Patient" ("siteId", "recordNumberKey" text_pattern_ops);
CREATE INDEX "NameWord_begins" ON "NameWord" ("word" text_pattern_ops);
CREATE INDEX "NameWord_similar" ON "NameWord" USING gin ("word" gin_trgm_ops);

-- A name with fuzzy parts is found by its words: the trigrams of whole names named too many.
DROP INDEX "Patient_name_search";

-- The words of a name, an apostrophe both as nothing and as a space, in their order and at most twelve.
CREATE FUNCTION heard_name_tokens(value text) RETURNS text[]
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$
    SELECT coalesce((array_agg(token ORDER BY at))[1:12], '{}') FROM (
      SELECT left(token, 60) AS token, min(at) AS at
      FROM unnest(heard_search_tokens(value)
        || heard_search_tokens(regexp_replace(value, '[\u0027\u02BC\u2018\u2019\u2032\uFF07]', ' ', 'g'))) WITH ORDINALITY t(token, at)
      GROUP BY 1
    ) words
  $$;

-- What a name is found by: its words; of a script without spaces also what follows each character; and, after a plus, each two of its
-- words in both orders, so that two frequent words that stand in few names together are found without reading all that have one.
CREATE FUNCTION heard_name_keys(name text, preferred text) RETURNS SETOF text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$
    WITH words AS MATERIALIZED (SELECT token, at FROM unnest(heard_name_tokens(concat_ws(' ', name, preferred))) WITH ORDINALITY t(token, at))
    SELECT token FROM words
    UNION SELECT substr(token, at) FROM (SELECT token FROM words WHERE heard_search_is_unspaced(token)) w, generate_series(2, least(length(token), 12)) at
    UNION SELECT '+' || a.token || ' ' || b.token FROM words a JOIN words b ON a.at <> b.at AND a.at <= 6 AND b.at <= 6
  $$;

-- Writes what these patients are found by, and says how many lines were missing or other than they should be. Who names a patient anew at
-- the same time waits.
CREATE FUNCTION heard_name_index(ids uuid[]) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  gone integer;
  written integer;
BEGIN
  PERFORM FROM "Patient" WHERE "id" = ANY (ids) ORDER BY "id" FOR SHARE;
  INSERT INTO "NameWord" ("word")
    SELECT DISTINCT key FROM "Patient" p, heard_name_keys(p."name", p."preferredName") key
    WHERE p."id" = ANY (ids) AND key NOT LIKE '+%' ORDER BY 1
  ON CONFLICT DO NOTHING;
  DELETE FROM "PatientName" n WHERE n."patientId" = ANY (ids) AND NOT EXISTS (
    SELECT FROM "Patient" p, heard_name_keys(p."name", p."preferredName") key WHERE p."id" = n."patientId" AND key = n."key"
  );
  GET DIAGNOSTICS gone = ROW_COUNT;
  INSERT INTO "PatientName" AS n ("patientId", "siteId", "key")
    SELECT p."id", p."siteId", key FROM "Patient" p, heard_name_keys(p."name", p."preferredName") key WHERE p."id" = ANY (ids)
  ON CONFLICT ("patientId", "key") DO UPDATE SET "siteId" = excluded."siteId" WHERE n."siteId" <> excluded."siteId";
  GET DIAGNOSTICS written = ROW_COUNT;
  RETURN gone + written;
END $$;

-- The words of a patient's name among those of a case, each after an at sign, which parts words and so is in none.
CREATE FUNCTION heard_search_names(patient uuid) RETURNS tsvector LANGUAGE sql STABLE
  AS $$
    SELECT array_to_tsvector(coalesce(array_agg('@' || "key"), '{}')) FROM "PatientName" WHERE "patientId" = patient AND "key" NOT LIKE '+%'
  $$;

CREATE OR REPLACE FUNCTION heard_search_index(ids uuid[]) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  written integer;
BEGIN
  PERFORM FROM "SearchDocument" WHERE "caseId" = ANY (ids) ORDER BY "caseId" FOR UPDATE;
  INSERT INTO "SearchDocument" AS d ("caseId", "siteId", "receivedAt", "text", "words")
    SELECT c."id", c."siteId", c."receivedAt", p."text", heard_search_vector(p."raw") || heard_search_names(c."patientId")
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

CREATE FUNCTION heard_name_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF heard_search_is_later() THEN RETURN NULL; END IF;
  PERFORM heard_name_index(array_agg("id")) FROM added HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER "Patient_name_added" AFTER INSERT ON "Patient" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION heard_name_added();

CREATE FUNCTION heard_name_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF heard_search_is_later() THEN RETURN NULL; END IF;
  -- The cases first, in one order, as whoever works on them takes them: their documents, and then the order of the queue, follow.
  PERFORM FROM "Case" WHERE "patientId" = NEW."id" ORDER BY "id" FOR NO KEY UPDATE;
  PERFORM heard_name_index(ARRAY[NEW."id"]);
  PERFORM heard_search_index(array_agg("id")) FROM "Case" WHERE "patientId" = NEW."id" HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER "Patient_name_changed" AFTER UPDATE ON "Patient" FOR EACH ROW
  WHEN (ROW(OLD."name", OLD."preferredName", OLD."siteId") IS DISTINCT FROM ROW(NEW."name", NEW."preferredName", NEW."siteId"))
  EXECUTE FUNCTION heard_name_changed();

DROP TRIGGER "Case_search_changed" ON "Case";
CREATE TRIGGER "Case_search_changed" AFTER UPDATE ON "Case" FOR EACH ROW
  WHEN (ROW(OLD."siteId", OLD."about", OLD."words", OLD."wanted", OLD."reporterName", OLD."receivedAt", OLD."patientId")
        IS DISTINCT FROM ROW(NEW."siteId", NEW."about", NEW."words", NEW."wanted", NEW."reporterName", NEW."receivedAt", NEW."patientId"))
  EXECUTE FUNCTION heard_search_changed_case();

-- Words of names that may be meant by this one: itself, two of its letters the other way round, some that begin with it, and those that
-- look like it.
CREATE FUNCTION heard_name_words(typed text) RETURNS TABLE ("at" integer, "token" text, "word" text)
  LANGUAGE sql STABLE STRICT
  SET pg_trgm.similarity_threshold = 0.25
  AS $$
    SELECT t.at::int, t.token, w.word FROM unnest((heard_search_tokens(typed))[1:8]) WITH ORDINALITY t(token, at) CROSS JOIN LATERAL (
      SELECT "word" FROM "NameWord" WHERE "word" = t.token
      UNION SELECT "word" FROM "NameWord" WHERE length(t.token) BETWEEN 4 AND 20 AND "word" = ANY (ARRAY(
        SELECT overlay(t.token PLACING substr(t.token, i + 1, 1) || substr(t.token, i, 1) FROM i FOR 2) FROM generate_series(1, length(t.token) - 1) i))
      UNION (SELECT "word" FROM "NameWord"
        WHERE length(t.token) >= 3 AND "word" ~>=~ t.token AND "word" ~<~ (t.token || U&'\+10FFFF') LIMIT 6)
      UNION (SELECT "word" FROM "NameWord" WHERE length(t.token) >= 4 AND "word" % t.token ORDER BY similarity("word", t.token) DESC, "word" LIMIT 40)
    ) w
  $$;

-- Looks at the next `most` patients, mends what is missing or stale, and at the end forgets words that nobody bears any more. Whoever
-- registers a patient is waited for, but not for long.
CREATE FUNCTION heard_name_sweep(most integer, OUT mended integer, OUT is_round_over boolean) LANGUAGE plpgsql AS $$
DECLARE
  after uuid;
  next uuid[];
BEGIN
  SELECT "lastPatientId" INTO after FROM "SearchSweep" WHERE "id" = 1 FOR UPDATE;
  SELECT array_agg("id" ORDER BY "id") INTO next FROM (
    SELECT "id" FROM "Patient" WHERE "id" > coalesce(after, '00000000-0000-0000-0000-000000000000') ORDER BY "id" LIMIT most
  ) p;
  mended := heard_name_index(coalesce(next, '{}'));
  is_round_over := coalesce(cardinality(next), 0) < most;
  UPDATE "SearchSweep" SET "lastPatientId" = CASE WHEN is_round_over THEN NULL ELSE next[cardinality(next)] END WHERE "id" = 1;
  IF NOT is_round_over THEN RETURN; END IF;
  PERFORM set_config('lock_timeout', '500', true);
  BEGIN
    LOCK TABLE "NameWord" IN SHARE ROW EXCLUSIVE MODE;
    DELETE FROM "NameWord" w WHERE NOT EXISTS (
      SELECT FROM "Site" s JOIN "PatientName" n ON n."siteId" = s."id" AND n."key" = w."word"
    );
  EXCEPTION WHEN lock_not_available THEN
    RETURN;
  END;
END $$;

-- A word that is not among the most frequent is taken for as frequent as half of the last of these: with few of them a word that no case has
-- looks frequent enough to be sought from the newest case on, through all.
ALTER TABLE "SearchDocument" ALTER COLUMN "words" SET STATISTICS 300;

-- What stands already.
SELECT heard_name_index(array_agg("id")) FROM "Patient" HAVING count(*) > 0;
UPDATE "SearchDocument" d SET "words" = d."words" || n.names
  FROM "Case" c JOIN (
    SELECT "patientId", array_to_tsvector(array_agg('@' || "key")) AS names FROM "PatientName" WHERE "key" NOT LIKE '+%' GROUP BY "patientId"
  ) n ON n."patientId" = c."patientId"
  WHERE c."id" = d."caseId";
