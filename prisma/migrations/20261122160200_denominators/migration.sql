-- CreateEnum
CREATE TYPE "DenominatorMeasure" AS ENUM ('encounters', 'patient_days', 'discharges', 'visits');

-- CreateEnum
CREATE TYPE "DenominatorSource" AS ENUM ('person', 'file');

-- CreateTable
CREATE TABLE "Denominator" (
    "id" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "unitId" UUID,
    "month" DATE NOT NULL,
    "measure" "DenominatorMeasure" NOT NULL,
    "value" INTEGER,
    "source" "DenominatorSource" NOT NULL,
    "setById" UUID NOT NULL,
    "setAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Denominator_pkey" PRIMARY KEY ("id")
);

-- AddForeignKey
ALTER TABLE "Denominator" ADD CONSTRAINT "Denominator_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Denominator" ADD CONSTRAINT "Denominator_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Denominator" ADD CONSTRAINT "Denominator_setById_fkey" FOREIGN KEY ("setById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- What Prisma's schema language cannot say.
CREATE UNIQUE INDEX "Denominator_key" ON "Denominator" ("siteId", "measure", "unitId", "month") NULLS NOT DISTINCT;
ALTER TABLE "Denominator" ADD CONSTRAINT "Denominator_value" CHECK ("value" > 0);
ALTER TABLE "Denominator" ADD CONSTRAINT "Denominator_month" CHECK (extract(day FROM "month") = 1);
