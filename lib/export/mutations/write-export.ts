import "server-only";
import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { dropUnkept, storeMade } from "@/lib/attachment/mutations/attach-file";
import { recordEvent } from "@/lib/events/record";
import { notify } from "@/lib/notification/mutations/notify";
import { type Ctx, withSnapshot, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { DomainError, Forbidden } from "@/lib/platform/errors";
import { whileBeating } from "@/lib/platform/jobs";
import { describeError, log } from "@/lib/platform/log";
import { filesFolder } from "@/lib/platform/storage";
import { type Viewer, viewerForJob } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import { canTakeExport } from "../policy";
import { readContents, type Wanted } from "../queries/contents";
import { emptyTally, rowEventsOf } from "../rules/tally";
import type { Tally } from "../types";

const MOST_ATTEMPTS = 3;
const LOST_MINUTES = 2;
const MOST_MINUTES = 60;
/** How long the file of an export is kept: it can be made again, and holds the details of many patients. */
const KEEP_DAYS = 7;

type Claimed = Wanted & { claimId: string; madeById: string };

/**
 * Writes an export into its file, as the database stood when it began and as far as its maker may read it now. Whoever writes says so
 * every second: another begins anew where that stops, and of two at once one ends.
 */
export async function writeExport(ctx: Ctx, exportId: string): Promise<void> {
  const claimed = await withTransaction(ctx, (tx) => claim(tx, exportId));
  if (!claimed) return;
  const key = randomUUID();
  const folder = path.join(filesFolder(), "incoming");
  const place = path.join(folder, key);
  try {
    const viewer = await requireMaker(claimed);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const tally = emptyTally();
    await whileBeating(
      () => beat(ctx, claimed, tally),
      async () => {
        await writeTo(place, { viewer, claimed, tally });
        await keepFile(ctx, claimed, { key, place, tally });
      },
    );
  } catch (error) {
    await dropUnkept(ctx, key);
    if (error instanceof Overtaken) return;
    const isLast = await release(ctx, claimed, error);
    if (!isLast) throw error;
    log.error("an export could not be written", { exportId, error: describeError(error) });
  } finally {
    await rm(place, { force: true });
  }
}

/** Another worker writes this export by now. */
class Overtaken extends Error {}

/** Null: it is not to be written now, or not any more, where each of its workers died over it. */
async function claim(tx: Tx, exportId: string): Promise<Claimed | null> {
  const claimId = newId();
  const count = await tx.$executeRaw`
    UPDATE "Export" SET "claimId" = ${claimId}::uuid, "beatAt" = now(), "attempts" = "attempts" + 1, "done" = 0
    WHERE "id" = ${exportId}::uuid AND "isBackground" AND "writtenAt" IS NULL AND "failedAt" IS NULL AND "attempts" < ${MOST_ATTEMPTS}
      AND ("beatAt" IS NULL OR "beatAt" < now() - make_interval(mins => ${LOST_MINUTES}))`;
  if (count === 0) return null;
  const row = await tx.export.findUniqueOrThrow({
    where: { id: exportId },
    select: {
      ...{ id: true, format: true, query: true, columns: true, claims: true, caseIds: true, siteIds: true },
      ...{ madeAt: true, madeById: true },
    },
  });
  return { ...row, claimId };
}

async function requireMaker(claimed: Claimed): Promise<Viewer> {
  const viewer = await viewerForJob(claimed.madeById);
  if (!viewer || !canTakeExport(viewer, claimed)) {
    throw new Forbidden("Whoever asked for this export may not take out these cases any more.");
  }
  return viewer;
}

type Work = { viewer: Viewer; claimed: Claimed; tally: Tally };

async function writeTo(place: string, { viewer, claimed, tally }: Work): Promise<void> {
  await withSnapshot(
    viewer,
    async (tx) => {
      const bytes = Readable.from(readContents(viewer, tx, claimed, tally), { objectMode: false });
      await pipeline(bytes, createWriteStream(place, { mode: 0o600 }));
    },
    { mostMinutes: MOST_MINUTES },
  );
}

async function beat(ctx: Ctx, { id, claimId }: Claimed, { rows, total }: Tally): Promise<void> {
  const count = await withTransaction(
    ctx,
    (tx) => tx.$executeRaw`
      UPDATE "Export" SET "beatAt" = now(), "done" = ${rows}, "total" = ${total || null}
      WHERE "id" = ${id}::uuid AND "claimId" = ${claimId}::uuid AND "writtenAt" IS NULL`,
  );
  if (count === 0) throw new Overtaken();
}

type Written = { key: string; place: string; tally: Tally };

async function keepFile(ctx: Ctx, { id, claimId, madeById, siteIds }: Claimed, { key, place, tally }: Written) {
  const bytes = await storeMade(ctx, { key, place });
  await withTransaction(ctx, async (tx) => {
    const { rows } = tally;
    const count = await tx.$executeRaw`
      UPDATE "Export" SET "key" = ${key}::uuid, "bytes" = ${bytes}, "done" = ${rows}, "total" = ${rows}, "rows" = ${rows},
        "writtenAt" = now(), "expiresAt" = now() + make_interval(days => ${KEEP_DAYS})
      WHERE "id" = ${id}::uuid AND "claimId" = ${claimId}::uuid AND "writtenAt" IS NULL AND "failedAt" IS NULL`;
    const waiting = await tx.pendingFile.deleteMany({ where: { key, sweptAt: null } });
    if (count === 0 || waiting.count === 0) throw new Overtaken();
    const events = rowEventsOf({ exportId: id, tally, type: "export.written" });
    for (const told of events) await recordEvent(tx, ctx, told);
    await tellMaker(tx, ctx, { exportId: id, madeById, siteIds, type: "export_ready" });
  });
}

/** Lets go of an export that could not be written; true where it is not tried again: it may not be, or was tried often enough. */
async function release(ctx: Ctx, { id, claimId, madeById, siteIds }: Claimed, error: unknown): Promise<boolean> {
  const isHopeless = error instanceof DomainError;
  return withTransaction(ctx, async (tx) => {
    const [row] = await tx.$queryRaw<{ isFailed: boolean }[]>`
      UPDATE "Export" SET "beatAt" = NULL, "failedAt" = CASE WHEN ${isHopeless} OR "attempts" >= ${MOST_ATTEMPTS} THEN now() END
      WHERE "id" = ${id}::uuid AND "claimId" = ${claimId}::uuid AND "writtenAt" IS NULL
      RETURNING "failedAt" IS NOT NULL AS "isFailed"`;
    if (row?.isFailed) await tellMaker(tx, ctx, { exportId: id, madeById, siteIds, type: "export_failed" });
    return row?.isFailed ?? true;
  });
}

/** Writes exports whose worker was killed, or that were never begun, and gives up those over which each worker died. */
export async function writeLostExports(ctx: Ctx): Promise<number> {
  const rows = await withTransaction(ctx, async (tx) => {
    const lost = await tx.$queryRaw<{ id: string; madeById: string; siteIds: string[]; attempts: number }[]>`
      SELECT "id", "madeById", "siteIds", "attempts" FROM "Export"
      WHERE "isBackground" AND "writtenAt" IS NULL AND "failedAt" IS NULL
        AND coalesce("beatAt", "madeAt") < now() - make_interval(mins => ${LOST_MINUTES})
      ORDER BY "madeAt", "id" LIMIT 5 FOR UPDATE SKIP LOCKED`;
    for (const { id, madeById, siteIds } of lost.filter(({ attempts }) => attempts >= MOST_ATTEMPTS)) {
      await tx.$executeRaw`UPDATE "Export" SET "failedAt" = now(), "beatAt" = NULL WHERE "id" = ${id}::uuid`;
      await tellMaker(tx, ctx, { exportId: id, madeById, siteIds, type: "export_failed" });
      log.error("an export is given up, since each worker that wrote it died", { exportId: id });
    }
    return lost.filter(({ attempts }) => attempts < MOST_ATTEMPTS);
  });
  for (const { id } of rows) await writeExport(ctx, id);
  return rows.length;
}

type News = { exportId: string; madeById: string; siteIds: string[]; type: "export_ready" | "export_failed" };

async function tellMaker(tx: Tx, ctx: Ctx, { exportId, madeById, siteIds, type }: News): Promise<void> {
  const [siteId] = siteIds;
  if (siteId) await notify(tx, ctx, { type, siteId, to: [madeById], dedupeKey: `${type}:${exportId}` });
}
