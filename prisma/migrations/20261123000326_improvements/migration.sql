-- CreateEnum
CREATE TYPE "ImprovementState" AS ENUM ('planned', 'doing', 'done', 'verified_effective', 'verified_not_effective', 'abandoned');

-- CreateEnum
CREATE TYPE "CycleDecision" AS ENUM ('adopt', 'adapt', 'abandon');

-- CreateTable
CREATE TABLE "Improvement" (
    "id" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "unitId" UUID,
    "title" TEXT NOT NULL,
    "change" TEXT NOT NULL,
    "ownerId" UUID NOT NULL,
    "dueOn" DATE NOT NULL,
    "measure" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "kinds" "CaseKind"[],
    "cause" "HcatCategory",
    "state" "ImprovementState" NOT NULL DEFAULT 'planned',
    "startedOn" DATE,
    "doneOn" DATE,
    "reason" TEXT,
    "study" TEXT,
    "verifiedById" UUID,
    "verifiedAt" TIMESTAMPTZ(3),
    "madeById" UUID NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Improvement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImprovementCase" (
    "improvementId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "byId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ImprovementCase_pkey" PRIMARY KEY ("improvementId","caseId")
);

-- CreateTable
CREATE TABLE "ImprovementCycle" (
    "id" UUID NOT NULL,
    "improvementId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "plan" TEXT NOT NULL,
    "begunById" UUID NOT NULL,
    "begunAt" TIMESTAMPTZ(3) NOT NULL,
    "did" TEXT,
    "studied" TEXT,
    "decision" "CycleDecision",
    "decidedById" UUID,
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ImprovementCycle_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Improvement_siteId_dueOn_id_idx" ON "Improvement"("siteId", "dueOn", "id");

-- CreateIndex
CREATE INDEX "Improvement_ownerId_dueOn_id_idx" ON "Improvement"("ownerId", "dueOn", "id");

-- CreateIndex
CREATE INDEX "ImprovementCase_caseId_idx" ON "ImprovementCase"("caseId");

-- CreateIndex
CREATE INDEX "ImprovementCycle_improvementId_begunAt_id_idx" ON "ImprovementCycle"("improvementId", "begunAt", "id");

-- AddForeignKey
ALTER TABLE "Improvement" ADD CONSTRAINT "Improvement_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Improvement" ADD CONSTRAINT "Improvement_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Improvement" ADD CONSTRAINT "Improvement_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Improvement" ADD CONSTRAINT "Improvement_verifiedById_fkey" FOREIGN KEY ("verifiedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Improvement" ADD CONSTRAINT "Improvement_madeById_fkey" FOREIGN KEY ("madeById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImprovementCase" ADD CONSTRAINT "ImprovementCase_improvementId_fkey" FOREIGN KEY ("improvementId") REFERENCES "Improvement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImprovementCase" ADD CONSTRAINT "ImprovementCase_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImprovementCase" ADD CONSTRAINT "ImprovementCase_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImprovementCase" ADD CONSTRAINT "ImprovementCase_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImprovementCycle" ADD CONSTRAINT "ImprovementCycle_improvementId_fkey" FOREIGN KEY ("improvementId") REFERENCES "Improvement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImprovementCycle" ADD CONSTRAINT "ImprovementCycle_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImprovementCycle" ADD CONSTRAINT "ImprovementCycle_begunById_fkey" FOREIGN KEY ("begunById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImprovementCycle" ADD CONSTRAINT "ImprovementCycle_decidedById_fkey" FOREIGN KEY ("decidedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "Improvement" ADD CONSTRAINT "Improvement_direction" CHECK ("direction" IN ('increase', 'decrease'));

ALTER TABLE "Improvement" ADD CONSTRAINT "Improvement_verified" CHECK (
  ("state" IN ('verified_effective', 'verified_not_effective')) = ("verifiedAt" IS NOT NULL AND "verifiedById" IS NOT NULL AND "study" IS NOT NULL)
);

ALTER TABLE "ImprovementCycle" ADD CONSTRAINT "ImprovementCycle_decided" CHECK (
  ("decision" IS NULL) = ("decidedAt" IS NULL) AND ("decision" IS NULL OR ("did" IS NOT NULL AND "studied" IS NOT NULL AND "decidedById" IS NOT NULL))
);
