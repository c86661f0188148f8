-- CreateTable
CREATE TABLE "Tag" (
    "id" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "label" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "retiredAt" TIMESTAMPTZ(3),

    CONSTRAINT "Tag_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CaseTag" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "tagId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "addedById" UUID NOT NULL,
    "addedAt" TIMESTAMPTZ(3) NOT NULL,
    "removedById" UUID,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "CaseTag_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Tag_siteId_key_key" ON "Tag"("siteId", "key");

-- CreateIndex
CREATE INDEX "CaseTag_caseId_addedAt_id_idx" ON "CaseTag"("caseId", "addedAt", "id");

-- AddForeignKey
ALTER TABLE "Tag" ADD CONSTRAINT "Tag_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Tag" ADD CONSTRAINT "Tag_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseTag" ADD CONSTRAINT "CaseTag_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseTag" ADD CONSTRAINT "CaseTag_tagId_fkey" FOREIGN KEY ("tagId") REFERENCES "Tag"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseTag" ADD CONSTRAINT "CaseTag_addedById_fkey" FOREIGN KEY ("addedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseTag" ADD CONSTRAINT "CaseTag_removedById_fkey" FOREIGN KEY ("removedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;


-- What Prisma's schema language cannot say.

ALTER TABLE "Tag" ADD CONSTRAINT "Tag_label_present" CHECK (char_length("label") BETWEEN 1 AND 40);
ALTER TABLE "Tag" ADD CONSTRAINT "Tag_key_present" CHECK (char_length("key") > 0);
ALTER TABLE "CaseTag" ADD CONSTRAINT "CaseTag_removal_whole" CHECK (("removedAt" IS NULL) = ("removedById" IS NULL));
-- A case has a tag once; the queue's filter and the list of tags in use read this index.
CREATE UNIQUE INDEX "CaseTag_one_open" ON "CaseTag" ("tagId", "caseId") WHERE "removedAt" IS NULL;

CREATE TRIGGER "Tag_not_deleted" BEFORE DELETE ON "Tag" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "Tag_no_truncate" BEFORE TRUNCATE ON "Tag" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "CaseTag_not_deleted" BEFORE DELETE ON "CaseTag" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "CaseTag_no_truncate" BEFORE TRUNCATE ON "CaseTag" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
-- Only its end is ever written to a tag on a case, and once.
CREATE TRIGGER "CaseTag_keep" BEFORE UPDATE ON "CaseTag" FOR EACH ROW
  WHEN (OLD."removedAt" IS NOT NULL
    OR to_jsonb(OLD) - '{removedAt,removedById}'::text[] IS DISTINCT FROM to_jsonb(NEW) - '{removedAt,removedById}'::text[])
  EXECUTE FUNCTION heard_refuse();
