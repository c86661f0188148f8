import "server-only";
import { canWorkCase } from "@/lib/case/policy";
import { casesVisibleTo, lockCase } from "@/lib/case/scope";
import { refuseMerged } from "@/lib/case-join/queries";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/shared/ids";
import { MOST_TAGS, tagKey } from "./rules";
import type { TagCaseInput, UntagCaseInput } from "./schema";
import type { Tagged } from "./types";

/** Puts a tag on a case by its words, and makes the tag where the site has none that reads the same. One that is there already stays as it is. */
export async function tagCase(ctx: UserCtx, { caseId, label }: TagCaseInput): Promise<Tagged> {
  return withTransaction(ctx, async (tx) => {
    const { siteId, reference } = await findCaseToTag(tx, ctx, caseId);
    const tag = await findOrMakeTag(tx, ctx, { siteId, label });
    const tagged = { caseId, reference, tagId: tag.id, label: tag.label };
    const open = await tx.caseTag.findMany({
      where: { caseId, removedAt: null },
      select: { tagId: true },
      take: MOST_TAGS,
    });
    if (open.some(({ tagId }) => tagId === tag.id)) return { ...tagged, hasChanged: false };
    if (tag.retiredAt) throw new Invalid({ label: "This tag is not used here any more. Choose another." });
    if (open.length >= MOST_TAGS) {
      throw new Invalid({ label: `There are ${MOST_TAGS} tags on this case already. Take one off, then add this.` });
    }
    await tx.caseTag.create({
      data: { id: newId(), caseId, tagId: tag.id, siteId, addedById: ctx.viewer.personId, addedAt: ctx.now },
    });
    await recordEvent(tx, ctx, {
      subject: { noun: "case", id: caseId },
      siteId,
      event: { type: "case.tagged", data: { tagId: tag.id, label: tag.label } },
    });
    return { ...tagged, hasChanged: true };
  });
}

/** Takes a tag off a case. One that is off already stays off. */
export async function untagCase(ctx: UserCtx, { caseId, tagId }: UntagCaseInput): Promise<Tagged> {
  return withTransaction(ctx, async (tx) => {
    const { siteId, reference } = await findCaseToTag(tx, ctx, caseId);
    const found = await tx.caseTag.findFirst({
      where: { caseId, tagId },
      select: { tag: { select: { label: true } } },
    });
    if (!found) throw new NotFound("This tag");
    const { label } = found.tag;
    const written = await tx.caseTag.updateMany({
      where: { caseId, tagId, removedAt: null },
      data: { removedAt: ctx.now, removedById: ctx.viewer.personId },
    });
    if (written.count > 0) {
      await recordEvent(tx, ctx, {
        subject: { noun: "case", id: caseId },
        siteId,
        event: { type: "case.untagged", data: { tagId, label } },
      });
    }
    return { caseId, reference, tagId, label, hasChanged: written.count > 0 };
  });
}

async function findCaseToTag(tx: Tx, ctx: UserCtx, caseId: string): Promise<{ siteId: string; reference: string }> {
  await lockCase(tx, caseId);
  const row = await tx.case.findFirst({
    where: { AND: [{ id: caseId }, casesVisibleTo(ctx.viewer)] },
    select: { siteId: true, reference: true, state: true, ownerId: true },
  });
  if (!row) throw new NotFound("This case");
  if (!canWorkCase(ctx.viewer, { ...row, escalation: null })) {
    throw new Forbidden(row.state === "closed" ? "This case is closed. Reopen it to change its tags." : undefined);
  }
  await refuseMerged(tx, caseId);
  return row;
}

// Of two who first use the same words at once, the index lets one make it, and the other finds it.
async function findOrMakeTag(tx: Tx, ctx: UserCtx, { siteId, label }: { siteId: string; label: string }) {
  const key = tagKey(label);
  const where = { siteId_key: { siteId, key } };
  const select = { id: true, label: true, retiredAt: true } as const;
  const found = await tx.tag.findUnique({ where, select });
  if (found) return found;
  await tx.tag.createMany({
    data: [{ id: newId(), siteId, label, key, createdById: ctx.viewer.personId, createdAt: ctx.now }],
    skipDuplicates: true,
  });
  return tx.tag.findUniqueOrThrow({ where, select });
}
