-- Escalations that wait since before they were answered by a time: a worker tells of them and sets it, the next time that it looks.
UPDATE "Escalation" SET "nextCheckAt" = now()
WHERE "answeredAt" IS NULL AND "nextCheckAt" IS NULL AND "answerBy" IS NULL AND "toldAt" IS NULL;
