import "server-only";
import { randomUUID } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { dropUnkept, storeMade } from "@/lib/attachment/mutations/attach-file";
import { recordEvent } from "@/lib/events/record";
import { type Ctx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { DomainError } from "@/lib/platform/errors";
import { whileBeating } from "@/lib/platform/jobs";
import { describeError, log } from "@/lib/platform/log";
import { filesFolder } from "@/lib/platform/storage";
import { newId } from "@/lib/shared/ids";
import { printLettersToFile } from "../print/batch";
import type { PrintableLetter } from "../print/letterhead";
import { requirePrintable } from "../print/pdf";
import { SIGNED, signerOf, toPrintable } from "../queries/printable";
import { type SentHead, sentHeadSchema } from "../schema";

const AT_ONCE = 20;
const BEAT_MS = 1_000;
const MOST_ATTEMPTS = 3;
const LOST_MINUTES = 2;
/** How long the file of a batch is kept. */
const KEEP_DAYS = 14;

type Batch = { batchId: string; claimId: string };
type Claimed = Batch & { siteId: string; withAddressSheets: boolean; head: SentHead; country: string; madeAt: Date };

/**
 * Prints the letters of a batch into its file. Whoever prints says so every second: another takes over where that stops, and of two at
 * once one prints. A letter that cannot be drawn stays out with its reason; where the file cannot be made, it is tried again.
 */
export async function printBatch(ctx: Ctx, batchId: string): Promise<void> {
  const claimed = await withTransaction(ctx, (tx) => claim(tx, { batchId, claimId: newId() }));
  if (!claimed) return;
  const key = randomUUID();
  const folder = path.join(filesFolder(), "incoming");
  const place = path.join(folder, key);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const { withAddressSheets, head, madeAt } = claimed;
    const options = { title: `Letters of ${head.siteName}, ${head.dated}`, language: "en", printedAt: madeAt };
    const printed = await printLettersToFile(lettersOf(ctx, claimed), place, { ...options, withAddressSheets });
    // What hands out no letters says itself that it goes on. Who was overtaken before does not begin.
    const going = () => beat(ctx, claimed, printed);
    await going();
    await whileBeating(going, () => keepFile(ctx, claimed, { key, place, printed }));
  } catch (error) {
    await dropUnkept(ctx, key);
    if (error instanceof Overtaken) return;
    const isLast = await release(ctx, claimed, error);
    if (!isLast) throw error;
    log.error("a batch of letters could not be printed", { batchId, error: describeError(error) });
  } finally {
    await rm(place, { force: true });
  }
}

/** Another worker prints this batch by now. */
class Overtaken extends Error {}

/** Null: it is not to be printed now, or not any more, where each of its workers died over it. */
async function claim(tx: Tx, { batchId, claimId }: Batch): Promise<Claimed | null> {
  const given = await tx.$executeRaw`
    UPDATE "LetterBatch" SET "failedAt" = now(), "beatAt" = NULL
    WHERE "id" = ${batchId}::uuid AND "printedAt" IS NULL AND "failedAt" IS NULL AND "attempts" >= ${MOST_ATTEMPTS}
      AND ("beatAt" IS NULL OR "beatAt" < now() - make_interval(mins => ${LOST_MINUTES}))`;
  if (given > 0) {
    log.error("a batch of letters is given up, since each worker that printed it died", { batchId });
    return null;
  }
  const count = await tx.$executeRaw`
    UPDATE "LetterBatch" SET "claimId" = ${claimId}::uuid, "beatAt" = now(), "attempts" = "attempts" + 1, "done" = 0
    WHERE "id" = ${batchId}::uuid AND "printedAt" IS NULL AND "failedAt" IS NULL
      AND ("beatAt" IS NULL OR "beatAt" < now() - make_interval(mins => ${LOST_MINUTES}))`;
  if (count === 0) return null;
  const row = await tx.letterBatch.findUniqueOrThrow({
    where: { id: batchId },
    select: {
      ...{ siteId: true, withAddressSheets: true, letterhead: true, madeAt: true },
      site: { select: { country: true } },
    },
  });
  const { siteId, withAddressSheets, madeAt, site } = row;
  const head = sentHeadSchema.parse(row.letterhead);
  return { batchId, claimId, siteId, withAddressSheets, madeAt, head, country: site.country };
}

const ENTRY = {
  ...{ id: true, position: true, version: true, addressLines: true },
  letter: {
    select: {
      ...{ id: true, language: true, state: true, version: true },
      ...SIGNED,
      case: { select: { reference: true } },
    },
  },
} as const;

/** The letters one after the other, a few in memory at a time. */
async function* lettersOf(ctx: Ctx, batch: Claimed): AsyncGenerator<PrintableLetter> {
  let last = -1;
  let done = 0;
  let beatAt = 0;
  for (;;) {
    const entries = await withTransaction(ctx, (tx) => readEntries(tx, batch, last));
    for (const { letter, ...entry } of entries) {
      if (Date.now() - beatAt > BEAT_MS) {
        await beat(ctx, batch, done);
        beatAt = Date.now();
      }
      done++;
      last = entry.position;
      if (letter) yield letter;
    }
    if (entries.length < AT_ONCE) return;
  }
}

