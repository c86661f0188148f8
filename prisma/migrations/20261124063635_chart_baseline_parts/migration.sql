-- AlterTable
ALTER TABLE "ChartBaseline" ADD COLUMN     "part" TEXT NOT NULL DEFAULT '';


-- What Prisma's schema language cannot say.

-- Of one series limits begin anew on a day once; one that was taken back may come again.
DROP INDEX "ChartBaseline_standing";
CREATE UNIQUE INDEX "ChartBaseline_standing" ON "ChartBaseline" ("siteId", "figure", "part", "unitId", "kinds", "startsOn")
  NULLS NOT DISTINCT WHERE "endedAt" IS NULL;
