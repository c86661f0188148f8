-- What open work is counted and put in order by, where the cases themselves would else be read: the load of each owner and who among them
-- waits, what is to be triaged, the worst first, and since when something is back.
CREATE INDEX "Case_load" ON "Case" ("siteId", "ownerId", "state") INCLUDE ("id", "severity", "kind", "escalatedAt")
  WHERE "isOpen" AND "mergedIntoId" IS NULL AND "ownerId" IS NOT NULL;
CREATE INDEX "CaseFacts_alleged" ON "CaseFacts" ("caseId") WHERE 'yes' IN ("allegesHarm", "allegesAbuse", "allegesNeglect");
CREATE INDEX "Case_to_triage" ON "Case" ("siteId", "severity" DESC, "receivedAt", "id")
  WHERE "isOpen" AND "mergedIntoId" IS NULL AND "ownerId" IS NULL AND "escalatedAt" IS NULL;
CREATE INDEX "Case_escalated_open" ON "Case" ("siteId", "escalatedAt", "id")
  WHERE "isOpen" AND "mergedIntoId" IS NULL AND "escalatedAt" IS NOT NULL;
CREATE INDEX "Contact_incoming" ON "Contact" ("caseId", "createdAt") WHERE "direction" = 'incoming' AND "voidedAt" IS NULL;
DROP INDEX "CaseWait_one_open";
CREATE UNIQUE INDEX "CaseWait_one_open" ON "CaseWait" ("caseId") INCLUDE ("since", "until") WHERE "endedAt" IS NULL;
