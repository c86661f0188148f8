-- Of what one change of many cases did people are told once: the news, and what is told later of an escalation, name the change.
ALTER TABLE "Notification" ADD COLUMN "runId" UUID;
ALTER TABLE "Escalation" ADD COLUMN "runId" UUID;

ALTER TABLE "Notification" ADD CONSTRAINT "Notification_runId_fkey" FOREIGN KEY ("runId") REFERENCES "BulkRun"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "Escalation" ADD CONSTRAINT "Escalation_runId_fkey" FOREIGN KEY ("runId") REFERENCES "BulkRun"("id") ON DELETE SET NULL ON UPDATE CASCADE;
