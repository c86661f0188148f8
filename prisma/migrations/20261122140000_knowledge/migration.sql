-- CreateEnum
CREATE TYPE "ArticleState" AS ENUM ('draft', 'published', 'withdrawn');

-- CreateEnum
CREATE TYPE "ArticleCategory" AS ENUM ('policy', 'rights', 'support', 'billing', 'visiting', 'facilities');

-- AlterTable
ALTER TABLE "SearchSweep" ADD COLUMN     "lastArticleId" UUID;

-- CreateTable
CREATE TABLE "Article" (
    "id" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "state" "ArticleState" NOT NULL DEFAULT 'draft',
    "version" INTEGER NOT NULL DEFAULT 0,
    "currentId" UUID,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "category" "ArticleCategory" NOT NULL,
    "reviewOn" DATE NOT NULL,
    "isChanged" BOOLEAN NOT NULL DEFAULT true,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "savedById" UUID NOT NULL,
    "savedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Article_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ArticleVersion" (
    "id" UUID NOT NULL,
    "articleId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "category" "ArticleCategory" NOT NULL,
    "reviewOn" DATE NOT NULL,
    "publishedById" UUID NOT NULL,
    "publishedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ArticleVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ArticleWithdrawal" (
    "id" UUID NOT NULL,
    "articleId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "withdrawnById" UUID NOT NULL,
    "withdrawnAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ArticleWithdrawal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ArticleDocument" (
    "articleId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "publishedAt" TIMESTAMPTZ(3) NOT NULL,
    "text" TEXT NOT NULL,
    "words" tsvector NOT NULL,

    CONSTRAINT "ArticleDocument_pkey" PRIMARY KEY ("articleId")
);

-- CreateIndex
CREATE UNIQUE INDEX "Article_currentId_key" ON "Article"("currentId");

-- CreateIndex
CREATE INDEX "Article_siteId_state_idx" ON "Article"("siteId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "ArticleVersion_articleId_number_key" ON "ArticleVersion"("articleId", "number");

-- CreateIndex
CREATE INDEX "ArticleWithdrawal_articleId_withdrawnAt_idx" ON "ArticleWithdrawal"("articleId", "withdrawnAt");

-- CreateIndex
CREATE INDEX "ArticleDocument_siteId_publishedAt_articleId_idx" ON "ArticleDocument"("siteId", "publishedAt", "articleId");

-- CreateIndex
CREATE INDEX "ArticleDocument_words_idx" ON "ArticleDocument" USING GIN ("words");

-- AddForeignKey
ALTER TABLE "Article" ADD CONSTRAINT "Article_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Article" ADD CONSTRAINT "Article_currentId_fkey" FOREIGN KEY ("currentId") REFERENCES "ArticleVersion"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Article" ADD CONSTRAINT "Article_savedById_fkey" FOREIGN KEY ("savedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Article" ADD CONSTRAINT "Article_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArticleVersion" ADD CONSTRAINT "ArticleVersion_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArticleVersion" ADD CONSTRAINT "ArticleVersion_publishedById_fkey" FOREIGN KEY ("publishedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArticleWithdrawal" ADD CONSTRAINT "ArticleWithdrawal_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArticleWithdrawal" ADD CONSTRAINT "ArticleWithdrawal_withdrawnById_fkey" FOREIGN KEY ("withdrawnById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArticleDocument" ADD CONSTRAINT "ArticleDocument_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- What Prisma's schema language cannot say.

-- Only what was never published has no version.
ALTER TABLE "Article" ADD CONSTRAINT "Article_version_by_state" CHECK (("state" = 'draft') = ("version" = 0));

-- Nothing is deleted, and what was published stays as it was.
CREATE TRIGGER "Article_not_deleted" BEFORE DELETE ON "Article" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "Article_no_truncate" BEFORE TRUNCATE ON "Article" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "ArticleVersion_append_only" BEFORE UPDATE OR DELETE ON "ArticleVersion" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "ArticleVersion_no_truncate" BEFORE TRUNCATE ON "ArticleVersion" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "ArticleWithdrawal_append_only" BEFORE UPDATE OR DELETE ON "ArticleWithdrawal" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "ArticleWithdrawal_no_truncate" BEFORE TRUNCATE ON "ArticleWithdrawal" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();

-- Writes the documents of these articles anew, takes away those of articles that are not published, and says how many were other than
-- they should be. As with cases, who changes an article at the same time waits, and then reads what was written meanwhile.
CREATE FUNCTION heard_article_index(ids uuid[]) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  removed integer;
  written integer;
BEGIN
  PERFORM FROM "ArticleDocument" WHERE "articleId" = ANY (ids) ORDER BY "articleId" FOR UPDATE;
  DELETE FROM "ArticleDocument" d WHERE d."articleId" = ANY (ids) AND NOT EXISTS (
    SELECT FROM "Article" a WHERE a."id" = d."articleId" AND a."state" = 'published' AND a."currentId" IS NOT NULL);
  GET DIAGNOSTICS removed = ROW_COUNT;
  INSERT INTO "ArticleDocument" AS d ("articleId", "siteId", "publishedAt", "text", "words")
    SELECT a."id", a."siteId", v."publishedAt", heard_search_text(v."title") || E'\n' || heard_search_text(v."body"),
           heard_search_vector(v."title" || E'\n' || v."body")
    FROM "Article" a JOIN "ArticleVersion" v ON v."id" = a."currentId"
    WHERE a."id" = ANY (ids) AND a."state" = 'published'
  ON CONFLICT ("articleId") DO UPDATE
    SET "siteId" = excluded."siteId", "publishedAt" = excluded."publishedAt", "text" = excluded."text", "words" = excluded."words"
    WHERE d."text" <> excluded."text" OR d."words" <> excluded."words"
       OR d."siteId" <> excluded."siteId" OR d."publishedAt" <> excluded."publishedAt";
  GET DIAGNOSTICS written = ROW_COUNT;
  RETURN removed + written;
END $$;

CREATE FUNCTION heard_article_search_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF heard_search_is_later() THEN RETURN NULL; END IF;
  PERFORM heard_article_index(ARRAY[NEW."id"]);
  RETURN NULL;
END $$;

-- An article is made without a version, so it is published by a change.
CREATE TRIGGER "Article_search_changed" AFTER UPDATE ON "Article" FOR EACH ROW
  WHEN (ROW(OLD."siteId", OLD."state", OLD."currentId") IS DISTINCT FROM ROW(NEW."siteId", NEW."state", NEW."currentId"))
  EXECUTE FUNCTION heard_article_search_changed();

-- Looks at the next `most` articles, and mends what is missing, stale or no longer to be found. The last article ends a round.
CREATE FUNCTION heard_article_sweep(most integer, OUT mended integer, OUT is_round_over boolean) LANGUAGE plpgsql AS $$
DECLARE
  after uuid;
  next uuid[];
BEGIN
  SELECT "lastArticleId" INTO after FROM "SearchSweep" WHERE "id" = 1 FOR UPDATE;
  SELECT array_agg("id" ORDER BY "id") INTO next FROM (
    SELECT "id" FROM "Article" WHERE "id" > coalesce(after, '00000000-0000-0000-0000-000000000000') ORDER BY "id" LIMIT most
  ) a;
  mended := heard_article_index(coalesce(next, '{}'));
  is_round_over := coalesce(cardinality(next), 0) < most;
  UPDATE "SearchSweep" SET "lastArticleId" = CASE WHEN is_round_over THEN NULL ELSE next[cardinality(next)] END WHERE "id" = 1;
END $$;
