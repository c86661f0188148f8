-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('associate', 'supervisor', 'manager', 'administrator', 'responder', 'auditor');

-- CreateEnum
CREATE TYPE "CaseKind" AS ENUM ('inquiry', 'compliment', 'suggestion', 'concern', 'complaint', 'grievance');

-- CreateEnum
CREATE TYPE "CaseState" AS ENUM ('new', 'triaged', 'investigating', 'waiting', 'response_drafted', 'answered', 'closed', 'reopened');

-- CreateEnum
CREATE TYPE "Channel" AS ENUM ('phone', 'in_person', 'email', 'letter', 'portal', 'survey');

-- CreateEnum
CREATE TYPE "ReporterKind" AS ENUM ('patient', 'representative', 'visitor', 'staff', 'anonymous');

-- CreateEnum
CREATE TYPE "HcatCategory" AS ENUM ('quality', 'safety', 'environment', 'institutional_processes', 'listening', 'communication', 'respect_and_rights');

-- CreateEnum
CREATE TYPE "ContactChannel" AS ENUM ('phone', 'email', 'letter', 'portal', 'in_person');

-- CreateTable
CREATE TABLE "Organisation" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Site" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL,
    "country" CHAR(2) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Site_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Unit" (
    "id" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Person" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "mustSetPassword" BOOLEAN NOT NULL DEFAULT false,
    "deactivatedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RoleGrant" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "unitId" UUID,
    "role" "Role" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RoleGrant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "userAgent" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SignInThrottle" (
    "key" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "firstAt" TIMESTAMPTZ(3) NOT NULL,
    "blockedUntil" TIMESTAMPTZ(3),

    CONSTRAINT "SignInThrottle_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "WorkerBeat" (
    "id" UUID NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "beatAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "WorkerBeat_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CaseCounter" (
    "year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "CaseCounter_pkey" PRIMARY KEY ("year")
);

