-- A name as the queue is ordered by it: without accents and capitals, by code point, so that neither the server's locale nor its next version
-- moves anybody. What has no name comes after all that have.
CREATE FUNCTION heard_queue_key("name" TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN coalesce(btrim("name"), '') = '' THEN '2'
    ELSE '1' || left(lower(regexp_replace(normalize(btrim("name"), NFKD), '[\u0300-\u036F]', '', 'g')), 60)
  END
$$;

ALTER TABLE "Case"
  ADD COLUMN "patientKey" TEXT COLLATE "C" NOT NULL DEFAULT '2',
  ADD COLUMN "unitKey" TEXT COLLATE "C" NOT NULL DEFAULT '2',
  ADD COLUMN "ownerKey" TEXT COLLATE "C" NOT NULL DEFAULT '2',
  ADD COLUMN "unheardSince" TIMESTAMPTZ(3) GENERATED ALWAYS AS (
    CASE WHEN "closedAt" IS NULL THEN coalesce("lastHeardAt", "receivedAt") ELSE TIMESTAMPTZ '9999-12-31T00:00:00Z' END
  ) STORED;

CREATE FUNCTION heard_set_queue_keys() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."patientKey" := heard_queue_key(coalesce((SELECT "name" FROM "Patient" WHERE "id" = NEW."patientId"), NEW."reporterName"));
  NEW."unitKey" := heard_queue_key((SELECT "name" FROM "Unit" WHERE "id" = NEW."unitId"));
  NEW."ownerKey" := heard_queue_key((SELECT "name" FROM "Person" WHERE "id" = NEW."ownerId"));
  RETURN NEW;
END
$$;
CREATE TRIGGER "Case_queue_keys" BEFORE INSERT OR UPDATE OF "patientId", "reporterName", "unitId", "ownerId" ON "Case"
  FOR EACH ROW EXECUTE FUNCTION heard_set_queue_keys();

-- Who is called something else is found under it.
CREATE FUNCTION heard_rename_queue_keys() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."name" IS NOT DISTINCT FROM NEW."name" THEN
    RETURN NULL;
  END IF;
  CASE TG_TABLE_NAME
    WHEN 'Patient' THEN UPDATE "Case" SET "patientKey" = heard_queue_key(NEW."name") WHERE "patientId" = NEW."id";
    WHEN 'Unit' THEN UPDATE "Case" SET "unitKey" = heard_queue_key(NEW."name") WHERE "unitId" = NEW."id";
    WHEN 'Person' THEN UPDATE "Case" SET "ownerKey" = heard_queue_key(NEW."name") WHERE "ownerId" = NEW."id";
  END CASE;
  RETURN NULL;
END
$$;
CREATE TRIGGER "Patient_queue_key" AFTER UPDATE ON "Patient" FOR EACH ROW EXECUTE FUNCTION heard_rename_queue_keys();
CREATE TRIGGER "Unit_queue_key" AFTER UPDATE ON "Unit" FOR EACH ROW EXECUTE FUNCTION heard_rename_queue_keys();
CREATE TRIGGER "Person_queue_key" AFTER UPDATE ON "Person" FOR EACH ROW EXECUTE FUNCTION heard_rename_queue_keys();

UPDATE "Case" c SET
  "patientKey" = heard_queue_key(coalesce((SELECT "name" FROM "Patient" WHERE "id" = c."patientId"), c."reporterName")),
  "unitKey" = heard_queue_key((SELECT "name" FROM "Unit" WHERE "id" = c."unitId")),
  "ownerKey" = heard_queue_key((SELECT "name" FROM "Person" WHERE "id" = c."ownerId"));

-- One for each order that the queue offers and that had none.
CREATE INDEX "Case_siteId_reference_id_idx" ON "Case"("siteId", "reference", "id");
CREATE INDEX "Case_siteId_patientKey_id_idx" ON "Case"("siteId", "patientKey", "id");
CREATE INDEX "Case_siteId_kind_id_idx" ON "Case"("siteId", "kind", "id");
CREATE INDEX "Case_siteId_unitKey_id_idx" ON "Case"("siteId", "unitKey", "id");
CREATE INDEX "Case_siteId_ownerKey_id_idx" ON "Case"("siteId", "ownerKey", "id");
CREATE INDEX "Case_siteId_state_id_idx" ON "Case"("siteId", "state", "id");
CREATE INDEX "Case_siteId_nextDueAt_id_idx" ON "Case"("siteId", "nextDueAt", "id");
CREATE INDEX "Case_siteId_unheardSince_id_idx" ON "Case"("siteId", "unheardSince", "id");
