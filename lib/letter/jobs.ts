import "server-only";
import type { Task } from "graphile-worker";
import { z } from "zod";
import { systemCtx } from "@/lib/platform/context";
import { taskOf } from "@/lib/platform/jobs";
import { store } from "@/lib/platform/storage";
import { draftDueLetters } from "./mutations/draft-letters";
import { printBatch, printLostBatches as printLost } from "./mutations/print-batch";
import { printBatchJob } from "./schema";

const NAME = "Letters";
const keys = z.array(z.object({ key: z.uuid() }));

/** Every five minutes: drafts letters for times that soon run out. */
export const draftLetters: Task = async () => {
  await draftDueLetters(systemCtx("Drafted letters"));
};

/** Once letters are to be posted: prints them into one file. */
export const printLetterBatch: Task = taskOf(printBatchJob, ({ batchId }) => printBatch(systemCtx(NAME), batchId));

/** Every minute: prints what a killed worker left. */
export const printLostBatches: Task = async () => {
  await printLost(systemCtx(NAME));
};

/** Every hour: removes the files of batches whose day has come. Marked first, so that none of them is handed out meanwhile. */
export const sweepLetterBatches: Task = async (_payload, { query, logger }) => {
  await query(`UPDATE "LetterBatch" SET "sweptAt" = now() WHERE "expiresAt" < now() AND "sweptAt" IS NULL`);
  const { rows } = await query(
    `SELECT "key" FROM "LetterBatch" WHERE "sweptAt" IS NOT NULL AND "key" IS NOT NULL ORDER BY "expiresAt", "id" LIMIT 500`,
  );
  for (const { key } of keys.parse(rows)) {
    try {
      await store().remove(key);
    } catch (error) {
      logger.error(`The file ${key} could not be removed: ${error instanceof Error ? error.message : String(error)}`);
      continue;
    }
    await query(`UPDATE "LetterBatch" SET "key" = NULL WHERE "key" = $1`, [key]);
  }
};
