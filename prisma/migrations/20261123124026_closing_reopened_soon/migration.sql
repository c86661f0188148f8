-- Whether a closing held for 60 days, told so that what is counted of it and the cases behind it agree.
ALTER TABLE "Closing" ADD COLUMN "isReopenedSoon" BOOLEAN
  GENERATED ALWAYS AS (extract(epoch FROM "reopenedAt" - "closedAt") <= 60 * 86400) STORED;
