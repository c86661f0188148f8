-- CreateEnum
CREATE TYPE "CaseLinkType" AS ENUM ('same_event', 'same_person', 'follow_up', 'related', 'split');

-- AlterTable
ALTER TABLE "Case" ADD COLUMN     "mergedIntoId" UUID;

-- CreateTable
CREATE TABLE "CaseMerge" (
    "id" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "survivorId" UUID NOT NULL,
    "mergedId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "snapshot" JSONB NOT NULL,
    "mergedById" UUID NOT NULL,
    "mergedAt" TIMESTAMPTZ(3) NOT NULL,
    "undoneById" UUID,
    "undoneAt" TIMESTAMPTZ(3),
    "undoneReason" TEXT,

    CONSTRAINT "CaseMerge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CaseLink" (
    "id" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "fromId" UUID NOT NULL,
    "toId" UUID NOT NULL,
    "type" "CaseLinkType" NOT NULL,
    "note" TEXT,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "voidedById" UUID,
    "voidedAt" TIMESTAMPTZ(3),
    "voidReason" TEXT,

    CONSTRAINT "CaseLink_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "CaseMerge_survivorId_mergedAt_idx" ON "CaseMerge"("survivorId", "mergedAt");

-- CreateIndex
CREATE INDEX "CaseMerge_mergedId_idx" ON "CaseMerge"("mergedId");

-- CreateIndex
CREATE INDEX "CaseLink_fromId_idx" ON "CaseLink"("fromId");

-- CreateIndex
CREATE INDEX "CaseLink_toId_idx" ON "CaseLink"("toId");

-- CreateIndex
CREATE INDEX "Case_mergedIntoId_idx" ON "Case"("mergedIntoId");

-- AddForeignKey
ALTER TABLE "Case" ADD CONSTRAINT "Case_mergedIntoId_fkey" FOREIGN KEY ("mergedIntoId") REFERENCES "Case"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseMerge" ADD CONSTRAINT "CaseMerge_survivorId_fkey" FOREIGN KEY ("survivorId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseMerge" ADD CONSTRAINT "CaseMerge_mergedId_fkey" FOREIGN KEY ("mergedId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseMerge" ADD CONSTRAINT "CaseMerge_mergedById_fkey" FOREIGN KEY ("mergedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseMerge" ADD CONSTRAINT "CaseMerge_undoneById_fkey" FOREIGN KEY ("undoneById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseLink" ADD CONSTRAINT "CaseLink_fromId_fkey" FOREIGN KEY ("fromId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseLink" ADD CONSTRAINT "CaseLink_toId_fkey" FOREIGN KEY ("toId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseLink" ADD CONSTRAINT "CaseLink_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseLink" ADD CONSTRAINT "CaseLink_voidedById_fkey" FOREIGN KEY ("voidedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;


-- What Prisma's schema language cannot say.

ALTER TABLE "Case" ADD CONSTRAINT "Case_not_merged_into_itself" CHECK ("mergedIntoId" <> "id");
ALTER TABLE "Case" ADD CONSTRAINT "Case_merged_not_closed" CHECK ("mergedIntoId" IS NULL OR "closedAt" IS NULL);
ALTER TABLE "CaseMerge" ADD CONSTRAINT "CaseMerge_of_two" CHECK ("survivorId" <> "mergedId");
ALTER TABLE "CaseMerge" ADD CONSTRAINT "CaseMerge_undone_whole" CHECK (
  ("undoneAt" IS NULL) = ("undoneById" IS NULL) AND ("undoneAt" IS NULL) = ("undoneReason" IS NULL));
ALTER TABLE "CaseLink" ADD CONSTRAINT "CaseLink_of_two" CHECK ("fromId" <> "toId");
ALTER TABLE "CaseLink" ADD CONSTRAINT "CaseLink_voided_whole" CHECK (
  ("voidedAt" IS NULL) = ("voidedById" IS NULL) AND ("voidedAt" IS NULL) = ("voidReason" IS NULL));
-- A case is merged into one other at a time, and two cases are linked once, whichever side it was done from.
CREATE UNIQUE INDEX "CaseMerge_one_open" ON "CaseMerge" ("mergedId") WHERE "undoneAt" IS NULL;
CREATE UNIQUE INDEX "CaseLink_one_open" ON "CaseLink" (least("fromId", "toId"), greatest("fromId", "toId")) WHERE "voidedAt" IS NULL;

CREATE TRIGGER "CaseMerge_not_deleted" BEFORE DELETE ON "CaseMerge" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "CaseMerge_no_truncate" BEFORE TRUNCATE ON "CaseMerge" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "CaseLink_not_deleted" BEFORE DELETE ON "CaseLink" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "CaseLink_no_truncate" BEFORE TRUNCATE ON "CaseLink" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();

-- However it is written, no chain of merges comes back to its beginning.
CREATE FUNCTION heard_refuse_merge_cycle() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  next uuid := NEW."mergedIntoId";
BEGIN
  WHILE next IS NOT NULL LOOP
    IF next = NEW."id" THEN
      RAISE EXCEPTION 'a case is never merged into itself, nor by way of others' USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT "mergedIntoId" INTO next FROM "Case" WHERE "id" = next;
  END LOOP;
  RETURN NEW;
END $$;
CREATE TRIGGER "Case_no_merge_cycle" BEFORE UPDATE OF "mergedIntoId" ON "Case" FOR EACH ROW
  WHEN (NEW."mergedIntoId" IS NOT NULL) EXECUTE FUNCTION heard_refuse_merge_cycle();

-- A request stays as it was asked; it changes its case only with a merge or the undoing of one.
DROP TRIGGER "Request_keep" ON "Request";
CREATE TRIGGER "Request_keep" BEFORE UPDATE ON "Request" FOR EACH ROW
  WHEN (OLD."question" IS DISTINCT FROM NEW."question" OR OLD."unitId" IS DISTINCT FROM NEW."unitId"
        OR OLD."dueAt" IS DISTINCT FROM NEW."dueAt"
        OR (OLD."state" <> 'open' AND OLD."state" IS DISTINCT FROM NEW."state")
        OR (OLD."answer" IS NOT NULL AND OLD."answer" IS DISTINCT FROM NEW."answer")
        OR (OLD."reason" IS NOT NULL AND OLD."reason" IS DISTINCT FROM NEW."reason"))
  EXECUTE FUNCTION heard_keep_request();
CREATE FUNCTION heard_move_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "Case" WHERE ("id" = OLD."caseId" AND "mergedIntoId" = NEW."caseId")
                                         OR ("id" = NEW."caseId" AND "mergedIntoId" = OLD."caseId")) THEN
    RAISE EXCEPTION 'a request changes its case only with a merge' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "Request_move" BEFORE UPDATE OF "caseId" ON "Request" FOR EACH ROW
  WHEN (OLD."caseId" IS DISTINCT FROM NEW."caseId") EXECUTE FUNCTION heard_move_request();
