-- CreateEnum
CREATE TYPE "CalendarDayKind" AS ENUM ('holiday', 'closed', 'opening');

-- CreateEnum
CREATE TYPE "CalendarDaySource" AS ENUM ('date_holidays', 'person');

-- CreateTable
CREATE TABLE "SiteCalendar" (
    "siteId" UUID NOT NULL,
    "hours" JSONB,
    "hoursVersion" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "country" CHAR(2),
    "region" TEXT,
    "loadedYears" INTEGER[],

    CONSTRAINT "SiteCalendar_pkey" PRIMARY KEY ("siteId")
);

-- CreateTable
CREATE TABLE "CalendarDay" (
    "id" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "date" DATE NOT NULL,
    "kind" "CalendarDayKind" NOT NULL,
    "name" TEXT NOT NULL,
    "intervals" JSONB NOT NULL,
    "source" "CalendarDaySource" NOT NULL,
    "addedById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voidedById" UUID,
    "voidedAt" TIMESTAMPTZ(3),
    "voidedReason" TEXT,
    "voidedByLoad" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "CalendarDay_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "CalendarDay_siteId_date_id_idx" ON "CalendarDay"("siteId", "date", "id");

-- AddForeignKey
ALTER TABLE "SiteCalendar" ADD CONSTRAINT "SiteCalendar_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CalendarDay" ADD CONSTRAINT "CalendarDay_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CalendarDay" ADD CONSTRAINT "CalendarDay_addedById_fkey" FOREIGN KEY ("addedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CalendarDay" ADD CONSTRAINT "CalendarDay_voidedById_fkey" FOREIGN KEY ("voidedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;


-- What Prisma's schema language cannot say.

ALTER TABLE "CalendarDay" ADD CONSTRAINT "CalendarDay_name_present" CHECK (char_length("name") BETWEEN 1 AND 200);
ALTER TABLE "CalendarDay" ADD CONSTRAINT "CalendarDay_hours_of_openings"
  CHECK (("kind" = 'opening') = (jsonb_array_length("intervals") > 0));
ALTER TABLE "CalendarDay" ADD CONSTRAINT "CalendarDay_void_whole"
  CHECK (("voidedAt" IS NULL) = ("voidedById" IS NULL) AND ("voidedAt" IS NULL) = ("voidedReason" IS NULL)
    AND (NOT "voidedByLoad" OR "voidedAt" IS NOT NULL));
-- A day is closed once, and may be opened specially once.
CREATE UNIQUE INDEX "CalendarDay_one_a_day" ON "CalendarDay" ("siteId", "date", ("kind" = 'opening')) WHERE "voidedAt" IS NULL;
CREATE TRIGGER "CalendarDay_not_deleted" BEFORE DELETE ON "CalendarDay" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "CalendarDay_no_truncate" BEFORE TRUNCATE ON "CalendarDay" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "SiteCalendar_not_deleted" BEFORE DELETE ON "SiteCalendar" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "SiteCalendar_no_truncate" BEFORE TRUNCATE ON "SiteCalendar" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
