-- CreateEnum
CREATE TYPE "SurveyMoment" AS ENUM ('after_closure', 'after_contact', 'both');

-- AlterEnum
ALTER TYPE "SurveyExclusion" ADD VALUE 'asked_lately';

-- AlterTable
ALTER TABLE "SurveySetting" ADD COLUMN     "moment" "SurveyMoment" NOT NULL DEFAULT 'after_closure',
ADD COLUMN     "quietDays" SMALLINT NOT NULL DEFAULT 90;

-- AlterTable
ALTER TABLE "SurveyInvitation" ADD COLUMN     "addressHash" TEXT,
ADD COLUMN     "isAfterContact" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "wanted" TEXT;

-- CreateTable
CREATE TABLE "SurveyInstrument" (
    "id" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "draft" JSONB,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,
    "changedById" UUID NOT NULL,
    "retiredAt" TIMESTAMPTZ(3),
    "retiredById" UUID,

    CONSTRAINT "SurveyInstrument_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Throttle" (
    "key" TEXT NOT NULL,
    "tries" INTEGER NOT NULL,
    "firstAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Throttle_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "SurveyInstrument_siteId_id_idx" ON "SurveyInstrument"("siteId", "id");

-- CreateIndex
CREATE INDEX "Throttle_firstAt_idx" ON "Throttle"("firstAt");

-- CreateIndex
CREATE INDEX "SurveyInvitation_addressHash_createdAt_idx" ON "SurveyInvitation"("addressHash", "createdAt");

-- AddForeignKey
ALTER TABLE "SurveyInstrument" ADD CONSTRAINT "SurveyInstrument_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SurveyInstrument" ADD CONSTRAINT "SurveyInstrument_changedById_fkey" FOREIGN KEY ("changedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SurveyInstrument" ADD CONSTRAINT "SurveyInstrument_retiredById_fkey" FOREIGN KEY ("retiredById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Two that are used at a site do not share a name, and none is deleted: what was asked refers to it.
CREATE UNIQUE INDEX "SurveyInstrument_name_key" ON "SurveyInstrument"("siteId", lower("name")) WHERE "retiredAt" IS NULL;
CREATE TRIGGER "SurveyInstrument_not_deleted" BEFORE DELETE ON "SurveyInstrument" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "SurveyInstrument_no_truncate" BEFORE TRUNCATE ON "SurveyInstrument" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
ALTER TABLE "SurveyInstrument" ADD CONSTRAINT "SurveyInstrument_retired_by_somebody" CHECK (("retiredAt" IS NULL) = ("retiredById" IS NULL));
ALTER TABLE "SurveySetting" ADD CONSTRAINT "SurveySetting_quiet_days" CHECK ("quietDays" BETWEEN 0 AND 730);
