-- CreateEnum
CREATE TYPE "NotificationChannel" AS ENUM ('in_app', 'mail', 'digest');

-- CreateEnum
CREATE TYPE "MailKind" AS ENUM ('bundle', 'digest');

-- CreateEnum
CREATE TYPE "MailState" AS ENUM ('queued', 'sent', 'failed', 'dead', 'kept', 'dropped');

-- CreateTable
CREATE TABLE "Notification" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "siteId" UUID NOT NULL,
    "caseId" UUID,
    "requestId" UUID,
    "type" TEXT NOT NULL,
    "dedupeKey" TEXT NOT NULL,
    "isUrgent" BOOLEAN NOT NULL DEFAULT false,
    "isInApp" BOOLEAN NOT NULL DEFAULT true,
    "isInDigest" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "readAt" TIMESTAMPTZ(3),
    "deliveryId" UUID,

    CONSTRAINT "Notification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "NotificationChoice" (
    "personId" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "channel" "NotificationChannel" NOT NULL,
    "isOn" BOOLEAN NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "NotificationChoice_pkey" PRIMARY KEY ("personId","type","channel")
);

-- CreateTable
CREATE TABLE "MailDelivery" (
    "id" UUID NOT NULL,
    "kind" "MailKind" NOT NULL,
    "key" TEXT NOT NULL,
    "personId" UUID NOT NULL,
    "caseId" UUID,
    "requestId" UUID,
    "state" "MailState" NOT NULL DEFAULT 'queued',
    "subject" TEXT,
    "text" TEXT,
    "html" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3) NOT NULL,
    "leaseUntil" TIMESTAMPTZ(3),
    "lastError" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "settledAt" TIMESTAMPTZ(3),

    CONSTRAINT "MailDelivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Notification_personId_createdAt_id_idx" ON "Notification"("personId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Notification_deliveryId_idx" ON "Notification"("deliveryId");

-- CreateIndex
CREATE UNIQUE INDEX "Notification_personId_dedupeKey_key" ON "Notification"("personId", "dedupeKey");

-- CreateIndex
CREATE UNIQUE INDEX "MailDelivery_key_key" ON "MailDelivery"("key");

-- CreateIndex
CREATE INDEX "MailDelivery_state_createdAt_id_idx" ON "MailDelivery"("state", "createdAt", "id");

-- CreateIndex
CREATE INDEX "MailDelivery_personId_createdAt_id_idx" ON "MailDelivery"("personId", "createdAt", "id");

-- AddForeignKey
ALTER TABLE "Notification" ADD CONSTRAINT "Notification_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notification" ADD CONSTRAINT "Notification_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notification" ADD CONSTRAINT "Notification_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "Request"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notification" ADD CONSTRAINT "Notification_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "MailDelivery"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NotificationChoice" ADD CONSTRAINT "NotificationChoice_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MailDelivery" ADD CONSTRAINT "MailDelivery_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- What Prisma's schema language cannot say.

ALTER TABLE "Notification" ADD CONSTRAINT "Notification_type_plain" CHECK ("type" ~ '^[a-z_]{1,40}$');
ALTER TABLE "Notification" ADD CONSTRAINT "Notification_urgent_in_app" CHECK ("isInApp" OR NOT "isUrgent");
ALTER TABLE "NotificationChoice" ADD CONSTRAINT "NotificationChoice_type_plain" CHECK ("type" ~ '^[a-z_]{1,40}$');
ALTER TABLE "MailDelivery" ADD CONSTRAINT "MailDelivery_settled_whole"
  CHECK (("state" IN ('queued', 'failed')) = ("settledAt" IS NULL));
ALTER TABLE "MailDelivery" ADD CONSTRAINT "MailDelivery_written_whole"
  CHECK (("subject" IS NULL) = ("text" IS NULL) AND ("subject" IS NULL) = ("html" IS NULL));
-- A line break in a subject would begin another header.
ALTER TABLE "MailDelivery" ADD CONSTRAINT "MailDelivery_subject_one_line" CHECK ("subject" !~ '[\r\n]');

-- For the bell, and for what is due to be sent.
CREATE INDEX "Notification_unread" ON "Notification" ("personId", "createdAt") WHERE "readAt" IS NULL AND "isInApp";
CREATE INDEX "MailDelivery_due" ON "MailDelivery" ("nextAttemptAt", "id") WHERE "state" IN ('queued', 'failed');
