-- CreateEnum
CREATE TYPE "LetterKind" AS ENUM ('acknowledgement', 'update', 'consent_request', 'resolution', 'change');

-- CreateEnum
CREATE TYPE "LetterState" AS ENUM ('draft', 'for_approval', 'returned', 'approved', 'sent', 'void');

-- CreateTable
CREATE TABLE "Letter" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "kind" "LetterKind" NOT NULL,
    "language" TEXT NOT NULL,
    "state" "LetterState" NOT NULL DEFAULT 'draft',
    "text" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "savedById" UUID NOT NULL,
    "savedAt" TIMESTAMPTZ(3) NOT NULL,
    "authorId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "template" TEXT NOT NULL,
    "templateVersionId" UUID,
    "submittedById" UUID,
    "submittedAt" TIMESTAMPTZ(3),
    "submittedFacts" JSONB,
    "lookedVersion" INTEGER,
    "decidedById" UUID,
    "decidedAt" TIMESTAMPTZ(3),
    "voidReason" TEXT,
    "voidedById" UUID,
    "voidedAt" TIMESTAMPTZ(3),
    "idempotencyKey" UUID NOT NULL,

    CONSTRAINT "Letter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LetterVersion" (
    "id" UUID NOT NULL,
    "letterId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "authorId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "LetterVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LetterComment" (
    "id" UUID NOT NULL,
    "letterId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "quote" TEXT,
    "body" TEXT NOT NULL,
    "authorId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "resolvedById" UUID,
    "resolvedAt" TIMESTAMPTZ(3),

    CONSTRAINT "LetterComment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LetterTemplate" (
    "id" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "kind" "LetterKind" NOT NULL,
    "language" TEXT NOT NULL,
    "caseKind" "CaseKind",
    "ownerId" UUID NOT NULL,
    "reviewOn" DATE NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "LetterTemplate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LetterTemplateVersion" (
    "id" UUID NOT NULL,
    "templateId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "writtenById" UUID NOT NULL,
    "writtenAt" TIMESTAMPTZ(3) NOT NULL,
    "signedOffById" UUID,
    "signedOffAt" TIMESTAMPTZ(3),

    CONSTRAINT "LetterTemplateVersion_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Letter_idempotencyKey_key" ON "Letter"("idempotencyKey");

-- CreateIndex
CREATE INDEX "Letter_caseId_createdAt_id_idx" ON "Letter"("caseId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Letter_siteId_state_submittedAt_id_idx" ON "Letter"("siteId", "state", "submittedAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "LetterVersion_letterId_number_key" ON "LetterVersion"("letterId", "number");

-- CreateIndex
CREATE INDEX "LetterComment_letterId_at_id_idx" ON "LetterComment"("letterId", "at", "id");

-- CreateIndex
CREATE INDEX "LetterTemplate_siteId_kind_language_idx" ON "LetterTemplate"("siteId", "kind", "language");

-- CreateIndex
CREATE UNIQUE INDEX "LetterTemplateVersion_templateId_number_key" ON "LetterTemplateVersion"("templateId", "number");

-- AddForeignKey
ALTER TABLE "Letter" ADD CONSTRAINT "Letter_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Letter" ADD CONSTRAINT "Letter_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Letter" ADD CONSTRAINT "Letter_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Letter" ADD CONSTRAINT "Letter_savedById_fkey" FOREIGN KEY ("savedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Letter" ADD CONSTRAINT "Letter_submittedById_fkey" FOREIGN KEY ("submittedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Letter" ADD CONSTRAINT "Letter_decidedById_fkey" FOREIGN KEY ("decidedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Letter" ADD CONSTRAINT "Letter_voidedById_fkey" FOREIGN KEY ("voidedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Letter" ADD CONSTRAINT "Letter_templateVersionId_fkey" FOREIGN KEY ("templateVersionId") REFERENCES "LetterTemplateVersion"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LetterVersion" ADD CONSTRAINT "LetterVersion_letterId_fkey" FOREIGN KEY ("letterId") REFERENCES "Letter"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LetterVersion" ADD CONSTRAINT "LetterVersion_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LetterComment" ADD CONSTRAINT "LetterComment_letterId_fkey" FOREIGN KEY ("letterId") REFERENCES "Letter"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LetterComment" ADD CONSTRAINT "LetterComment_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LetterComment" ADD CONSTRAINT "LetterComment_resolvedById_fkey" FOREIGN KEY ("resolvedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LetterTemplate" ADD CONSTRAINT "LetterTemplate_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LetterTemplate" ADD CONSTRAINT "LetterTemplate_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LetterTemplateVersion" ADD CONSTRAINT "LetterTemplateVersion_templateId_fkey" FOREIGN KEY ("templateId") REFERENCES "LetterTemplate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LetterTemplateVersion" ADD CONSTRAINT "LetterTemplateVersion_writtenById_fkey" FOREIGN KEY ("writtenById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LetterTemplateVersion" ADD CONSTRAINT "LetterTemplateVersion_signedOffById_fkey" FOREIGN KEY ("signedOffById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "Letter" ADD CONSTRAINT "Letter_submitted_whole"
  CHECK (("submittedAt" IS NULL) = ("submittedById" IS NULL) AND ("submittedAt" IS NULL) = ("submittedFacts" IS NULL));
ALTER TABLE "Letter" ADD CONSTRAINT "Letter_asked_first" CHECK ("state" NOT IN ('for_approval', 'returned', 'approved', 'sent') OR "submittedAt" IS NOT NULL);
ALTER TABLE "Letter" ADD CONSTRAINT "Letter_decided_whole" CHECK (("decidedAt" IS NULL) = ("decidedById" IS NULL));
ALTER TABLE "Letter" ADD CONSTRAINT "Letter_approved_by_somebody" CHECK ("state" NOT IN ('approved', 'sent', 'returned') OR "decidedAt" IS NOT NULL);
ALTER TABLE "Letter" ADD CONSTRAINT "Letter_void_whole"
  CHECK (("state" = 'void') = ("voidedAt" IS NOT NULL) AND ("voidedAt" IS NULL) = ("voidedById" IS NULL) AND ("voidedAt" IS NULL) = ("voidReason" IS NULL));
ALTER TABLE "LetterComment" ADD CONSTRAINT "LetterComment_resolved_whole" CHECK (("resolvedAt" IS NULL) = ("resolvedById" IS NULL));
ALTER TABLE "LetterTemplateVersion" ADD CONSTRAINT "LetterTemplateVersion_signed_whole" CHECK (("signedOffAt" IS NULL) = ("signedOffById" IS NULL));
ALTER TABLE "LetterTemplateVersion" ADD CONSTRAINT "LetterTemplateVersion_signed_by_another" CHECK ("signedOffById" IS DISTINCT FROM "writtenById" OR "signedOffById" IS NULL);

-- One template for each kind of letter, language and kind of case at a site.
CREATE UNIQUE INDEX "LetterTemplate_one" ON "LetterTemplate" ("siteId", "kind", "language", "caseKind") NULLS NOT DISTINCT;

CREATE TRIGGER "Letter_not_deleted" BEFORE DELETE ON "Letter" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "Letter_no_truncate" BEFORE TRUNCATE ON "Letter" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "LetterVersion_append_only" BEFORE UPDATE OR DELETE ON "LetterVersion" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "LetterVersion_no_truncate" BEFORE TRUNCATE ON "LetterVersion" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "LetterComment_not_deleted" BEFORE DELETE ON "LetterComment" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "LetterComment_no_truncate" BEFORE TRUNCATE ON "LetterComment" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "LetterTemplate_not_deleted" BEFORE DELETE ON "LetterTemplate" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "LetterTemplate_no_truncate" BEFORE TRUNCATE ON "LetterTemplate" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "LetterTemplateVersion_not_deleted" BEFORE DELETE ON "LetterTemplateVersion" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "LetterTemplateVersion_no_truncate" BEFORE TRUNCATE ON "LetterTemplateVersion" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();

-- The text stands still while somebody decides on it, and from then on; what was sent or made void never changes.
CREATE FUNCTION heard_keep_letter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the text of this letter stands, and so does what it is' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "Letter_keep" BEFORE UPDATE ON "Letter" FOR EACH ROW
  WHEN (OLD."state" IN ('sent', 'void')
    OR (OLD."text" IS DISTINCT FROM NEW."text" AND OLD."state" NOT IN ('draft', 'returned'))
    OR (OLD."id", OLD."caseId", OLD."siteId", OLD."kind", OLD."language", OLD."authorId", OLD."createdAt", OLD."idempotencyKey")
      IS DISTINCT FROM (NEW."id", NEW."caseId", NEW."siteId", NEW."kind", NEW."language", NEW."authorId", NEW."createdAt", NEW."idempotencyKey"))
  EXECUTE FUNCTION heard_keep_letter();
CREATE TRIGGER "LetterComment_keep" BEFORE UPDATE ON "LetterComment" FOR EACH ROW
  WHEN (OLD."resolvedAt" IS NOT NULL
    OR to_jsonb(OLD) - '{resolvedById,resolvedAt}'::text[] IS DISTINCT FROM to_jsonb(NEW) - '{resolvedById,resolvedAt}'::text[])
  EXECUTE FUNCTION heard_keep_letter();
CREATE TRIGGER "LetterTemplateVersion_keep" BEFORE UPDATE ON "LetterTemplateVersion" FOR EACH ROW
  WHEN (OLD."signedOffAt" IS NOT NULL
    OR to_jsonb(OLD) - '{signedOffById,signedOffAt}'::text[] IS DISTINCT FROM to_jsonb(NEW) - '{signedOffById,signedOffAt}'::text[])
  EXECUTE FUNCTION heard_keep_letter();
