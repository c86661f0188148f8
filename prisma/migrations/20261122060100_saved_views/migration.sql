-- CreateTable
CREATE TABLE "SavedView" (
    "id" UUID NOT NULL,
    "ownerId" UUID NOT NULL,
    "siteId" UUID,
    "role" "Role",
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "columns" TEXT[],
    "density" TEXT NOT NULL DEFAULT 'compact',
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SavedView_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "QueueChoice" (
    "personId" UUID NOT NULL,
    "columns" TEXT[],
    "density" TEXT NOT NULL DEFAULT 'compact',
    "defaultViewId" UUID,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "QueueChoice_pkey" PRIMARY KEY ("personId")
);

-- CreateIndex
CREATE INDEX "SavedView_ownerId_createdAt_id_idx" ON "SavedView"("ownerId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "SavedView_siteId_createdAt_id_idx" ON "SavedView"("siteId", "createdAt", "id");

-- AddForeignKey
ALTER TABLE "SavedView" ADD CONSTRAINT "SavedView_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SavedView" ADD CONSTRAINT "SavedView_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QueueChoice" ADD CONSTRAINT "QueueChoice_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QueueChoice" ADD CONSTRAINT "QueueChoice_defaultViewId_fkey" FOREIGN KEY ("defaultViewId") REFERENCES "SavedView"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "SavedView" ADD CONSTRAINT "SavedView_role_at_site" CHECK ("role" IS NULL OR "siteId" IS NOT NULL);
ALTER TABLE "SavedView" ADD CONSTRAINT "SavedView_density" CHECK ("density" IN ('compact', 'comfortable'));
ALTER TABLE "QueueChoice" ADD CONSTRAINT "QueueChoice_density" CHECK ("density" IN ('compact', 'comfortable'));
