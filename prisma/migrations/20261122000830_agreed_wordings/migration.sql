-- AlterTable
ALTER TABLE "IssueAgreement" ADD COLUMN     "digest" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "wordings" JSONB NOT NULL DEFAULT '[]';
