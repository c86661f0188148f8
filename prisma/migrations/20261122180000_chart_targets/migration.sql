-- CreateTable
CREATE TABLE "ChartTarget" (
    "id" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "figure" TEXT NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "reason" TEXT NOT NULL,
    "byId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "endedById" UUID,

    CONSTRAINT "ChartTarget_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ChartTarget_siteId_figure_at_idx" ON "ChartTarget"("siteId", "figure", "at");

-- AddForeignKey
ALTER TABLE "ChartTarget" ADD CONSTRAINT "ChartTarget_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChartTarget" ADD CONSTRAINT "ChartTarget_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChartTarget" ADD CONSTRAINT "ChartTarget_endedById_fkey" FOREIGN KEY ("endedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- One target of a figure stands at a site.
CREATE UNIQUE INDEX "ChartTarget_standing" ON "ChartTarget" ("siteId", "figure") WHERE "endedAt" IS NULL;

ALTER TABLE "ChartTarget" ADD CONSTRAINT "ChartTarget_ended" CHECK (("endedAt" IS NULL) = ("endedById" IS NULL));
ALTER TABLE "ChartTarget" ADD CONSTRAINT "ChartTarget_value" CHECK ("value" >= 0);