type Read = { position: number; letter: PrintableLetter | null };

async function readEntries(tx: Tx, batch: Claimed, after: number): Promise<Read[]> {
  const entries = await tx.letterBatchEntry.findMany({
    where: { batchId: batch.batchId, leftOut: null, position: { gt: after } },
    select: ENTRY,
    orderBy: { position: "asc" },
    take: AT_ONCE,
  });
  const texts = await tx.letterVersion.findMany({
    where: { OR: entries.map(({ letter, version }) => ({ letterId: letter.id, number: version })) },
    select: { letterId: true, text: true },
    take: entries.length,
  });
  const read: Read[] = [];
  for (const entry of entries) {
    const { position, letter: row, addressLines: addressee, version } = entry;
    const text = texts.find(({ letterId }) => letterId === row.id)?.text;
    const stands = row.state === "approved" && row.version === version && text !== undefined;
    const letter =
      stands &&
      toPrintable({
        ...{ head: batch.head, day: batch.head.dated ?? "", country: batch.country, printedAt: batch.madeAt },
        ...{ addressee, language: row.language, text, reference: row.case.reference, author: signerOf(row) },
      });
    const left = letter
      ? whyUnprintable(letter)
      : { leftOut: "not_approved" as const, why: "It was changed or sent before it was printed." };
    if (left) await tx.letterBatchEntry.update({ where: { id: entry.id }, data: left });
    read.push({ position, letter: letter && !left ? letter : null });
  }
  return read;
}

function whyUnprintable(letter: PrintableLetter) {
  try {
    requirePrintable(letter);
    return null;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { leftOut: "unprintable" as const, why: error.details.fieldErrors?.text?.[0] ?? error.message };
  }
}

async function beat(ctx: Ctx, { batchId, claimId }: Batch, done: number): Promise<void> {
  const count = await withTransaction(
    ctx,
    (tx) => tx.$executeRaw`
      UPDATE "LetterBatch" SET "beatAt" = now(), "done" = ${done}
      WHERE "id" = ${batchId}::uuid AND "claimId" = ${claimId}::uuid AND "printedAt" IS NULL`,
  );
  if (count === 0) throw new Overtaken();
}

type Printed = { key: string; place: string; printed: number };

async function keepFile(ctx: Ctx, { batchId, claimId, siteId }: Claimed, { key, place, printed }: Printed) {
  const bytes = await storeMade(ctx, { key, place });
  await withTransaction(ctx, async (tx) => {
    const count = await tx.$executeRaw`
      UPDATE "LetterBatch" SET "key" = ${key}::uuid, "bytes" = ${bytes}, "done" = ${printed}, "printedAt" = now(),
        "expiresAt" = now() + make_interval(days => ${KEEP_DAYS})
      WHERE "id" = ${batchId}::uuid AND "claimId" = ${claimId}::uuid AND "printedAt" IS NULL AND "failedAt" IS NULL`;
    const waiting = await tx.pendingFile.deleteMany({ where: { key, sweptAt: null } });
    if (count === 0 || waiting.count === 0) throw new Overtaken();
    await recordEvent(tx, ctx, {
      subject: { noun: "site", id: siteId },
      siteId,
      event: { type: "letter_batch.printed", data: { batchId, letters: printed } },
    });
  });
}

/** Lets go of a batch whose file could not be made; true where it is not tried again: no letter is left, or it was tried often enough. */
async function release(ctx: Ctx, { batchId, claimId }: Batch, error: unknown): Promise<boolean> {
  const isHopeless = error instanceof DomainError;
  const [row] = await withTransaction(
    ctx,
    (tx) => tx.$queryRaw<{ isFailed: boolean }[]>`
      UPDATE "LetterBatch" SET "beatAt" = NULL,
        "failedAt" = CASE WHEN ${isHopeless} OR "attempts" >= ${MOST_ATTEMPTS} THEN now() END
      WHERE "id" = ${batchId}::uuid AND "claimId" = ${claimId}::uuid AND "printedAt" IS NULL
      RETURNING "failedAt" IS NOT NULL AS "isFailed"`,
  );
  return row?.isFailed ?? true;
}

/** Prints batches whose worker was killed, or that were never begun. Returns how many were found. */
export async function printLostBatches(ctx: Ctx): Promise<number> {
  const rows = await withTransaction(
    ctx,
    (tx) => tx.$queryRaw<{ id: string }[]>`
      SELECT "id" FROM "LetterBatch" WHERE "printedAt" IS NULL AND "failedAt" IS NULL
        AND coalesce("beatAt", "madeAt") < now() - make_interval(mins => ${LOST_MINUTES})
      ORDER BY "madeAt", "id" LIMIT 5`,
  );
  for (const { id } of rows) await printBatch(ctx, id);
  return rows.length;
}
