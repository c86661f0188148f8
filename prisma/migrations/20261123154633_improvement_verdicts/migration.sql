-- CreateTable
CREATE TABLE "ImprovementVerdict" (
    "improvementId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "isEffective" BOOLEAN NOT NULL,
    "study" TEXT NOT NULL,
    "youSaid" TEXT,
    "weDid" TEXT,
    "doneOn" DATE NOT NULL,
    "verifiedById" UUID NOT NULL,
    "verifiedAt" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "reopenedById" UUID NOT NULL,
    "reopenedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ImprovementVerdict_pkey" PRIMARY KEY ("improvementId","reopenedAt")
);

-- AddForeignKey
ALTER TABLE "ImprovementVerdict" ADD CONSTRAINT "ImprovementVerdict_improvementId_fkey" FOREIGN KEY ("improvementId") REFERENCES "Improvement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImprovementVerdict" ADD CONSTRAINT "ImprovementVerdict_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImprovementVerdict" ADD CONSTRAINT "ImprovementVerdict_verifiedById_fkey" FOREIGN KEY ("verifiedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImprovementVerdict" ADD CONSTRAINT "ImprovementVerdict_reopenedById_fkey" FOREIGN KEY ("reopenedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
