-- CreateTable
CREATE TABLE "ChartBaseline" (
    "id" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "unitId" UUID,
    "figure" TEXT NOT NULL,
    "kinds" "CaseKind"[],
    "startsOn" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "byId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "endedById" UUID,

    CONSTRAINT "ChartBaseline_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ChartBaseline_siteId_figure_startsOn_idx" ON "ChartBaseline"("siteId", "figure", "startsOn");

-- AddForeignKey
ALTER TABLE "ChartBaseline" ADD CONSTRAINT "ChartBaseline_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChartBaseline" ADD CONSTRAINT "ChartBaseline_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChartBaseline" ADD CONSTRAINT "ChartBaseline_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChartBaseline" ADD CONSTRAINT "ChartBaseline_endedById_fkey" FOREIGN KEY ("endedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Of one series limits begin anew on a day once; one that was taken back may come again.
CREATE UNIQUE INDEX "ChartBaseline_standing" ON "ChartBaseline" ("siteId", "figure", "unitId", "kinds", "startsOn")
  NULLS NOT DISTINCT WHERE "endedAt" IS NULL;

ALTER TABLE "ChartBaseline" ADD CONSTRAINT "ChartBaseline_ended" CHECK (("endedAt" IS NULL) = ("endedById" IS NULL));
