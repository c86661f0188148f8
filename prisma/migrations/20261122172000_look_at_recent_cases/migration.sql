-- What Prisma's schema language cannot say.

-- Mends what is missing or stale of the cases changed in the last hour: what each is found by, and where it stands in the queue. A round of the
-- sweep takes a day where there are very many cases, and what was just changed is not to wait for it.
CREATE FUNCTION heard_search_recent(at timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  recent uuid[] := ARRAY(
    SELECT c."id" FROM "Site" s CROSS JOIN LATERAL (
      SELECT "id" FROM "Case" WHERE "siteId" = s."id" AND "updatedAt" > at - interval '1 hour' ORDER BY "updatedAt" DESC LIMIT 200
    ) c
  );
BEGIN
  -- The case before its document, as whoever changes one takes them.
  RETURN heard_queue_keys(recent) + heard_search_index(recent);
END $$;

-- Does the same for the next `most` of all. The last case ends a round.
CREATE OR REPLACE FUNCTION heard_search_sweep(most integer, at timestamptz, OUT mended integer, OUT is_round_over boolean) LANGUAGE plpgsql AS $$
DECLARE
  after uuid;
  next uuid[];
BEGIN
  SELECT "lastCaseId" INTO after FROM "SearchSweep" WHERE "id" = 1 FOR UPDATE;
  next := ARRAY(SELECT "id" FROM "Case" WHERE "id" > coalesce(after, '00000000-0000-0000-0000-000000000000') ORDER BY "id" LIMIT most);
  mended := heard_queue_keys(next);
  mended := mended + heard_search_index(next);
  is_round_over := cardinality(next) < most;
  UPDATE "SearchSweep" SET "lastCaseId" = CASE WHEN is_round_over THEN NULL ELSE next[cardinality(next)] END, "sweptAt" = at WHERE "id" = 1;
END $$;
