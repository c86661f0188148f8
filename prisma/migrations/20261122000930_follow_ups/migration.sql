-- CreateEnum
CREATE TYPE "FollowUpState" AS ENUM ('open', 'done', 'cancelled');

-- CreateEnum
CREATE TYPE "FollowUpParty" AS ENUM ('patient', 'representative', 'other');

-- CreateEnum
CREATE TYPE "AttemptOutcome" AS ENUM ('reached', 'no_answer', 'busy', 'wrong_number', 'message_left');

-- CreateEnum
CREATE TYPE "PromiseState" AS ENUM ('open', 'kept', 'replaced', 'withdrawn');

-- CreateEnum
CREATE TYPE "PromiseSource" AS ENUM ('typed', 'found');

-- CreateEnum
CREATE TYPE "PromiseMoney" AS ENUM ('refund', 'waiver');

-- CreateEnum
CREATE TYPE "PromiseApproval" AS ENUM ('pending', 'approved', 'declined');

-- CreateTable
CREATE TABLE "FollowUp" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "ownerId" UUID NOT NULL,
    "state" "FollowUpState" NOT NULL DEFAULT 'open',
    "dueOn" DATE NOT NULL,
    "channel" "ContactChannel" NOT NULL,
    "what" TEXT NOT NULL,
    "bestTime" TEXT,
    "language" TEXT,
    "party" "FollowUpParty" NOT NULL,
    "partyName" TEXT,
    "representativeId" UUID,
    "plannedById" UUID NOT NULL,
    "plannedAt" TIMESTAMPTZ(3) NOT NULL,
    "insteadOfId" UUID,
    "result" TEXT,
    "reason" TEXT,
    "settledById" UUID,
    "settledAt" TIMESTAMPTZ(3),
    "idempotencyKey" UUID NOT NULL,

    CONSTRAINT "FollowUp_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FollowUpAttempt" (
    "id" UUID NOT NULL,
    "followUpId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "byId" UUID NOT NULL,
    "outcome" "AttemptOutcome" NOT NULL,
    "note" TEXT,
    "contactId" UUID,
    "idempotencyKey" UUID NOT NULL,

    CONSTRAINT "FollowUpAttempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PatientPromise" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "state" "PromiseState" NOT NULL DEFAULT 'open',
    "words" TEXT NOT NULL,
    "party" "FollowUpParty" NOT NULL,
    "partyName" TEXT,
    "madeById" UUID NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,
    "ownerId" UUID NOT NULL,
    "dueOn" DATE NOT NULL,
    "amount" BIGINT,
    "currency" CHAR(3),
    "digits" SMALLINT,
    "money" "PromiseMoney",
    "source" "PromiseSource" NOT NULL DEFAULT 'typed',
    "contactId" UUID,
    "foundWords" TEXT,
    "approval" "PromiseApproval",
    "decidedById" UUID,
    "decidedAt" TIMESTAMPTZ(3),
    "outlivesCase" BOOLEAN NOT NULL DEFAULT false,
    "keptOn" DATE,
    "keptHow" TEXT,
    "reason" TEXT,
    "toldVia" "ContactChannel",
    "toldById" UUID,
    "settledById" UUID,
    "settledAt" TIMESTAMPTZ(3),
    "replacesId" UUID,
    "idempotencyKey" UUID NOT NULL,

    CONSTRAINT "PatientPromise_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PromiseSetAside" (
    "contactId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "byId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PromiseSetAside_pkey" PRIMARY KEY ("contactId")
);

-- CreateTable
CREATE TABLE "AuthorityLimit" (
    "siteId" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,

    CONSTRAINT "AuthorityLimit_pkey" PRIMARY KEY ("siteId","role")
);

-- CreateIndex
CREATE UNIQUE INDEX "FollowUp_insteadOfId_key" ON "FollowUp"("insteadOfId");

-- CreateIndex
CREATE UNIQUE INDEX "FollowUp_idempotencyKey_key" ON "FollowUp"("idempotencyKey");

-- CreateIndex
CREATE INDEX "FollowUp_caseId_dueOn_id_idx" ON "FollowUp"("caseId", "dueOn", "id");

-- CreateIndex
CREATE INDEX "FollowUp_ownerId_state_dueOn_id_idx" ON "FollowUp"("ownerId", "state", "dueOn", "id");

-- CreateIndex
CREATE INDEX "FollowUp_siteId_state_dueOn_id_idx" ON "FollowUp"("siteId", "state", "dueOn", "id");

-- CreateIndex
CREATE UNIQUE INDEX "FollowUpAttempt_contactId_key" ON "FollowUpAttempt"("contactId");

-- CreateIndex
CREATE UNIQUE INDEX "FollowUpAttempt_idempotencyKey_key" ON "FollowUpAttempt"("idempotencyKey");

-- CreateIndex
CREATE INDEX "FollowUpAttempt_followUpId_at_id_idx" ON "FollowUpAttempt"("followUpId", "at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "PatientPromise_replacesId_key" ON "PatientPromise"("replacesId");

-- CreateIndex
CREATE UNIQUE INDEX "PatientPromise_idempotencyKey_key" ON "PatientPromise"("idempotencyKey");

-- CreateIndex
CREATE INDEX "PatientPromise_caseId_dueOn_id_idx" ON "PatientPromise"("caseId", "dueOn", "id");

-- CreateIndex
CREATE INDEX "PatientPromise_ownerId_state_dueOn_id_idx" ON "PatientPromise"("ownerId", "state", "dueOn", "id");

-- CreateIndex
CREATE INDEX "PatientPromise_siteId_state_dueOn_id_idx" ON "PatientPromise"("siteId", "state", "dueOn", "id");

-- CreateIndex
CREATE INDEX "PatientPromise_contactId_idx" ON "PatientPromise"("contactId");

-- AddForeignKey
ALTER TABLE "FollowUp" ADD CONSTRAINT "FollowUp_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FollowUp" ADD CONSTRAINT "FollowUp_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FollowUp" ADD CONSTRAINT "FollowUp_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FollowUp" ADD CONSTRAINT "FollowUp_plannedById_fkey" FOREIGN KEY ("plannedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FollowUp" ADD CONSTRAINT "FollowUp_settledById_fkey" FOREIGN KEY ("settledById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FollowUp" ADD CONSTRAINT "FollowUp_representativeId_fkey" FOREIGN KEY ("representativeId") REFERENCES "Representative"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FollowUp" ADD CONSTRAINT "FollowUp_insteadOfId_fkey" FOREIGN KEY ("insteadOfId") REFERENCES "FollowUp"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FollowUpAttempt" ADD CONSTRAINT "FollowUpAttempt_followUpId_fkey" FOREIGN KEY ("followUpId") REFERENCES "FollowUp"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FollowUpAttempt" ADD CONSTRAINT "FollowUpAttempt_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FollowUpAttempt" ADD CONSTRAINT "FollowUpAttempt_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PatientPromise" ADD CONSTRAINT "PatientPromise_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PatientPromise" ADD CONSTRAINT "PatientPromise_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PatientPromise" ADD CONSTRAINT "PatientPromise_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PatientPromise" ADD CONSTRAINT "PatientPromise_madeById_fkey" FOREIGN KEY ("madeById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PatientPromise" ADD CONSTRAINT "PatientPromise_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PatientPromise" ADD CONSTRAINT "PatientPromise_decidedById_fkey" FOREIGN KEY ("decidedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PatientPromise" ADD CONSTRAINT "PatientPromise_toldById_fkey" FOREIGN KEY ("toldById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PatientPromise" ADD CONSTRAINT "PatientPromise_settledById_fkey" FOREIGN KEY ("settledById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PatientPromise" ADD CONSTRAINT "PatientPromise_replacesId_fkey" FOREIGN KEY ("replacesId") REFERENCES "PatientPromise"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PromiseSetAside" ADD CONSTRAINT "PromiseSetAside_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PromiseSetAside" ADD CONSTRAINT "PromiseSetAside_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuthorityLimit" ADD CONSTRAINT "AuthorityLimit_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- What Prisma's schema language cannot say.

ALTER TABLE "FollowUp" ADD CONSTRAINT "FollowUp_what_present" CHECK (char_length("what") BETWEEN 1 AND 2000);
ALTER TABLE "FollowUp" ADD CONSTRAINT "FollowUp_party_named" CHECK (("party" = 'patient') = ("partyName" IS NULL));
ALTER TABLE "FollowUp" ADD CONSTRAINT "FollowUp_settled_whole"
  CHECK (("state" = 'open') = ("settledAt" IS NULL) AND ("settledAt" IS NULL) = ("settledById" IS NULL));
ALTER TABLE "FollowUp" ADD CONSTRAINT "FollowUp_reason_fits" CHECK (("state" = 'cancelled') = ("reason" IS NOT NULL));
ALTER TABLE "FollowUp" ADD CONSTRAINT "FollowUp_result_fits" CHECK ("state" = 'done' OR "result" IS NULL);
ALTER TABLE "FollowUpAttempt" ADD CONSTRAINT "FollowUpAttempt_contact_fits" CHECK ("outcome" = 'reached' OR "contactId" IS NULL);

ALTER TABLE "PatientPromise" ADD CONSTRAINT "PatientPromise_words_present" CHECK (char_length("words") BETWEEN 1 AND 2000);
ALTER TABLE "PatientPromise" ADD CONSTRAINT "PatientPromise_party_named" CHECK (("party" = 'patient') = ("partyName" IS NULL));
ALTER TABLE "PatientPromise" ADD CONSTRAINT "PatientPromise_amount_whole"
  CHECK (("amount" IS NULL) = ("currency" IS NULL) AND ("amount" IS NULL) = ("digits" IS NULL)
    AND ("amount" IS NULL) = ("money" IS NULL) AND "amount" BETWEEN 1 AND 999999999999);
ALTER TABLE "PatientPromise" ADD CONSTRAINT "PatientPromise_approval_whole"
  CHECK (("approval" IN ('approved', 'declined')) = ("decidedAt" IS NOT NULL) AND ("decidedAt" IS NULL) = ("decidedById" IS NULL));
-- Nobody approves what they promised themself.
ALTER TABLE "PatientPromise" ADD CONSTRAINT "PatientPromise_second_person" CHECK ("decidedById" <> "madeById");
ALTER TABLE "PatientPromise" ADD CONSTRAINT "PatientPromise_found_in" CHECK ("source" = 'typed' OR "contactId" IS NOT NULL);
ALTER TABLE "PatientPromise" ADD CONSTRAINT "PatientPromise_settled_whole"
  CHECK (("state" = 'open') = ("settledAt" IS NULL) AND ("settledAt" IS NULL) = ("settledById" IS NULL));
ALTER TABLE "PatientPromise" ADD CONSTRAINT "PatientPromise_kept_whole"
  CHECK (("state" = 'kept') = ("keptOn" IS NOT NULL) AND ("keptOn" IS NULL) = ("keptHow" IS NULL));
ALTER TABLE "PatientPromise" ADD CONSTRAINT "PatientPromise_reason_fits"
  CHECK (("state" IN ('replaced', 'withdrawn')) = ("reason" IS NOT NULL));
ALTER TABLE "PatientPromise" ADD CONSTRAINT "PatientPromise_told_whole" CHECK (("toldVia" IS NULL) = ("toldById" IS NULL));
-- What waits for approval, or was declined, is kept by nobody.
ALTER TABLE "PatientPromise" ADD CONSTRAINT "PatientPromise_approved_first"
  CHECK ("state" NOT IN ('kept', 'replaced') OR "approval" IS NULL OR "approval" = 'approved');
ALTER TABLE "PatientPromise" ADD CONSTRAINT "PatientPromise_declined_ends" CHECK ("approval" <> 'declined' OR "state" = 'withdrawn');

ALTER TABLE "AuthorityLimit" ADD CONSTRAINT "AuthorityLimit_amount_range" CHECK ("amount" BETWEEN 0 AND 999999999999);

-- For the gate at the closing of a case.
CREATE INDEX "PatientPromise_open" ON "PatientPromise" ("caseId") WHERE "state" = 'open';

CREATE TRIGGER "FollowUp_not_deleted" BEFORE DELETE ON "FollowUp" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "FollowUp_no_truncate" BEFORE TRUNCATE ON "FollowUp" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "FollowUpAttempt_append_only" BEFORE UPDATE OR DELETE ON "FollowUpAttempt" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "FollowUpAttempt_no_truncate" BEFORE TRUNCATE ON "FollowUpAttempt" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "PatientPromise_not_deleted" BEFORE DELETE ON "PatientPromise" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "PatientPromise_no_truncate" BEFORE TRUNCATE ON "PatientPromise" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "PromiseSetAside_append_only" BEFORE UPDATE OR DELETE ON "PromiseSetAside" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "PromiseSetAside_no_truncate" BEFORE TRUNCATE ON "PromiseSetAside" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();

CREATE FUNCTION heard_keep_follow_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was to be done stays as it was planned, and ends once' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "FollowUp_keep" BEFORE UPDATE ON "FollowUp" FOR EACH ROW
  WHEN (OLD."state" <> 'open'
    OR to_jsonb(OLD) - '{caseId,ownerId,state,dueOn,bestTime,result,reason,settledById,settledAt}'::text[]
      IS DISTINCT FROM to_jsonb(NEW) - '{caseId,ownerId,state,dueOn,bestTime,result,reason,settledById,settledAt}'::text[])
  EXECUTE FUNCTION heard_keep_follow_up();

CREATE FUNCTION heard_keep_promise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was promised, by when, and how that ended, is never changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "PatientPromise_keep" BEFORE UPDATE ON "PatientPromise" FOR EACH ROW
  WHEN (OLD."state" <> 'open'
    OR to_jsonb(OLD) - '{caseId,ownerId,state,approval,decidedById,decidedAt,outlivesCase,keptOn,keptHow,reason,toldVia,toldById,settledById,settledAt}'::text[]
      IS DISTINCT FROM to_jsonb(NEW) - '{caseId,ownerId,state,approval,decidedById,decidedAt,outlivesCase,keptOn,keptHow,reason,toldVia,toldById,settledById,settledAt}'::text[])
  EXECUTE FUNCTION heard_keep_promise();

-- Both go to another case only with a merge, or with its undoing.
CREATE FUNCTION heard_move_with_merge() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "Case" WHERE ("id" = OLD."caseId" AND "mergedIntoId" = NEW."caseId")
                                         OR ("id" = NEW."caseId" AND "mergedIntoId" = OLD."caseId")) THEN
    RAISE EXCEPTION 'this changes its case only with a merge' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "FollowUp_move" BEFORE UPDATE OF "caseId" ON "FollowUp" FOR EACH ROW
  WHEN (OLD."caseId" IS DISTINCT FROM NEW."caseId") EXECUTE FUNCTION heard_move_with_merge();
CREATE TRIGGER "PatientPromise_move" BEFORE UPDATE OF "caseId" ON "PatientPromise" FOR EACH ROW
  WHEN (OLD."caseId" IS DISTINCT FROM NEW."caseId") EXECUTE FUNCTION heard_move_with_merge();
