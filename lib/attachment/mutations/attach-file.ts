import "server-only";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { casesVisibleTo, lockCase } from "@/lib/case/scope";
import { recomputeArrived } from "@/lib/clock/mutations/recompute";
import { recordEvent } from "@/lib/events/record";
import { type Ctx, isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { describeError, log } from "@/lib/platform/log";
import { store } from "@/lib/platform/storage";
import { newId } from "@/lib/shared/ids";
import { canAttachFile } from "../policy";
import type { AttachFileInput, FileKind, FileScan } from "../schema";
import type { AttachedFile } from "../types";

const MOST_FILES = 200;

/** What is known of a file whose bytes are in the store. */
export type StoredFile = {
  key: string;
  kind: FileKind;
  bytes: number;
  sha256: string;
  scan: FileScan;
};

/**
 * Puts a stored file on its case: the row, its event and the end of its waiting in one transaction. The same key again adds nothing.
 */
export async function attachFile(ctx: UserCtx, input: AttachFileInput, file: StoredFile): Promise<AttachedFile> {
  const { caseId, name, idempotencyKey } = input;
  try {
    return await withTransaction(ctx, async (tx) => {
      await lockCase(tx, caseId);
      const row = await requireAttachable(tx, ctx, caseId);
      const waiting = await tx.pendingFile.deleteMany({ where: { key: file.key, sweptAt: null } });
      if (waiting.count === 0) throw new Conflict("This upload took too long and was given up. Attach the file again.");
      if ((await tx.attachment.count({ where: { caseId, voidedAt: null } })) >= MOST_FILES) {
        throw new Invalid({ file: `A case holds at most ${MOST_FILES} files. Remove those that are not needed.` });
      }
      const twin = await tx.attachment.findFirst({
        where: { caseId, sha256: file.sha256, voidedAt: null },
        select: { name: true },
        orderBy: [{ uploadedAt: "asc" }, { id: "asc" }],
      });
      const attachmentId = newId();
      await tx.attachment.create({
        data: {
          ...file,
          ...{ id: attachmentId, caseId, siteId: row.siteId, name, idempotencyKey },
          uploadedById: ctx.viewer.personId,
          uploadedAt: ctx.now,
          scannedAt: file.scan === "not_scanned" ? null : ctx.now,
        },
      });
      await recordEvent(tx, ctx, {
        subject: { noun: "case", id: caseId },
        siteId: row.siteId,
        event: { type: "file.attached", data: { attachmentId, kind: file.kind, bytes: file.bytes } },
      });
      await recomputeArrived(tx, ctx, caseId);
      const remark = twin ? `The same file is on this case already, as “${twin.name}”.` : null;
      return { attachmentId, reference: row.reference, name, remark };
    });
  } catch (error) {
    if (!isDuplicate(error, "Attachment_idempotencyKey_key")) throw error;
    const earlier = await findEarlier(ctx, input);
    if (earlier) return earlier;
    throw new Conflict("This file could not be told from another. Reload the page and attach it again.");
  }
}

/** Refuses whoever may not attach to this case; tells what an earlier sending of the same file came to, or null. */
export async function readyToAttach(ctx: UserCtx, input: AttachFileInput): Promise<AttachedFile | null> {
  await withTransaction(ctx, (tx) => requireAttachable(tx, ctx, input.caseId));
  return findEarlier(ctx, input);
}

/** Notes that bytes are about to be stored under this key, so that they can be found should nothing come of it. */
export async function expectFile(ctx: Ctx, key: string): Promise<void> {
  await withTransaction(ctx, (tx) => tx.pendingFile.create({ data: { key, startedAt: ctx.now } }));
}

/** Stores a file that a job made on this machine, whose row is still to be written. Returns its length in bytes. */
export async function storeMade(ctx: Ctx, { key, place }: { key: string; place: string }): Promise<number> {
  const { size: bytes } = await stat(place);
  const hash = createHash("sha256");
  await pipeline(createReadStream(place), hash);
  await expectFile(ctx, key);
  await store().put(key, createReadStream(place), { bytes, sha256: hash.digest("hex") });
  return bytes;
}

/** Removes the bytes under a key where nothing refers to them. Where that fails, the sweep of files does it a day later. */
export async function dropUnkept(ctx: Ctx, key: string): Promise<void> {
  try {
    const { count } = await withTransaction(ctx, (tx) =>
      tx.pendingFile.updateMany({ where: { key, sweptAt: null }, data: { sweptAt: ctx.now } }),
    );
    if (count === 0) return;
    await store().remove(key);
    await withTransaction(ctx, (tx) => tx.pendingFile.deleteMany({ where: { key, sweptAt: { not: null } } }));
  } catch (error) {
    log.error("bytes that nothing refers to are left to the sweep", { key, error: describeError(error) });
  }
}

async function requireAttachable(tx: Tx, ctx: UserCtx, caseId: string) {
  const row = await tx.case.findFirst({
    where: { AND: [{ id: caseId }, casesVisibleTo(ctx.viewer)] },
    select: { id: true, reference: true, siteId: true, state: true },
  });
  if (!row) throw new NotFound("This case");
  if (!canAttachFile(ctx.viewer, row)) throw new Forbidden();
  return row;
}

async function findEarlier(ctx: UserCtx, { idempotencyKey, caseId }: AttachFileInput): Promise<AttachedFile | null> {
  return withTransaction(ctx, async (tx) => {
    const mine = { idempotencyKey, caseId, uploadedById: ctx.viewer.personId, case: casesVisibleTo(ctx.viewer) };
    const row = await tx.attachment.findFirst({
      where: mine,
      select: { id: true, name: true, case: { select: { reference: true } } },
    });
    return row && { attachmentId: row.id, reference: row.case.reference, name: row.name, remark: null };
  });
}
