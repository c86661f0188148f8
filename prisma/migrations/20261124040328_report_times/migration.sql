-- AlterTable
ALTER TABLE "ReportFigure" ADD COLUMN     "took" INTEGER[];
