-- CreateEnum
CREATE TYPE "ContactDirection" AS ENUM ('outgoing', 'incoming');

-- CreateEnum
CREATE TYPE "ContactOutcome" AS ENUM ('reached', 'left_message', 'no_answer', 'wrong_number', 'sent', 'returned', 'received');

-- CreateEnum
CREATE TYPE "ContactParty" AS ENUM ('patient', 'other');

-- CreateEnum
CREATE TYPE "MayBeTold" AS ENUM ('yes', 'no', 'not_checked');

-- CreateEnum
CREATE TYPE "InterpreterMode" AS ENUM ('in_person', 'video', 'phone', 'colleague', 'family');

-- AlterTable
ALTER TABLE "Case" ADD COLUMN     "lastHeardAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "Contact" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "direction" "ContactDirection" NOT NULL,
    "channel" "ContactChannel" NOT NULL,
    "outcome" "ContactOutcome" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "minutes" SMALLINT,
    "party" "ContactParty" NOT NULL,
    "otherName" TEXT,
    "otherRelation" TEXT,
    "mayBeTold" "MayBeTold" NOT NULL,
    "checkedHow" TEXT,
    "summary" TEXT,
    "interpreterLanguage" TEXT,
    "interpreterMode" "InterpreterMode",
    "interpreterNumber" TEXT,
    "interpreterStartedAt" TIMESTAMPTZ(3),
    "interpreterEndedAt" TIMESTAMPTZ(3),
    "authorId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voidedAt" TIMESTAMPTZ(3),
    "voidReason" TEXT,
    "voidedById" UUID,
    "idempotencyKey" UUID NOT NULL,

    CONSTRAINT "Contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "NoteMention" (
    "id" UUID NOT NULL,
    "noteId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seenAt" TIMESTAMPTZ(3),

    CONSTRAINT "NoteMention_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PrivilegedNote" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "authorId" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "idempotencyKey" UUID NOT NULL,

    CONSTRAINT "PrivilegedNote_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Contact_idempotencyKey_key" ON "Contact"("idempotencyKey");

-- CreateIndex
CREATE INDEX "Contact_caseId_at_id_idx" ON "Contact"("caseId", "at", "id");

-- CreateIndex
CREATE INDEX "Contact_siteId_at_id_idx" ON "Contact"("siteId", "at", "id");

-- CreateIndex
CREATE INDEX "NoteMention_personId_createdAt_id_idx" ON "NoteMention"("personId", "createdAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "NoteMention_noteId_personId_key" ON "NoteMention"("noteId", "personId");

-- CreateIndex
CREATE UNIQUE INDEX "PrivilegedNote_idempotencyKey_key" ON "PrivilegedNote"("idempotencyKey");

-- CreateIndex
CREATE INDEX "PrivilegedNote_caseId_createdAt_id_idx" ON "PrivilegedNote"("caseId", "createdAt", "id");

-- AddForeignKey
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_voidedById_fkey" FOREIGN KEY ("voidedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NoteMention" ADD CONSTRAINT "NoteMention_noteId_fkey" FOREIGN KEY ("noteId") REFERENCES "Note"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NoteMention" ADD CONSTRAINT "NoteMention_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NoteMention" ADD CONSTRAINT "NoteMention_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PrivilegedNote" ADD CONSTRAINT "PrivilegedNote_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PrivilegedNote" ADD CONSTRAINT "PrivilegedNote_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema language cannot say.

CREATE INDEX "NoteMention_unseen" ON "NoteMention" ("personId", "createdAt", "id") WHERE "seenAt" IS NULL;

ALTER TABLE "Contact" ADD CONSTRAINT "Contact_minutes_range" CHECK ("minutes" BETWEEN 0 AND 1440);
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_interpreter_whole"
  CHECK (("interpreterLanguage" IS NULL) = ("interpreterMode" IS NULL)
    AND ("interpreterLanguage" IS NOT NULL
      OR ("interpreterNumber" IS NULL AND "interpreterStartedAt" IS NULL AND "interpreterEndedAt" IS NULL)));
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_interpreter_times" CHECK ("interpreterStartedAt" < "interpreterEndedAt");
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_void_whole"
  CHECK (("voidedAt" IS NULL) = ("voidReason" IS NULL) AND ("voidedAt" IS NULL) = ("voidedById" IS NULL));
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_party_named"
  CHECK ("party" = 'other' OR ("otherName" IS NULL AND "otherRelation" IS NULL));
ALTER TABLE "PrivilegedNote" ADD CONSTRAINT "PrivilegedNote_body_present" CHECK (char_length("body") BETWEEN 1 AND 10000);

CREATE FUNCTION heard_keep_contact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a contact is never changed, only voided, and that once' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "Contact_voided_only" BEFORE UPDATE ON "Contact" FOR EACH ROW
  WHEN (OLD."voidedAt" IS NOT NULL
    OR to_jsonb(OLD) - '{voidedAt,voidReason,voidedById}'::text[]
      IS DISTINCT FROM to_jsonb(NEW) - '{voidedAt,voidReason,voidedById}'::text[])
  EXECUTE FUNCTION heard_keep_contact();
CREATE TRIGGER "Contact_not_deleted" BEFORE DELETE ON "Contact" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "Contact_no_truncate" BEFORE TRUNCATE ON "Contact" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "PrivilegedNote_append_only" BEFORE UPDATE OR DELETE ON "PrivilegedNote" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "PrivilegedNote_no_truncate" BEFORE TRUNCATE ON "PrivilegedNote" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
