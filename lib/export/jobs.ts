import "server-only";
import type { Task } from "graphile-worker";
import { z } from "zod";
import { systemCtx } from "@/lib/platform/context";
import { taskOf } from "@/lib/platform/jobs";
import { store } from "@/lib/platform/storage";
import { writeExport as write, writeLostExports as writeLost } from "./mutations/write-export";
import { writeExportJob } from "./schema";

const NAME = "Exports";
const keys = z.array(z.object({ key: z.uuid() }));

/** Once a large export is asked for: writes it into its file. */
export const writeExport: Task = taskOf(writeExportJob, ({ exportId }) => write(systemCtx(NAME), exportId));

/** Every minute: writes what a killed worker left. */
export const writeLostExports: Task = async () => {
  await writeLost(systemCtx(NAME));
};

/** Every hour: removes the files of exports whose day has come. Marked first, so that none of them is handed out meanwhile. */
export const sweepExports: Task = async (_payload, { query, logger }) => {
  await query(
    `UPDATE "Export" SET "sweptAt" = now() WHERE "expiresAt" < now() AND "sweptAt" IS NULL AND "key" IS NOT NULL`,
  );
  const { rows } = await query(
    `SELECT "key" FROM "Export" WHERE "sweptAt" IS NOT NULL AND "key" IS NOT NULL ORDER BY "expiresAt", "id" LIMIT 500`,
  );
  for (const { key } of keys.parse(rows)) {
    try {
      await store().remove(key);
    } catch (error) {
      logger.error(`The file ${key} could not be removed: ${error instanceof Error ? error.message : String(error)}`);
      continue;
    }
    await query(`UPDATE "Export" SET "key" = NULL WHERE "key" = $1`, [key]);
  }
};
