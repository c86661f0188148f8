-- AlterTable
ALTER TABLE "Site" ADD COLUMN     "address" TEXT,
ADD COLUMN     "email" TEXT,
ADD COLUMN     "phone" TEXT,
ADD COLUMN     "web" TEXT;

-- AlterTable
ALTER TABLE "LetterSending" ADD COLUMN     "letterhead" JSONB;

-- CreateTable
CREATE TABLE "SiteBody" (
    "id" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "packId" TEXT NOT NULL,
    "bodyId" TEXT NOT NULL,
    "name" TEXT,
    "howToReach" TEXT NOT NULL,
    "savedById" UUID NOT NULL,
    "savedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SiteBody_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "SiteBody_siteId_packId_bodyId_key" ON "SiteBody"("siteId", "packId", "bodyId");

-- AddForeignKey
ALTER TABLE "SiteBody" ADD CONSTRAINT "SiteBody_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SiteBody" ADD CONSTRAINT "SiteBody_savedById_fkey" FOREIGN KEY ("savedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Site" ADD CONSTRAINT "Site_letterhead_limits"
  CHECK (char_length("address") <= 300 AND char_length("phone") <= 200 AND char_length("email") <= 254 AND char_length("web") <= 200);
ALTER TABLE "SiteBody" ADD CONSTRAINT "SiteBody_limits" CHECK (char_length("name") <= 200 AND char_length("howToReach") BETWEEN 1 AND 300);
