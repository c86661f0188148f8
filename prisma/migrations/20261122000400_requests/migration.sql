-- CreateEnum
CREATE TYPE "RequestState" AS ENUM ('open', 'answered', 'returned', 'withdrawn');

-- CreateTable
CREATE TABLE "Request" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "state" "RequestState" NOT NULL DEFAULT 'open',
    "question" TEXT NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "sharesWords" BOOLEAN NOT NULL DEFAULT false,
    "sharesPatient" BOOLEAN NOT NULL DEFAULT false,
    "sharesIssues" BOOLEAN NOT NULL DEFAULT false,
    "askedById" UUID NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "remindedAt" TIMESTAMPTZ(3),
    "remindCount" INTEGER NOT NULL DEFAULT 0,
    "answer" TEXT,
    "reason" TEXT,
    "settledById" UUID,
    "settledAt" TIMESTAMPTZ(3),
    "idempotencyKey" UUID NOT NULL,

    CONSTRAINT "Request_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Request_idempotencyKey_key" ON "Request"("idempotencyKey");

-- CreateIndex
CREATE INDEX "Request_caseId_askedAt_id_idx" ON "Request"("caseId", "askedAt", "id");

-- CreateIndex
CREATE INDEX "Request_unitId_state_dueAt_id_idx" ON "Request"("unitId", "state", "dueAt", "id");

-- CreateIndex
CREATE INDEX "Request_siteId_state_dueAt_id_idx" ON "Request"("siteId", "state", "dueAt", "id");

-- CreateIndex
CREATE INDEX "Request_unitId_settledAt_id_idx" ON "Request"("unitId", "settledAt", "id");

-- CreateIndex
CREATE INDEX "Request_siteId_settledAt_id_idx" ON "Request"("siteId", "settledAt", "id");

-- AddForeignKey
ALTER TABLE "Request" ADD CONSTRAINT "Request_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Request" ADD CONSTRAINT "Request_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Request" ADD CONSTRAINT "Request_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Request" ADD CONSTRAINT "Request_askedById_fkey" FOREIGN KEY ("askedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Request" ADD CONSTRAINT "Request_settledById_fkey" FOREIGN KEY ("settledById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;


-- What Prisma's schema language cannot say.

ALTER TABLE "Request" ADD CONSTRAINT "Request_question_present" CHECK (char_length("question") BETWEEN 1 AND 2000);
ALTER TABLE "Request" ADD CONSTRAINT "Request_due_after_asked" CHECK ("dueAt" > "askedAt");
ALTER TABLE "Request" ADD CONSTRAINT "Request_settled_whole"
  CHECK (("state" = 'open') = ("settledAt" IS NULL) AND ("settledAt" IS NULL) = ("settledById" IS NULL));
ALTER TABLE "Request" ADD CONSTRAINT "Request_answer_fits" CHECK (("state" = 'answered') = ("answer" IS NOT NULL));
ALTER TABLE "Request" ADD CONSTRAINT "Request_reason_fits"
  CHECK (("state" IN ('returned', 'withdrawn')) = ("reason" IS NOT NULL));
ALTER TABLE "Request" ADD CONSTRAINT "Request_reminders_fit" CHECK (("remindCount" = 0) = ("remindedAt" IS NULL));

-- For the gate at the closing of a case.
CREATE INDEX "Request_open" ON "Request" ("caseId") WHERE "state" = 'open';

CREATE TRIGGER "Request_not_deleted" BEFORE DELETE ON "Request" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "Request_no_truncate" BEFORE TRUNCATE ON "Request" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();

CREATE FUNCTION heard_keep_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was asked, of whom and by when, and a reply once given, are never changed'
    USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "Request_keep" BEFORE UPDATE ON "Request" FOR EACH ROW
  WHEN (OLD."question" IS DISTINCT FROM NEW."question" OR OLD."unitId" IS DISTINCT FROM NEW."unitId"
        OR OLD."caseId" IS DISTINCT FROM NEW."caseId" OR OLD."dueAt" IS DISTINCT FROM NEW."dueAt"
        OR (OLD."state" <> 'open' AND OLD."state" IS DISTINCT FROM NEW."state")
        OR (OLD."answer" IS NOT NULL AND OLD."answer" IS DISTINCT FROM NEW."answer")
        OR (OLD."reason" IS NOT NULL AND OLD."reason" IS DISTINCT FROM NEW."reason"))
  EXECUTE FUNCTION heard_keep_request();
