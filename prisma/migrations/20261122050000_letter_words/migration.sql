-- CreateEnum
CREATE TYPE "LetterWordKind" AS ENUM ('jargon', 'apology', 'overpromise', 'unwanted');

-- CreateEnum
CREATE TYPE "ApologyFault" AS ENUM ('feeling', 'conditional', 'blame', 'subjective', 'exceptional', 'passive', 'but');

-- CreateTable
CREATE TABLE "LetterWord" (
    "id" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "kind" "LetterWordKind" NOT NULL,
    "isOff" BOOLEAN NOT NULL,
    "phrase" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "offer" TEXT,
    "why" TEXT,
    "fault" "ApologyFault",
    "addedById" UUID NOT NULL,
    "addedAt" TIMESTAMPTZ(3) NOT NULL,
    "voidedById" UUID,
    "voidedAt" TIMESTAMPTZ(3),
    "voidReason" TEXT,

    CONSTRAINT "LetterWord_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "LetterWord_siteId_language_addedAt_id_idx" ON "LetterWord"("siteId", "language", "addedAt", "id");

-- AddForeignKey
ALTER TABLE "LetterWord" ADD CONSTRAINT "LetterWord_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LetterWord" ADD CONSTRAINT "LetterWord_addedById_fkey" FOREIGN KEY ("addedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LetterWord" ADD CONSTRAINT "LetterWord_voidedById_fkey" FOREIGN KEY ("voidedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "LetterWord" ADD CONSTRAINT "LetterWord_void_whole"
  CHECK (("voidedAt" IS NULL) = ("voidedById" IS NULL) AND ("voidedAt" IS NULL) = ("voidReason" IS NULL));
ALTER TABLE "LetterWord" ADD CONSTRAINT "LetterWord_off_says_why" CHECK (NOT "isOff" OR ("why" IS NOT NULL AND "offer" IS NULL AND "fault" IS NULL));
ALTER TABLE "LetterWord" ADD CONSTRAINT "LetterWord_own_whole" CHECK ("isOff" OR CASE "kind"
  WHEN 'jargon' THEN "offer" IS NOT NULL
  WHEN 'apology' THEN "offer" IS NOT NULL AND "fault" IS NOT NULL
  WHEN 'unwanted' THEN "why" IS NOT NULL
  ELSE true END);

-- A phrase stands once in a list of a site, as long as it holds.
CREATE UNIQUE INDEX "LetterWord_one" ON "LetterWord" ("siteId", "language", "kind", "isOff", "key") WHERE "voidedAt" IS NULL;

CREATE TRIGGER "LetterWord_not_deleted" BEFORE DELETE ON "LetterWord" FOR EACH ROW EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "LetterWord_no_truncate" BEFORE TRUNCATE ON "LetterWord" FOR EACH STATEMENT EXECUTE FUNCTION heard_refuse();
CREATE TRIGGER "LetterWord_keep" BEFORE UPDATE ON "LetterWord" FOR EACH ROW
  WHEN (OLD."voidedAt" IS NOT NULL
    OR to_jsonb(OLD) - '{voidedAt,voidedById,voidReason}'::text[] IS DISTINCT FROM to_jsonb(NEW) - '{voidedAt,voidedById,voidReason}'::text[])
  EXECUTE FUNCTION heard_keep_letter();
