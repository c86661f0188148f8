-- AlterTable
ALTER TABLE "Improvement" ADD COLUMN     "remindedOf" "ReminderStage",
ADD COLUMN     "verifyToldAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Notification" ADD COLUMN     "improvementId" UUID,
ADD COLUMN     "reportId" UUID;

-- CreateIndex
CREATE INDEX "Improvement_siteId_state_doneOn_id_idx" ON "Improvement"("siteId", "state", "doneOn", "id");

-- AddForeignKey
ALTER TABLE "Notification" ADD CONSTRAINT "Notification_reportId_fkey" FOREIGN KEY ("reportId") REFERENCES "Report"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notification" ADD CONSTRAINT "Notification_improvementId_fkey" FOREIGN KEY ("improvementId") REFERENCES "Improvement"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What was late for a while when reminders began is no news.
UPDATE "Improvement" SET "remindedOf" = 'late' WHERE "state" IN ('planned', 'doing') AND "dueOn" < current_date - 7;

-- What has yet to be told of, and nothing else.
CREATE INDEX "Improvement_toRemind_idx" ON "Improvement" ("dueOn", "id")
  WHERE "state" IN ('planned', 'doing') AND "remindedOf" IS DISTINCT FROM 'late';
CREATE INDEX "Improvement_toVerify_idx" ON "Improvement" ("doneOn", "id")
  WHERE "state" = 'done' AND "verifyToldAt" IS NULL;
