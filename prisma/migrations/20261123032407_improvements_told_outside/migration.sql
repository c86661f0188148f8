-- AlterTable
ALTER TABLE "Improvement" ADD COLUMN     "weDid" TEXT,
ADD COLUMN     "youSaid" TEXT;

-- AlterTable
ALTER TABLE "ImprovementCase" ADD COLUMN     "letterId" UUID;

-- CreateIndex
CREATE INDEX "Improvement_siteId_verifiedAt_id_idx" ON "Improvement"("siteId", "verifiedAt", "id");

-- CreateIndex
CREATE INDEX "ImprovementCase_letterId_idx" ON "ImprovementCase"("letterId");

-- AddForeignKey
ALTER TABLE "ImprovementCase" ADD CONSTRAINT "ImprovementCase_letterId_fkey" FOREIGN KEY ("letterId") REFERENCES "Letter"("id") ON DELETE SET NULL ON UPDATE CASCADE;