-- CreateTable
CREATE TABLE "Case" (
    "id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "siteId" UUID NOT NULL,
    "unitId" UUID,
    "patientId" UUID,
    "kind" "CaseKind" NOT NULL,
    "state" "CaseState" NOT NULL DEFAULT 'new',
    "channel" "Channel" NOT NULL,
    "reporterKind" "ReporterKind" NOT NULL,
    "reporterName" TEXT,
    "reporterContact" TEXT,
    "about" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "wanted" TEXT,
    "severity" SMALLINT NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "loggedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "loggedById" UUID NOT NULL,
    "ownerId" UUID,
    "escalatedAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "idempotencyKey" UUID NOT NULL,

    CONSTRAINT "Case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Issue" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "unitId" UUID,
    "position" SMALLINT NOT NULL,
    "summary" TEXT NOT NULL,
    "category" "HcatCategory",
    "severity" SMALLINT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Issue_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Note" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "authorId" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "idempotencyKey" UUID NOT NULL,

    CONSTRAINT "Note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Escalation" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "raisedById" UUID NOT NULL,
    "raisedAt" TIMESTAMPTZ(3) NOT NULL,
    "toPersonId" UUID,
    "answer" TEXT,
    "answeredById" UUID,
    "answeredAt" TIMESTAMPTZ(3),

    CONSTRAINT "Escalation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Draft" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "fields" JSONB NOT NULL,
    "savedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Draft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Event" (
    "id" UUID NOT NULL,
    "chain" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actorId" UUID,
    "actorName" TEXT NOT NULL,
    "siteId" UUID,
    "data" JSONB NOT NULL,
    "prevHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "Event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Patient" (
    "id" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "preferredName" TEXT,
    "pronouns" TEXT,
    "recordNumber" TEXT,
    "bornOn" DATE,
    "isDeceased" BOOLEAN NOT NULL DEFAULT false,
    "diedOn" DATE,
    "language" TEXT,
    "needsInterpreter" BOOLEAN NOT NULL DEFAULT false,
    "phone" TEXT,
    "email" TEXT,
    "address" TEXT,
    "preferredChannel" "ContactChannel",
    "contactNote" TEXT,
    "registeredById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,
    "idempotencyKey" UUID,

    CONSTRAINT "Patient_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Site_organisationId_name_key" ON "Site"("organisationId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Unit_siteId_name_key" ON "Unit"("siteId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Person_email_key" ON "Person"("email");

-- CreateIndex
CREATE INDEX "RoleGrant_personId_idx" ON "RoleGrant"("personId");

-- CreateIndex
CREATE INDEX "RoleGrant_siteId_role_idx" ON "RoleGrant"("siteId", "role");

-- CreateIndex
CREATE INDEX "Session_personId_createdAt_idx" ON "Session"("personId", "createdAt");

-- CreateIndex
CREATE INDEX "Session_expiresAt_idx" ON "Session"("expiresAt");

-- CreateIndex
CREATE INDEX "SignInThrottle_firstAt_idx" ON "SignInThrottle"("firstAt");

-- CreateIndex
CREATE UNIQUE INDEX "Case_reference_key" ON "Case"("reference");

-- CreateIndex
CREATE UNIQUE INDEX "Case_idempotencyKey_key" ON "Case"("idempotencyKey");

-- CreateIndex
CREATE INDEX "Case_siteId_receivedAt_id_idx" ON "Case"("siteId", "receivedAt", "id");

-- CreateIndex
CREATE INDEX "Case_siteId_severity_id_idx" ON "Case"("siteId", "severity", "id");

-- CreateIndex
CREATE INDEX "Case_siteId_updatedAt_id_idx" ON "Case"("siteId", "updatedAt", "id");

-- CreateIndex
CREATE INDEX "Case_siteId_kind_receivedAt_id_idx" ON "Case"("siteId", "kind", "receivedAt", "id");

-- CreateIndex
CREATE INDEX "Case_unitId_receivedAt_id_idx" ON "Case"("unitId", "receivedAt", "id");

-- CreateIndex
CREATE INDEX "Case_ownerId_receivedAt_id_idx" ON "Case"("ownerId", "receivedAt", "id");

-- CreateIndex
CREATE INDEX "Case_patientId_receivedAt_id_idx" ON "Case"("patientId", "receivedAt", "id");

-- CreateIndex
CREATE INDEX "Issue_siteId_unitId_idx" ON "Issue"("siteId", "unitId");

-- CreateIndex
CREATE UNIQUE INDEX "Issue_caseId_position_key" ON "Issue"("caseId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "Note_idempotencyKey_key" ON "Note"("idempotencyKey");

-- CreateIndex
CREATE INDEX "Note_caseId_createdAt_id_idx" ON "Note"("caseId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Escalation_caseId_raisedAt_idx" ON "Escalation"("caseId", "raisedAt");

-- CreateIndex
CREATE INDEX "Escalation_siteId_answeredAt_raisedAt_idx" ON "Escalation"("siteId", "answeredAt", "raisedAt");

-- CreateIndex
CREATE INDEX "Draft_savedAt_idx" ON "Draft"("savedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Draft_personId_kind_subject_key" ON "Draft"("personId", "kind", "subject");

-- CreateIndex
CREATE INDEX "Event_at_id_idx" ON "Event"("at", "id");

-- CreateIndex
CREATE INDEX "Event_siteId_at_id_idx" ON "Event"("siteId", "at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Event_chain_position_key" ON "Event"("chain", "position");

-- CreateIndex
CREATE UNIQUE INDEX "Patient_idempotencyKey_key" ON "Patient"("idempotencyKey");

-- CreateIndex
CREATE INDEX "Patient_siteId_bornOn_idx" ON "Patient"("siteId", "bornOn");

-- CreateIndex
CREATE INDEX "Patient_siteId_createdAt_id_idx" ON "Patient"("siteId", "createdAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Patient_siteId_recordNumber_key" ON "Patient"("siteId", "recordNumber");

-- AddForeignKey
ALTER TABLE "Site" ADD CONSTRAINT "Site_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Unit" ADD CONSTRAINT "Unit_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Person" ADD CONSTRAINT "Person_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoleGrant" ADD CONSTRAINT "RoleGrant_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoleGrant" ADD CONSTRAINT "RoleGrant_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoleGrant" ADD CONSTRAINT "RoleGrant_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Case" ADD CONSTRAINT "Case_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Case" ADD CONSTRAINT "Case_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Case" ADD CONSTRAINT "Case_patientId_fkey" FOREIGN KEY ("patientId") REFERENCES "Patient"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Case" ADD CONSTRAINT "Case_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Case" ADD CONSTRAINT "Case_loggedById_fkey" FOREIGN KEY ("loggedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Issue" ADD CONSTRAINT "Issue_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Issue" ADD CONSTRAINT "Issue_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Note" ADD CONSTRAINT "Note_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Note" ADD CONSTRAINT "Note_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Patient" ADD CONSTRAINT "Patient_death_fits"
  CHECK ("diedOn" IS NULL OR ("isDeceased" AND ("bornOn" IS NULL OR "bornOn" <= "diedOn")));
ALTER TABLE "Escalation" ADD CONSTRAINT "Escalation_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Escalation" ADD CONSTRAINT "Escalation_raisedById_fkey" FOREIGN KEY ("raisedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Escalation" ADD CONSTRAINT "Escalation_toPersonId_fkey" FOREIGN KEY ("toPersonId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Escalation" ADD CONSTRAINT "Escalation_answeredById_fkey" FOREIGN KEY ("answeredById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Draft" ADD CONSTRAINT "Draft_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Patient" ADD CONSTRAINT "Patient_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- What Prisma's schema language cannot say.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

-- One folding for names in every search: width, case and accents. Immutable, so that an index may use it.
CREATE FUNCTION heard_fold(value text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, normalize(value, NFKC))) $$;

CREATE INDEX "Patient_name_search" ON "Patient"
  USING gin (heard_fold("name" || ' ' || coalesce("preferredName", '')) gin_trgm_ops);

CREATE INDEX "Case_open" ON "Case" ("siteId", "receivedAt", "id") WHERE "closedAt" IS NULL;
CREATE INDEX "Case_unassigned" ON "Case" ("siteId", "receivedAt", "id") WHERE "closedAt" IS NULL AND "ownerId" IS NULL;
CREATE INDEX "Case_escalated" ON "Case" ("siteId", "escalatedAt", "id") WHERE "escalatedAt" IS NOT NULL;
CREATE INDEX "Case_owner_open" ON "Case" ("ownerId", "receivedAt", "id") WHERE "closedAt" IS NULL;

ALTER TABLE "Case" ADD CONSTRAINT "Case_severity_range" CHECK ("severity" BETWEEN 1 AND 3);
ALTER TABLE "Case" ADD CONSTRAINT "Case_closed_has_time" CHECK (("state" = 'closed') = ("closedAt" IS NOT NULL));
ALTER TABLE "Case" ADD CONSTRAINT "Case_words_present" CHECK (char_length("words") BETWEEN 1 AND 20000);
ALTER TABLE "Issue" ADD CONSTRAINT "Issue_severity_range" CHECK ("severity" BETWEEN 1 AND 3);
ALTER TABLE "Patient" ADD CONSTRAINT "Patient_name_present" CHECK (char_length("name") BETWEEN 1 AND 300);
ALTER TABLE "Escalation" ADD CONSTRAINT "Escalation_answer_whole"
  CHECK (("answeredAt" IS NULL) = ("answer" IS NULL) AND ("answeredAt" IS NULL) = ("answeredById" IS NULL));
-- One escalation waits for an answer at a time.
CREATE UNIQUE INDEX "Escalation_one_open" ON "Escalation" ("caseId") WHERE "answeredAt" IS NULL;

CREATE FUNCTION heard_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER "Event_append_only" BEFORE UPDATE OR DELETE ON "Event" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "Event_no_truncate" BEFORE TRUNCATE ON "Event" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "Note_no_truncate" BEFORE TRUNCATE ON "Note" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "Case_no_truncate" BEFORE TRUNCATE ON "Case" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "Patient_no_truncate" BEFORE TRUNCATE ON "Patient" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "Note_append_only" BEFORE UPDATE OR DELETE ON "Note" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "Case_not_deleted" BEFORE DELETE ON "Case" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "Patient_not_deleted" BEFORE DELETE ON "Patient" FOR EACH ROW EXECUTE FUNCTION heard_refuse();

CREATE FUNCTION heard_keep_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the words, reference and receipt of a case are never changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "Case_keep_words" BEFORE UPDATE ON "Case" FOR EACH ROW
  WHEN (OLD."words" IS DISTINCT FROM NEW."words" OR OLD."reference" IS DISTINCT FROM NEW."reference"
        OR OLD."receivedAt" IS DISTINCT FROM NEW."receivedAt")
  EXECUTE FUNCTION heard_keep_words();
