-- CreateTable
CREATE TABLE "GroupVolume" (
    "siteId" UUID NOT NULL,
    "split" "FairnessSplit" NOT NULL,
    "half" TEXT NOT NULL,
    "group" TEXT NOT NULL,
    "value" INTEGER,
    "setById" UUID NOT NULL,
    "setAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "GroupVolume_pkey" PRIMARY KEY ("siteId","split","half","group")
);

-- AddForeignKey
ALTER TABLE "GroupVolume" ADD CONSTRAINT "GroupVolume_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GroupVolume" ADD CONSTRAINT "GroupVolume_setById_fkey" FOREIGN KEY ("setById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- What Prisma's schema language cannot say. Of fewer than 11 people no rate is told; units have denominators.
ALTER TABLE "GroupVolume"
  ADD CONSTRAINT "GroupVolume_value_check" CHECK ("value" >= 11),
  ADD CONSTRAINT "GroupVolume_half_check" CHECK ("half" ~ '^\d{4}-[12]$'),
  ADD CONSTRAINT "GroupVolume_split_check" CHECK ("split" <> 'unit');
