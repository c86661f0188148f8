-- CreateTable
CREATE TABLE "EventDetail" (
    "eventId" UUID NOT NULL,
    "siteId" UUID,
    "salt" TEXT NOT NULL,
    "values" JSONB NOT NULL,
    "redactedAt" TIMESTAMPTZ(3),

    CONSTRAINT "EventDetail_pkey" PRIMARY KEY ("eventId")
);

-- CreateIndex
CREATE INDEX "EventDetail_siteId_idx" ON "EventDetail"("siteId");

-- AddForeignKey
ALTER TABLE "EventDetail" ADD CONSTRAINT "EventDetail_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The values of people beside an event are written with it and change once: when they are removed, salt and all.
ALTER TABLE "EventDetail" ADD CONSTRAINT "EventDetail_removed_whole"
  CHECK (("redactedAt" IS NOT NULL) = ("values" = '{}') AND ("redactedAt" IS NOT NULL) = ("salt" = ''));

CREATE FUNCTION heard_only_redact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."redactedAt" IS NOT NULL OR NEW."redactedAt" IS NULL
     OR NEW."eventId" <> OLD."eventId" OR NEW."siteId" IS DISTINCT FROM OLD."siteId" THEN
    RAISE EXCEPTION 'the values beside an event are removed or stay as they are' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "EventDetail_only_redact" BEFORE UPDATE ON "EventDetail" FOR EACH ROW EXECUTE FUNCTION heard_only_redact();
CREATE TRIGGER "EventDetail_not_deleted" BEFORE DELETE ON "EventDetail" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "EventDetail_no_truncate" BEFORE TRUNCATE ON "EventDetail" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
