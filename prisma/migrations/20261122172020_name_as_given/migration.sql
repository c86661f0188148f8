-- What Prisma's schema language cannot say.

-- Who gives a case to a unit or a colleague waits for the name that they are being given, and has them keep theirs until the case is given: so the job of
-- a renaming finds every case that stands under the name before. The locks are for what changes alone. Of what stays the job sees the case, and
-- whoever holds a person and wants their cases, as a handing over does, is not waited for.
CREATE OR REPLACE FUNCTION heard_set_queue_keys() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  named text;
BEGIN
  IF TG_OP = 'INSERT' OR ROW(NEW."patientId", NEW."reporterName") IS DISTINCT FROM ROW(OLD."patientId", OLD."reporterName") THEN
    SELECT "name", "language" INTO named, NEW."language" FROM "Patient" WHERE "id" = NEW."patientId";
    NEW."patientKey" := heard_queue_key(coalesce(named, NEW."reporterName"));
  END IF;
  IF TG_OP = 'INSERT' OR NEW."unitId" IS DISTINCT FROM OLD."unitId" THEN
    -- As the foreign key would take it: a name is part of a unit's key.
    NEW."unitKey" := heard_queue_key((SELECT "name" FROM "Unit" WHERE "id" = NEW."unitId" FOR KEY SHARE));
  END IF;
  IF TG_OP = 'INSERT' OR NEW."ownerId" IS DISTINCT FROM OLD."ownerId" THEN
    NEW."ownerKey" := heard_queue_key((SELECT "name" FROM "Person" WHERE "id" = NEW."ownerId" FOR SHARE));
  END IF;
  RETURN NEW;
END
$$;
