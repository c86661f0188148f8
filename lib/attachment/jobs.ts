import "server-only";
import type { Task } from "graphile-worker";
import { z } from "zod";
import { hasScanner } from "@/lib/platform/clamd";
import { systemCtx } from "@/lib/platform/context";
import { store } from "@/lib/platform/storage";
import { scanFile } from "./mutations/scan-file";

const keys = z.array(z.object({ key: z.uuid() }));
const ids = z.array(z.object({ id: z.uuid() }));

/**
 * Every hour: removes the bytes of uploads that died on their way over a day ago. Marked first, so that none of them can still find its
 * way onto a case. One that the store does not give up is left for the next hour, and keeps no other waiting.
 */
export const sweepFiles: Task = async (_payload, { query, logger }) => {
  await query(
    `UPDATE "PendingFile" SET "sweptAt" = now() WHERE "startedAt" < now() - interval '1 day' AND "sweptAt" IS NULL`,
  );
  const { rows } = await query(
    `SELECT "key" FROM "PendingFile" WHERE "sweptAt" IS NOT NULL ORDER BY "startedAt", "key" LIMIT 500`,
  );
  for (const { key } of keys.parse(rows)) {
    try {
      await store().remove(key);
    } catch (error) {
      logger.error(`The file ${key} could not be removed: ${error instanceof Error ? error.message : String(error)}`);
      continue;
    }
    await query(`DELETE FROM "PendingFile" WHERE "key" = $1 AND "sweptAt" IS NOT NULL`, [key]);
  }
};

/** Every five minutes, where files are scanned: shows those that have no verdict to the scanner, the longest unasked first. */
export const scanFiles: Task = async (_payload, { query }) => {
  if (!hasScanner()) return;
  const { rows } = await query(
    `SELECT "id" FROM "Attachment" WHERE "scan" IN ('not_scanned', 'failed') AND "voidedAt" IS NULL
     ORDER BY "scannedAt" NULLS FIRST, "id" LIMIT 50`,
  );
  for (const { id } of ids.parse(rows)) await scanFile(systemCtx("Virus scan"), id);
};
