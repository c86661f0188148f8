-- AlterTable
ALTER TABLE "SurveyInstrument" ADD COLUMN     "unpublished" JSONB;
