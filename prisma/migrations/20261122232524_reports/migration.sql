-- CreateEnum
CREATE TYPE "ReportKind" AS ENUM ('board', 'annual', 'ko41a', 'own');

-- CreateEnum
CREATE TYPE "ReportEvery" AS ENUM ('month', 'quarter', 'year');

-- CreateEnum
CREATE TYPE "ReportCount" AS ENUM ('case', 'issue');

-- CreateEnum
CREATE TYPE "ReportList" AS ENUM ('subject', 'profession');

-- CreateTable
CREATE TABLE "Report" (
    "id" UUID NOT NULL,
    "kind" "ReportKind" NOT NULL,
    "title" TEXT NOT NULL,
    "from" DATE NOT NULL,
    "to" DATE NOT NULL,
    "spec" JSONB NOT NULL,
    "forPublication" BOOLEAN NOT NULL,
    "madeById" UUID NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,
    "scheduleId" UUID,
    "claimId" UUID,
    "beatAt" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER,
    "result" JSONB,
    "countedAt" TIMESTAMPTZ(3),
    "failedAt" TIMESTAMPTZ(3),
    "failure" TEXT,

    CONSTRAINT "Report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReportSite" (
    "reportId" UUID NOT NULL,
    "siteId" UUID NOT NULL,

    CONSTRAINT "ReportSite_pkey" PRIMARY KEY ("reportId","siteId")
);

-- CreateTable
CREATE TABLE "ReportFigure" (
    "reportId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "counts" "ReportCount" NOT NULL,
    "ids" UUID[],

    CONSTRAINT "ReportFigure_pkey" PRIMARY KEY ("reportId","key")
);

-- CreateTable
CREATE TABLE "ReportReader" (
    "reportId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "wasTold" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ReportReader_pkey" PRIMARY KEY ("reportId","personId")
);

-- CreateTable
CREATE TABLE "ReportSchedule" (
    "id" UUID NOT NULL,
    "ofId" UUID NOT NULL,
    "every" "ReportEvery" NOT NULL,
    "day" SMALLINT NOT NULL,
    "nextOn" DATE NOT NULL,
    "madeById" UUID NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,
    "stoppedAt" TIMESTAMPTZ(3),
    "stoppedWhy" TEXT,

    CONSTRAINT "ReportSchedule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReportScheduleReader" (
    "scheduleId" UUID NOT NULL,
    "personId" UUID NOT NULL,

    CONSTRAINT "ReportScheduleReader_pkey" PRIMARY KEY ("scheduleId","personId")
);

-- CreateTable
CREATE TABLE "ReportArea" (
    "list" "ReportList" NOT NULL,
    "code" TEXT NOT NULL,
    "area" TEXT NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,
    "changedBy" TEXT,

    CONSTRAINT "ReportArea_pkey" PRIMARY KEY ("list","code")
);

-- CreateIndex
CREATE INDEX "Report_madeAt_id_idx" ON "Report"("madeAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Report_scheduleId_from_key" ON "Report"("scheduleId", "from");

-- CreateIndex
CREATE INDEX "ReportSite_siteId_idx" ON "ReportSite"("siteId");

-- CreateIndex
CREATE INDEX "ReportSchedule_ofId_idx" ON "ReportSchedule"("ofId");

-- AddForeignKey
ALTER TABLE "Report" ADD CONSTRAINT "Report_madeById_fkey" FOREIGN KEY ("madeById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Report" ADD CONSTRAINT "Report_scheduleId_fkey" FOREIGN KEY ("scheduleId") REFERENCES "ReportSchedule"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReportSite" ADD CONSTRAINT "ReportSite_reportId_fkey" FOREIGN KEY ("reportId") REFERENCES "Report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReportSite" ADD CONSTRAINT "ReportSite_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReportFigure" ADD CONSTRAINT "ReportFigure_reportId_fkey" FOREIGN KEY ("reportId") REFERENCES "Report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReportReader" ADD CONSTRAINT "ReportReader_reportId_fkey" FOREIGN KEY ("reportId") REFERENCES "Report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReportReader" ADD CONSTRAINT "ReportReader_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReportSchedule" ADD CONSTRAINT "ReportSchedule_ofId_fkey" FOREIGN KEY ("ofId") REFERENCES "Report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReportSchedule" ADD CONSTRAINT "ReportSchedule_madeById_fkey" FOREIGN KEY ("madeById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReportScheduleReader" ADD CONSTRAINT "ReportScheduleReader_scheduleId_fkey" FOREIGN KEY ("scheduleId") REFERENCES "ReportSchedule"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReportScheduleReader" ADD CONSTRAINT "ReportScheduleReader_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Report"
  ADD CONSTRAINT "Report_days" CHECK ("from" <= "to" AND "to" - "from" <= 1100),
  ADD CONSTRAINT "Report_bounds" CHECK (length("title") BETWEEN 1 AND 200 AND length("spec"::text) <= 4000),
  ADD CONSTRAINT "Report_counted" CHECK (("result" IS NULL) = ("countedAt" IS NULL) AND ("countedAt" IS NULL OR "failedAt" IS NULL));
ALTER TABLE "ReportSchedule" ADD CONSTRAINT "ReportSchedule_day" CHECK ("day" BETWEEN 1 AND 28);
ALTER TABLE "ReportArea" ADD CONSTRAINT "ReportArea_bounds" CHECK (length("area") BETWEEN 1 AND 120);

-- What was counted stays as it was, and so does what was asked for: figures that have been handed on can always be looked up.
CREATE FUNCTION heard_keep_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a report that was counted is never changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "Report_keep" BEFORE UPDATE ON "Report" FOR EACH ROW
  WHEN (OLD."countedAt" IS NOT NULL OR ROW(OLD."id", OLD."kind", OLD."title", OLD."from", OLD."to", OLD."spec", OLD."forPublication", OLD."madeById", OLD."madeAt", OLD."scheduleId")
        IS DISTINCT FROM ROW(NEW."id", NEW."kind", NEW."title", NEW."from", NEW."to", NEW."spec", NEW."forPublication", NEW."madeById", NEW."madeAt", NEW."scheduleId"))
  EXECUTE FUNCTION heard_keep_report();
CREATE TRIGGER "Report_not_deleted" BEFORE DELETE ON "Report" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "ReportFigure_keep" BEFORE UPDATE OR DELETE ON "ReportFigure" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "ReportSite_keep" BEFORE UPDATE OR DELETE ON "ReportSite" FOR EACH ROW EXECUTE FUNCTION heard_refuse();

-- Workers look for what is not counted yet, and for schedules whose day has come.
CREATE INDEX "Report_uncounted" ON "Report" ("madeAt", "id") WHERE "countedAt" IS NULL AND "failedAt" IS NULL;
CREATE INDEX "ReportSchedule_running" ON "ReportSchedule" ("nextOn", "id") WHERE "stoppedAt" IS NULL;
-- Which closings were taken back in a time.
CREATE INDEX "Closing_reopened" ON "Closing" ("siteId", "reopenedAt") WHERE "reopenedAt" IS NOT NULL;

-- Subject areas and professions of KO41a (structure: NHS England data collection, annual since 2022-23), as a beginning: people change them.
INSERT INTO "ReportArea" ("list", "code", "area", "changedAt") VALUES
  ('subject', 'quality', 'Clinical treatment', now()),
  ('subject', 'safety', 'Patient care', now()),
  ('subject', 'environment', 'Facilities', now()),
  ('subject', 'institutional_processes', 'Trust administration, policies and records', now()),
  ('subject', 'institutional_processes/admission', 'Appointments', now()),
  ('subject', 'institutional_processes/discharge', 'Admissions, discharges and transfers', now()),
  ('subject', 'listening', 'Values and behaviours (staff)', now()),
  ('subject', 'communication', 'Communications', now()),
  ('subject', 'respect_and_rights', 'Privacy, dignity and wellbeing', now()),
  ('subject', '', 'Other', now()),
  ('profession', 'medical', 'Medical', now()),
  ('profession', 'nursing', 'Nursing, midwifery and health visiting', now()),
  ('profession', 'allied_health', 'Allied health professionals', now()),
  ('profession', 'administrative', 'Administrative staff', now()),
  ('profession', 'management', 'Management', now()),
  ('profession', 'other', 'Other', now()),
  ('profession', '', 'Not recorded', now());
