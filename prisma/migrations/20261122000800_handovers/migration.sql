-- CreateTable
CREATE TABLE "Handover" (
    "id" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "fromId" UUID NOT NULL,
    "byId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "note" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "undoneAt" TIMESTAMPTZ(3),

    CONSTRAINT "Handover_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HandoverPart" (
    "id" UUID NOT NULL,
    "handoverId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "toId" UUID NOT NULL,
    "caseIds" UUID[],
    "seenAt" TIMESTAMPTZ(3),

    CONSTRAINT "HandoverPart_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Handover_fromId_createdAt_idx" ON "Handover"("fromId", "createdAt");

-- CreateIndex
CREATE INDEX "HandoverPart_toId_seenAt_idx" ON "HandoverPart"("toId", "seenAt");

-- CreateIndex
CREATE UNIQUE INDEX "HandoverPart_handoverId_toId_key" ON "HandoverPart"("handoverId", "toId");

-- AddForeignKey
ALTER TABLE "Handover" ADD CONSTRAINT "Handover_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Handover" ADD CONSTRAINT "Handover_fromId_fkey" FOREIGN KEY ("fromId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Handover" ADD CONSTRAINT "Handover_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HandoverPart" ADD CONSTRAINT "HandoverPart_handoverId_fkey" FOREIGN KEY ("handoverId") REFERENCES "Handover"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HandoverPart" ADD CONSTRAINT "HandoverPart_toId_fkey" FOREIGN KEY ("toId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema language cannot say.

ALTER TABLE "Handover" ADD CONSTRAINT "Handover_reason_present" CHECK (char_length("reason") BETWEEN 1 AND 200);
ALTER TABLE "Handover" ADD CONSTRAINT "Handover_note_length" CHECK (char_length("note") BETWEEN 1 AND 2000);
ALTER TABLE "HandoverPart" ADD CONSTRAINT "HandoverPart_holds_cases" CHECK (cardinality("caseIds") >= 1);
CREATE TRIGGER "Handover_not_deleted" BEFORE DELETE ON "Handover" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "Handover_no_truncate" BEFORE TRUNCATE ON "Handover" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "HandoverPart_not_deleted" BEFORE DELETE ON "HandoverPart" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "HandoverPart_no_truncate" BEFORE TRUNCATE ON "HandoverPart" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
