-- CreateEnum
CREATE TYPE "SurveyInvitationState" AS ENUM ('waiting', 'sent', 'failed', 'not_sent');

-- CreateEnum
CREATE TYPE "SurveyExclusion" AS ENUM ('reopened', 'switched_off', 'merged', 'kind', 'withdrawn', 'withheld', 'sensitive', 'deceased', 'anonymous', 'staff', 'no_consent', 'opted_out', 'unwanted_mail', 'no_address');

-- AlterEnum
ALTER TYPE "MailKind" ADD VALUE 'survey';

-- CreateTable
CREATE TABLE "SurveySetting" (
    "siteId" UUID NOT NULL,
    "isOn" BOOLEAN NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "instrument" TEXT NOT NULL,
    "afterDays" SMALLINT NOT NULL,
    "changedById" UUID NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SurveySetting_pkey" PRIMARY KEY ("siteId")
);

-- CreateTable
CREATE TABLE "SurveyVersion" (
    "id" UUID NOT NULL,
    "instrument" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "definition" JSONB NOT NULL,
    "digest" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SurveyVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SurveyInvitation" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "state" "SurveyInvitationState" NOT NULL DEFAULT 'waiting',
    "excluded" "SurveyExclusion",
    "reason" TEXT,
    "versionId" UUID,
    "language" TEXT,
    "address" TEXT,
    "byId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "sentAt" TIMESTAMPTZ(3),
    "failure" TEXT,

    CONSTRAINT "SurveyInvitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SurveyLink" (
    "id" UUID NOT NULL,
    "invitationId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SurveyLink_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SurveyAnswer" (
    "id" UUID NOT NULL,
    "invitationId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "versionId" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "items" JSONB NOT NULL,
    "issues" JSONB NOT NULL,
    "comment" TEXT,
    "answeredAt" TIMESTAMPTZ(3) NOT NULL,
    "worries" JSONB NOT NULL DEFAULT '[]',
    "concernId" UUID,

    CONSTRAINT "SurveyAnswer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SurveyOptOut" (
    "id" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "patientId" UUID,
    "addressHash" TEXT NOT NULL,
    "invitationId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SurveyOptOut_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "SurveyVersion_instrument_version_key" ON "SurveyVersion"("instrument", "version");

-- CreateIndex
CREATE UNIQUE INDEX "SurveyInvitation_caseId_key" ON "SurveyInvitation"("caseId");

-- CreateIndex
CREATE INDEX "SurveyInvitation_siteId_sentAt_id_idx" ON "SurveyInvitation"("siteId", "sentAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "SurveyLink_tokenHash_key" ON "SurveyLink"("tokenHash");

-- CreateIndex
CREATE INDEX "SurveyLink_invitationId_idx" ON "SurveyLink"("invitationId");

-- CreateIndex
CREATE UNIQUE INDEX "SurveyAnswer_invitationId_key" ON "SurveyAnswer"("invitationId");

-- CreateIndex
CREATE UNIQUE INDEX "SurveyAnswer_caseId_key" ON "SurveyAnswer"("caseId");

-- CreateIndex
CREATE UNIQUE INDEX "SurveyAnswer_concernId_key" ON "SurveyAnswer"("concernId");

-- CreateIndex
CREATE INDEX "SurveyAnswer_siteId_answeredAt_id_idx" ON "SurveyAnswer"("siteId", "answeredAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "SurveyOptOut_invitationId_key" ON "SurveyOptOut"("invitationId");

-- CreateIndex
CREATE INDEX "SurveyOptOut_patientId_idx" ON "SurveyOptOut"("patientId");

-- CreateIndex
CREATE INDEX "SurveyOptOut_addressHash_idx" ON "SurveyOptOut"("addressHash");

-- CreateIndex
CREATE INDEX "Closing_siteId_closedAt_idx" ON "Closing"("siteId", "closedAt");

-- AddForeignKey
ALTER TABLE "SurveySetting" ADD CONSTRAINT "SurveySetting_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SurveySetting" ADD CONSTRAINT "SurveySetting_changedById_fkey" FOREIGN KEY ("changedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SurveyInvitation" ADD CONSTRAINT "SurveyInvitation_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SurveyInvitation" ADD CONSTRAINT "SurveyInvitation_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SurveyInvitation" ADD CONSTRAINT "SurveyInvitation_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "SurveyVersion"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SurveyInvitation" ADD CONSTRAINT "SurveyInvitation_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SurveyLink" ADD CONSTRAINT "SurveyLink_invitationId_fkey" FOREIGN KEY ("invitationId") REFERENCES "SurveyInvitation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SurveyAnswer" ADD CONSTRAINT "SurveyAnswer_invitationId_fkey" FOREIGN KEY ("invitationId") REFERENCES "SurveyInvitation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SurveyAnswer" ADD CONSTRAINT "SurveyAnswer_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SurveyAnswer" ADD CONSTRAINT "SurveyAnswer_concernId_fkey" FOREIGN KEY ("concernId") REFERENCES "Case"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SurveyAnswer" ADD CONSTRAINT "SurveyAnswer_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "SurveyVersion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SurveyOptOut" ADD CONSTRAINT "SurveyOptOut_patientId_fkey" FOREIGN KEY ("patientId") REFERENCES "Patient"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What was asked and what was answered stays as it was; nothing is deleted.
CREATE TRIGGER "SurveyVersion_append_only" BEFORE UPDATE OR DELETE ON "SurveyVersion" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "SurveyVersion_no_truncate" BEFORE TRUNCATE ON "SurveyVersion" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "SurveyInvitation_not_deleted" BEFORE DELETE ON "SurveyInvitation" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "SurveyInvitation_no_truncate" BEFORE TRUNCATE ON "SurveyInvitation" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "SurveyAnswer_not_deleted" BEFORE DELETE ON "SurveyAnswer" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "SurveyAnswer_no_truncate" BEFORE TRUNCATE ON "SurveyAnswer" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "SurveyAnswer_kept" BEFORE UPDATE ON "SurveyAnswer" FOR EACH ROW
  WHEN (ROW(OLD."invitationId", OLD."caseId", OLD."siteId", OLD."versionId", OLD."language", OLD."items", OLD."issues", OLD."comment", OLD."answeredAt", OLD."worries")
    IS DISTINCT FROM ROW(NEW."invitationId", NEW."caseId", NEW."siteId", NEW."versionId", NEW."language", NEW."items", NEW."issues", NEW."comment", NEW."answeredAt", NEW."worries"))
  EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "SurveyOptOut_append_only" BEFORE UPDATE OR DELETE ON "SurveyOptOut" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "SurveyOptOut_no_truncate" BEFORE TRUNCATE ON "SurveyOptOut" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();

ALTER TABLE "SurveySetting" ADD CONSTRAINT "SurveySetting_days" CHECK ("afterDays" BETWEEN 0 AND 60);
ALTER TABLE "SurveyInvitation" ADD CONSTRAINT "SurveyInvitation_not_sent_for_a_reason" CHECK (("state" = 'not_sent') = ("excluded" IS NOT NULL));
ALTER TABLE "SurveyInvitation" ADD CONSTRAINT "SurveyInvitation_withheld_in_words" CHECK (("excluded" IS NOT DISTINCT FROM 'withheld') = ("reason" IS NOT NULL));
ALTER TABLE "SurveyInvitation" ADD CONSTRAINT "SurveyInvitation_asks_something" CHECK ("state" = 'not_sent' OR ("versionId" IS NOT NULL AND "language" IS NOT NULL AND "address" IS NOT NULL));
ALTER TABLE "SurveyInvitation" ADD CONSTRAINT "SurveyInvitation_sent_at" CHECK (("state" = 'sent') = ("sentAt" IS NOT NULL));
ALTER TABLE "SurveyLink" ADD CONSTRAINT "SurveyLink_hash" CHECK ("tokenHash" ~ '^[0-9a-f]{64}$');
