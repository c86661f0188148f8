import "server-only";
import type { JobHelpers, Task } from "graphile-worker";
import { z } from "zod";
import { hasScanner } from "@/lib/platform/clamd";
import { systemCtx } from "@/lib/platform/context";
import { store } from "@/lib/platform/storage";
import { READABLE_KINDS, readText, type TextReading } from "@/lib/platform/text-reader";
import { scanFile } from "./mutations/scan-file";
import { piecesOf } from "./rules/pieces";

const keys = z.array(z.object({ key: z.uuid() }));
const ids = z.array(z.object({ id: z.uuid() }));
const waiting = z.array(
  z.object({ attachmentId: z.uuid(), key: z.uuid(), kind: z.enum(READABLE_KINDS), bytes: z.number() }),
);
const READ_FOR_MS = 45_000;
/** Whoever looks for a word means a letter or a report; what is larger is nearly always pictures. */
const MOST_READ_BYTES = 50_000_000;

/**
 * Every hour: removes the bytes of uploads that died on their way over a day ago. Marked first, so that none of them can still find its
 * way onto a case. One that the store does not give up is left for the next hour, and keeps no other waiting.
 */
export const sweepFiles: Task = async (_payload, helpers) => {
  await helpers.query(
    `UPDATE "PendingFile" SET "sweptAt" = now() WHERE "startedAt" < now() - interval '1 day' AND "sweptAt" IS NULL`,
  );
  await removeFiles(helpers, {
    marked: `SELECT "key" FROM "PendingFile" WHERE "sweptAt" IS NOT NULL ORDER BY "startedAt", "key" LIMIT 500`,
    removed: `DELETE FROM "PendingFile" WHERE "key" = $1 AND "sweptAt" IS NOT NULL`,
  });
};

/** A job that removes the files that jobs made, once their day has come, as sweepFiles does. What tells of them stays. */
export function sweepMade(table: "Export" | "LetterBatch" | "SurveyImport"): Task {
  return async (_payload, helpers) => {
    await helpers.query(
      `UPDATE "${table}" SET "sweptAt" = now() WHERE "expiresAt" < now() AND "sweptAt" IS NULL AND "key" IS NOT NULL`,
    );
    await removeFiles(helpers, {
      marked: `SELECT "key" FROM "${table}" WHERE "sweptAt" IS NOT NULL AND "key" IS NOT NULL ORDER BY "expiresAt", "id" LIMIT 500`,
      removed: `UPDATE "${table}" SET "key" = NULL WHERE "key" = $1`,
    });
  };
}

async function removeFiles({ query, logger }: JobHelpers, sql: { marked: string; removed: string }): Promise<void> {
  const { rows } = await query(sql.marked);
  for (const { key } of keys.parse(rows)) {
    try {
      await store().remove(key);
    } catch (error) {
      logger.error(`The file ${key} could not be removed: ${error instanceof Error ? error.message : String(error)}`);
      continue;
    }
    await query(sql.removed, [key]);
  }
}

/** Every five minutes, where files are scanned: shows those that have no verdict to the scanner, the longest unasked first. */
export const scanFiles: Task = async (_payload, { query }) => {
  if (!hasScanner()) return;
  const { rows } = await query(
    `SELECT "id" FROM "Attachment" WHERE "scan" IN ('not_scanned', 'failed') AND "voidedAt" IS NULL
     ORDER BY "scannedAt" NULLS FIRST, "id" LIMIT 50`,
  );
  for (const { id } of ids.parse(rows)) await scanFile(systemCtx("Virus scan"), id);
};

/**
 * Every minute: reads the words of files that may be opened by now and were not read yet, one at a time, the longest untried first. A try is
 * noted before it begins, so that a file that takes its reader with it lets the others be read. The pauses grow from ten minutes to a day.
 */
export const readFiles: Task = async (_payload, helpers) => {
  const begun = Date.now();
  while (Date.now() - begun < READ_FOR_MS) {
    const { rows } = await helpers.query(
      `UPDATE "FileText" t SET "tries" = t."tries" + 1, "triedAt" = now() FROM "Attachment" a
       WHERE a."id" = t."attachmentId" AND t."attachmentId" = (
         SELECT w."attachmentId" FROM "FileText" w JOIN "Attachment" f ON f."id" = w."attachmentId"
         WHERE w."state" = 'unread' AND w."triedAt" <= now() - least(w."tries"::int * w."tries", 144) * interval '10 minutes'
           AND f."voidedAt" IS NULL AND (f."scan" = 'clean' OR (f."scan" = 'not_scanned' AND NOT $1))
         ORDER BY w."triedAt" LIMIT 1 FOR UPDATE OF w SKIP LOCKED)
       RETURNING a."id" AS "attachmentId", a."key", a."kind", a."bytes"`,
      [hasScanner()],
    );
    const [file] = waiting.parse(rows);
    if (!file) return;
    await keepReading(file.attachmentId, await readStored(file, helpers), helpers);
  }
};

type Waiting = z.infer<typeof waiting>[number];

/** Null where its bytes cannot be had now: then it is tried again, later each time. */
async function readStored({ attachmentId, key, kind, bytes }: Waiting, { logger }: JobHelpers) {
  if (bytes > MOST_READ_BYTES) return { state: "too_large" } as const;
  try {
    return await readText(kind, await store().open(key));
  } catch (error) {
    logger.error(
      `The words of the file ${attachmentId} could not be read: ${error instanceof Error ? error.message : String(error)}`,
    );
    return null;
  }
}

async function keepReading(attachmentId: string, reading: TextReading | null, { query }: JobHelpers): Promise<void> {
  if (!reading) return;
  const { text, isCut } = reading.state === "read" ? reading : { text: "", isCut: false };
  await query(`SELECT heard_file_text_keep($1, $2, $3, $4)`, [attachmentId, reading.state, piecesOf(text), isCut]);
}
