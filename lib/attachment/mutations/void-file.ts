import "server-only";
import { lockCase } from "@/lib/case/scope";
import { recomputeArrived } from "@/lib/clock/mutations/recompute";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, NotFound } from "@/lib/platform/errors";
import { canVoidFile } from "../policy";
import type { DescribeFileInput, VoidFileInput } from "../schema";
import { filesVisibleTo } from "../scope";

const GONE = "This file has been removed meanwhile.";

/** Takes a file off its case, with a reason. Its bytes stay for as long as the case is kept, and are handed to nobody. */
export async function voidFile(ctx: UserCtx, { attachmentId, reason }: VoidFileInput): Promise<{ reference: string }> {
  return withTransaction(ctx, async (tx) => {
    const row = await requireChangeable(tx, ctx, attachmentId);
    const written = await tx.attachment.updateMany({
      where: { id: attachmentId, voidedAt: null },
      data: { voidedAt: ctx.now, voidReason: reason, voidedById: ctx.viewer.personId },
    });
    if (written.count === 0) throw new Conflict(GONE);
    await recordEvent(tx, ctx, {
      subject: { noun: "case", id: row.case.id },
      siteId: row.siteId,
      event: { type: "file.voided", data: { attachmentId } },
    });
    await recomputeArrived(tx, ctx, row.case.id);
    return { reference: row.case.reference };
  });
}

/** Says in a line what a file is, or takes that line away. Loses against somebody who wrote another one meanwhile. */
export async function describeFile(
  ctx: UserCtx,
  { attachmentId, description, base }: DescribeFileInput,
): Promise<{ reference: string }> {
  return withTransaction(ctx, async (tx) => {
    const row = await requireChangeable(tx, ctx, attachmentId);
    if (row.description === description) return { reference: row.case.reference };
    const written = await tx.attachment.updateMany({
      where: { id: attachmentId, voidedAt: null, description: base.description },
      data: { description },
    });
    if (written.count === 0) {
      const theirs = await tx.attachment.findUnique({ where: { id: attachmentId }, select: { description: true } });
      throw new Conflict("Somebody else has described this file meanwhile.", [
        {
          field: "description",
          label: "What it is",
          theirs: theirs?.description ?? "nothing",
          yours: description ?? "nothing",
          theirValue: theirs?.description ?? "",
        },
      ]);
    }
    await recordEvent(tx, ctx, {
      subject: { noun: "case", id: row.case.id },
      siteId: row.siteId,
      event: { type: "file.described", data: { attachmentId } },
    });
    return { reference: row.case.reference };
  });
}

async function requireChangeable(tx: Tx, ctx: UserCtx, attachmentId: string) {
  const found = await tx.attachment.findUnique({ where: { id: attachmentId }, select: { caseId: true } });
  if (found) await lockCase(tx, found.caseId);
  const row = await tx.attachment.findFirst({
    where: { AND: [{ id: attachmentId }, filesVisibleTo(ctx.viewer)] },
    select: {
      siteId: true,
      description: true,
      voidedAt: true,
      case: { select: { id: true, reference: true, siteId: true, state: true } },
    },
  });
  if (!row) throw new NotFound("This file");
  if (!canVoidFile(ctx.viewer, row.case)) {
    throw new Forbidden(
      row.case.state === "closed" ? "This case is closed, so its files stay as they are." : undefined,
    );
  }
  if (row.voidedAt) throw new Conflict(GONE);
  return row;
}
