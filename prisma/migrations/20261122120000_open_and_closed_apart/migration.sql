-- What is open and what is closed are looked for apart, and few cases are open: in one order with the closed they would be found only
-- after all those. So each order of the queue holds them one after the other. A merged case is in no list, so it is in none of these.
ALTER TABLE "Case" ADD COLUMN "isOpen" BOOLEAN GENERATED ALWAYS AS ("closedAt" IS NULL) STORED;

-- One for each order that the queue offers.
CREATE INDEX "Case_by_reference" ON "Case"("siteId", "isOpen", "reference", "id") WHERE "mergedIntoId" IS NULL;
CREATE INDEX "Case_by_patient" ON "Case"("siteId", "isOpen", "patientKey", "id") WHERE "mergedIntoId" IS NULL;
CREATE INDEX "Case_by_kind" ON "Case"("siteId", "isOpen", "kind", "id") WHERE "mergedIntoId" IS NULL;
CREATE INDEX "Case_by_unit" ON "Case"("siteId", "isOpen", "unitKey", "id") WHERE "mergedIntoId" IS NULL;
CREATE INDEX "Case_by_owner" ON "Case"("siteId", "isOpen", "ownerKey", "id") WHERE "mergedIntoId" IS NULL;
CREATE INDEX "Case_by_severity" ON "Case"("siteId", "isOpen", "severity", "id") WHERE "mergedIntoId" IS NULL;
CREATE INDEX "Case_by_state" ON "Case"("siteId", "isOpen", "state", "id") WHERE "mergedIntoId" IS NULL;
CREATE INDEX "Case_by_due" ON "Case"("siteId", "isOpen", "nextDueAt", "id") WHERE "mergedIntoId" IS NULL;
CREATE INDEX "Case_by_heard" ON "Case"("siteId", "isOpen", "unheardSince", "id") WHERE "mergedIntoId" IS NULL;
CREATE INDEX "Case_by_received" ON "Case"("siteId", "isOpen", "receivedAt", "id") WHERE "mergedIntoId" IS NULL;
CREATE INDEX "Case_by_updated" ON "Case"("siteId", "isOpen", "updatedAt", "id") WHERE "mergedIntoId" IS NULL;

-- One for each fact by which it is filtered, in the order in which it opens.
CREATE INDEX "Case_of_kind" ON "Case"("siteId", "isOpen", "kind", "receivedAt", "id") WHERE "mergedIntoId" IS NULL;
CREATE INDEX "Case_of_severity" ON "Case"("siteId", "isOpen", "severity", "receivedAt", "id") WHERE "mergedIntoId" IS NULL;
CREATE INDEX "Case_of_state" ON "Case"("siteId", "isOpen", "state", "receivedAt", "id") WHERE "mergedIntoId" IS NULL;
CREATE INDEX "Case_of_channel" ON "Case"("siteId", "isOpen", "channel", "receivedAt", "id") WHERE "mergedIntoId" IS NULL;
CREATE INDEX "Case_of_reporter" ON "Case"("siteId", "isOpen", "reporterKind", "receivedAt", "id") WHERE "mergedIntoId" IS NULL;
CREATE INDEX "Case_of_unit" ON "Case"("siteId", "isOpen", "unitId", "receivedAt", "id") WHERE "mergedIntoId" IS NULL;
CREATE INDEX "Case_of_owner" ON "Case"("siteId", "isOpen", "ownerId", "receivedAt", "id") WHERE "mergedIntoId" IS NULL;
-- What has none: an index on a column keeps no order behind its nulls.
CREATE INDEX "Case_of_no_unit" ON "Case"("siteId", "isOpen", "receivedAt", "id") WHERE "mergedIntoId" IS NULL AND "unitId" IS NULL;
CREATE INDEX "Case_of_nobody" ON "Case"("siteId", "isOpen", "receivedAt", "id") WHERE "mergedIntoId" IS NULL AND "ownerId" IS NULL;

-- Patients are few who speak a language that few speak.
CREATE INDEX "Patient_language" ON "Patient"("language") WHERE "language" IS NOT NULL;

-- How they go together is not how the planner would guess: what is open is in none of the states of the closed.
CREATE STATISTICS "Case_standing" (dependencies, mcv) ON "isOpen", "state", "siteId" FROM "Case";

-- With these at hand, the planner would read all that is open in order to reach what is closed.
DROP INDEX "Case_siteId_reference_id_idx";
DROP INDEX "Case_siteId_patientKey_id_idx";
DROP INDEX "Case_siteId_kind_id_idx";
DROP INDEX "Case_siteId_unitKey_id_idx";
DROP INDEX "Case_siteId_ownerKey_id_idx";
DROP INDEX "Case_siteId_severity_id_idx";
DROP INDEX "Case_siteId_state_id_idx";
DROP INDEX "Case_siteId_nextDueAt_id_idx";
DROP INDEX "Case_siteId_unheardSince_id_idx";
DROP INDEX "Case_siteId_receivedAt_id_idx";
DROP INDEX "Case_siteId_kind_receivedAt_id_idx";
DROP INDEX "Case_siteId_updatedAt_id_idx";
CREATE INDEX "Case_updatedAt_siteId_id_idx" ON "Case"("updatedAt", "siteId", "id");
CREATE INDEX "Case_receivedAt_siteId_id_idx" ON "Case"("receivedAt", "siteId", "id");
DROP INDEX "Case_ownerId_receivedAt_id_idx";

-- What somebody had, by when it was closed.
CREATE INDEX "Case_owner_closed" ON "Case"("ownerId", "closedAt", "id") WHERE "closedAt" IS NOT NULL;

-- What has come in since a queue was shown.
CREATE INDEX "Case_siteId_loggedAt_idx" ON "Case"("siteId", "loggedAt");
