-- CreateEnum
CREATE TYPE "ReminderStage" AS ENUM ('due', 'late');

-- AlterTable
ALTER TABLE "FollowUp" ADD COLUMN     "remindedOf" "ReminderStage";

-- AlterTable
ALTER TABLE "PatientPromise" ADD COLUMN     "remindedOf" "ReminderStage";

-- AlterTable
ALTER TABLE "Notification" ADD COLUMN     "coveredId" UUID;

-- AddForeignKey
ALTER TABLE "Notification" ADD CONSTRAINT "Notification_coveredId_fkey" FOREIGN KEY ("coveredId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- As before, and what was told of its day changes too while it is open.
DROP TRIGGER "FollowUp_keep" ON "FollowUp";
CREATE TRIGGER "FollowUp_keep" BEFORE UPDATE ON "FollowUp" FOR EACH ROW
  WHEN (OLD."state" <> 'open'
    OR to_jsonb(OLD) - '{caseId,ownerId,state,dueOn,bestTime,remindedOf,result,reason,settledById,settledAt}'::text[]
      IS DISTINCT FROM to_jsonb(NEW) - '{caseId,ownerId,state,dueOn,bestTime,remindedOf,result,reason,settledById,settledAt}'::text[])
  EXECUTE FUNCTION heard_keep_follow_up();
DROP TRIGGER "PatientPromise_keep" ON "PatientPromise";
CREATE TRIGGER "PatientPromise_keep" BEFORE UPDATE ON "PatientPromise" FOR EACH ROW
  WHEN (OLD."state" <> 'open'
    OR to_jsonb(OLD) - '{caseId,ownerId,state,remindedOf,approval,decidedById,decidedAt,outlivesCase,keptOn,keptHow,reason,toldVia,toldById,settledById,settledAt}'::text[]
      IS DISTINCT FROM to_jsonb(NEW) - '{caseId,ownerId,state,remindedOf,approval,decidedById,decidedAt,outlivesCase,keptOn,keptHow,reason,toldVia,toldById,settledById,settledAt}'::text[])
  EXECUTE FUNCTION heard_keep_promise();

-- What passed long ago is no news any more.
UPDATE "FollowUp" SET "remindedOf" = 'late' WHERE "state" = 'open' AND "dueOn" < current_date - 7;
UPDATE "PatientPromise" SET "remindedOf" = 'late' WHERE "state" = 'open' AND "dueOn" < current_date - 7;

-- What has yet to be told: the reminders read these and nothing else.
CREATE INDEX "FollowUp_to_remind" ON "FollowUp" ("dueOn", "id")
  WHERE "state" = 'open' AND "remindedOf" IS DISTINCT FROM 'late';
CREATE INDEX "PatientPromise_to_remind" ON "PatientPromise" ("dueOn", "id")
  WHERE "state" = 'open' AND "approval" IS DISTINCT FROM 'pending' AND "remindedOf" IS DISTINCT FROM 'late';

-- Countings that have not ended: health looks for them.
CREATE INDEX "ClockRecount_unfinished" ON "ClockRecount" ("askedAt") WHERE "finishedAt" IS NULL;
