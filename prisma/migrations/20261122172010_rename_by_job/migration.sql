-- What Prisma's schema language cannot say.

-- Who is called something else is found under it: a patient at once, for they have few cases; a unit or a colleague by a job. Whoever gives a case to
-- one of these holds the case and waits for the name, so that a renaming that waited for cases would wait for whoever waits for it. The job is
-- there once the new name is, and never if it is not.
CREATE OR REPLACE FUNCTION heard_rename_queue_keys() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."name" IS NOT DISTINCT FROM NEW."name" THEN
    RETURN NULL;
  END IF;
  IF TG_TABLE_NAME = 'Patient' THEN
    UPDATE "Case" SET "patientKey" = heard_queue_key(NEW."name") WHERE "patientId" = NEW."id";
  ELSE
    PERFORM graphile_worker.add_job('renameInQueue', json_build_object(lower(TG_TABLE_NAME) || 'Id', NEW."id"),
      job_key := 'renameInQueue:' || NEW."id");
  END IF;
  RETURN NULL;
END
$$;
