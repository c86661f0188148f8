-- CreateEnum
CREATE TYPE "ChargeOutcome" AS ENUM ('open', 'upheld', 'reduced', 'removed');

-- CreateTable
CREATE TABLE "BillingDispute" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "digits" SMALLINT NOT NULL,
    "payer" TEXT,
    "accountNumber" TEXT,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "openedById" UUID NOT NULL,

    CONSTRAINT "BillingDispute_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ChargeLine" (
    "id" UUID NOT NULL,
    "disputeId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "position" SMALLINT NOT NULL,
    "servedOn" DATE,
    "description" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "payer" TEXT,
    "denialCode" TEXT,
    "denialNote" TEXT,
    "evidence" TEXT,
    "outcome" "ChargeOutcome" NOT NULL DEFAULT 'open',
    "reducedTo" BIGINT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "addedById" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ChargeLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ChargeLineChange" (
    "id" UUID NOT NULL,
    "lineId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "changes" JSONB NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,
    "changedById" UUID NOT NULL,

    CONSTRAINT "ChargeLineChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ChargeDecision" (
    "id" UUID NOT NULL,
    "lineId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "outcome" "ChargeOutcome" NOT NULL,
    "reducedTo" BIGINT,
    "note" TEXT NOT NULL,
    "decidedAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedById" UUID NOT NULL,

    CONSTRAINT "ChargeDecision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CollectionHold" (
    "id" UUID NOT NULL,
    "disputeId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "until" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "placedAt" TIMESTAMPTZ(3) NOT NULL,
    "placedById" UUID NOT NULL,
    "liftedAt" TIMESTAMPTZ(3),
    "liftedById" UUID,
    "liftReason" TEXT,

    CONSTRAINT "CollectionHold_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PaymentPlan" (
    "id" UUID NOT NULL,
    "disputeId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "total" BIGINT NOT NULL,
    "agreedOn" DATE NOT NULL,
    "agreedWith" TEXT NOT NULL,
    "agreedAt" TIMESTAMPTZ(3) NOT NULL,
    "agreedById" UUID NOT NULL,
    "voidedAt" TIMESTAMPTZ(3),
    "voidedById" UUID,
    "voidReason" TEXT,

    CONSTRAINT "PaymentPlan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PaymentPart" (
    "id" UUID NOT NULL,
    "planId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "position" SMALLINT NOT NULL,
    "dueOn" DATE NOT NULL,
    "amount" BIGINT NOT NULL,

    CONSTRAINT "PaymentPart_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "BillingDispute_caseId_key" ON "BillingDispute"("caseId");

-- CreateIndex
CREATE INDEX "BillingDispute_siteId_idx" ON "BillingDispute"("siteId");

-- CreateIndex
CREATE INDEX "ChargeLine_siteId_idx" ON "ChargeLine"("siteId");

-- CreateIndex
CREATE UNIQUE INDEX "ChargeLine_disputeId_position_key" ON "ChargeLine"("disputeId", "position");

-- CreateIndex
CREATE INDEX "ChargeLineChange_lineId_changedAt_id_idx" ON "ChargeLineChange"("lineId", "changedAt", "id");

-- CreateIndex
CREATE INDEX "ChargeLineChange_siteId_idx" ON "ChargeLineChange"("siteId");

-- CreateIndex
CREATE INDEX "ChargeDecision_lineId_decidedAt_id_idx" ON "ChargeDecision"("lineId", "decidedAt", "id");

-- CreateIndex
CREATE INDEX "ChargeDecision_siteId_idx" ON "ChargeDecision"("siteId");

-- CreateIndex
CREATE INDEX "CollectionHold_disputeId_placedAt_id_idx" ON "CollectionHold"("disputeId", "placedAt", "id");

-- CreateIndex
CREATE INDEX "CollectionHold_siteId_idx" ON "CollectionHold"("siteId");

-- CreateIndex
CREATE INDEX "PaymentPlan_disputeId_agreedAt_id_idx" ON "PaymentPlan"("disputeId", "agreedAt", "id");

-- CreateIndex
CREATE INDEX "PaymentPlan_siteId_idx" ON "PaymentPlan"("siteId");

-- CreateIndex
CREATE INDEX "PaymentPart_siteId_idx" ON "PaymentPart"("siteId");

-- CreateIndex
CREATE UNIQUE INDEX "PaymentPart_planId_position_key" ON "PaymentPart"("planId", "position");

-- AddForeignKey
ALTER TABLE "BillingDispute" ADD CONSTRAINT "BillingDispute_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChargeLine" ADD CONSTRAINT "ChargeLine_disputeId_fkey" FOREIGN KEY ("disputeId") REFERENCES "BillingDispute"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChargeLineChange" ADD CONSTRAINT "ChargeLineChange_lineId_fkey" FOREIGN KEY ("lineId") REFERENCES "ChargeLine"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChargeDecision" ADD CONSTRAINT "ChargeDecision_lineId_fkey" FOREIGN KEY ("lineId") REFERENCES "ChargeLine"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChargeDecision" ADD CONSTRAINT "ChargeDecision_decidedById_fkey" FOREIGN KEY ("decidedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CollectionHold" ADD CONSTRAINT "CollectionHold_disputeId_fkey" FOREIGN KEY ("disputeId") REFERENCES "BillingDispute"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CollectionHold" ADD CONSTRAINT "CollectionHold_placedById_fkey" FOREIGN KEY ("placedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaymentPlan" ADD CONSTRAINT "PaymentPlan_disputeId_fkey" FOREIGN KEY ("disputeId") REFERENCES "BillingDispute"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaymentPart" ADD CONSTRAINT "PaymentPart_planId_fkey" FOREIGN KEY ("planId") REFERENCES "PaymentPlan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- What Prisma's schema language cannot say.

ALTER TABLE "BillingDispute" ADD CONSTRAINT "BillingDispute_currency_code" CHECK ("currency" ~ '^[A-Z]{3}$');
ALTER TABLE "BillingDispute" ADD CONSTRAINT "BillingDispute_digits_range" CHECK ("digits" BETWEEN 0 AND 4);
ALTER TABLE "ChargeLine" ADD CONSTRAINT "ChargeLine_amount_range" CHECK ("amount" BETWEEN 1 AND 999999999999);
ALTER TABLE "ChargeLine" ADD CONSTRAINT "ChargeLine_reduced_whole"
  CHECK (("outcome" = 'reduced') = ("reducedTo" IS NOT NULL) AND ("reducedTo" IS NULL OR ("reducedTo" > 0 AND "reducedTo" < "amount")));
ALTER TABLE "ChargeDecision" ADD CONSTRAINT "ChargeDecision_reduced_whole"
  CHECK (("outcome" = 'reduced') = ("reducedTo" IS NOT NULL));
ALTER TABLE "CollectionHold" ADD CONSTRAINT "CollectionHold_lifted_whole"
  CHECK (("liftedAt" IS NULL) = ("liftReason" IS NULL) AND ("liftedAt" IS NULL) = ("liftedById" IS NULL));
ALTER TABLE "PaymentPlan" ADD CONSTRAINT "PaymentPlan_voided_whole"
  CHECK (("voidedAt" IS NULL) = ("voidReason" IS NULL) AND ("voidedAt" IS NULL) = ("voidedById" IS NULL));
ALTER TABLE "PaymentPlan" ADD CONSTRAINT "PaymentPlan_total_positive" CHECK ("total" > 0);
ALTER TABLE "PaymentPart" ADD CONSTRAINT "PaymentPart_amount_positive" CHECK ("amount" > 0);
-- One plan holds at a time.
CREATE UNIQUE INDEX "PaymentPlan_one_open" ON "PaymentPlan" ("disputeId") WHERE "voidedAt" IS NULL;

-- Whoever writes a plan, its parts add up to its total by the end of the transaction.
CREATE FUNCTION heard_plan_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  plan uuid := CASE TG_TABLE_NAME WHEN 'PaymentPlan' THEN to_jsonb(NEW) ->> 'id' ELSE to_jsonb(NEW) ->> 'planId' END;
BEGIN
  IF (SELECT "total" FROM "PaymentPlan" WHERE "id" = plan)
     IS DISTINCT FROM (SELECT sum("amount")::bigint FROM "PaymentPart" WHERE "planId" = plan) THEN
    RAISE EXCEPTION 'the parts of plan % do not add up to its total', plan USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "PaymentPlan_adds_up" AFTER INSERT ON "PaymentPlan"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION heard_plan_adds_up();
CREATE CONSTRAINT TRIGGER "PaymentPart_adds_up" AFTER INSERT ON "PaymentPart"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION heard_plan_adds_up();

-- A plan that was agreed is voided, never rewritten.
CREATE FUNCTION heard_keep_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an agreed plan is voided, never changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "PaymentPlan_keep" BEFORE UPDATE ON "PaymentPlan" FOR EACH ROW
  WHEN (OLD."voidedAt" IS NOT NULL OR OLD."total" <> NEW."total" OR OLD."agreedOn" <> NEW."agreedOn"
        OR OLD."agreedWith" <> NEW."agreedWith" OR OLD."disputeId" <> NEW."disputeId")
  EXECUTE FUNCTION heard_keep_plan();
CREATE TRIGGER "PaymentPlan_not_deleted" BEFORE DELETE ON "PaymentPlan" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "PaymentPart_append_only" BEFORE UPDATE OR DELETE ON "PaymentPart" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "ChargeDecision_append_only" BEFORE UPDATE OR DELETE ON "ChargeDecision" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "ChargeLineChange_append_only" BEFORE UPDATE OR DELETE ON "ChargeLineChange" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "BillingDispute_not_deleted" BEFORE DELETE ON "BillingDispute" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "ChargeLine_not_deleted" BEFORE DELETE ON "ChargeLine" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "CollectionHold_not_deleted" BEFORE DELETE ON "CollectionHold" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
