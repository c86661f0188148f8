import "server-only";
import { recordEvent } from "@/lib/events/record";
import { notify } from "@/lib/notification/mutations/notify";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, NotFound } from "@/lib/platform/errors";
import { LETTER_KIND_LABELS } from "../labels";
import { canWriteLetter } from "../policy";
import type { CommentLetterInput, ResolveCommentInput } from "../schema";
import { lettersVisibleTo } from "../scope";
import { findForDeed, type LetterRow, refuseDeed } from "./save-letter";

/** Adds a remark on a letter, or on words of it. The same id again adds nothing. */
export async function commentLetter(ctx: UserCtx, { commentId, letterId, quote, body }: CommentLetterInput) {
  const add = () =>
    withTransaction(ctx, async (tx) => {
      const row = await findForDeed(tx, ctx, letterId);
      if (!canWriteLetter(ctx.viewer, row) || row.state === "void") refuseDeed(ctx, row, "commented on");
      const done = { letterId, reference: row.case.reference };
      const twin = await tx.letterComment.findFirst({ where: { id: commentId }, select: TWIN });
      if (twin) {
        if (twin.letterId === letterId && twin.authorId === ctx.viewer.personId && twin.body === body) return done;
        throw new Conflict("This comment was already added as it was first sent. Reload the page to add another.");
      }
      const { siteId } = row;
      await tx.letterComment.create({
        data: { id: commentId, letterId, siteId, quote, body, authorId: ctx.viewer.personId, at: ctx.now },
      });
      await recordEvent(tx, ctx, {
        subject: { noun: "case", id: row.caseId },
        siteId,
        event: { type: "letter.commented", data: { letterId, commentId, kind: LETTER_KIND_LABELS[row.kind] } },
      });
      await tellCommented(tx, ctx, row, commentId);
      return done;
    });
  try {
    return await add();
  } catch (error) {
    if (!isDuplicate(error, "LetterComment_pkey")) throw error;
    return add();
  }
}

const TWIN = { letterId: true, authorId: true, body: true } as const;

/** Marks a comment as settled. Done twice it is done once. */
export async function resolveComment(ctx: UserCtx, { commentId }: ResolveCommentInput) {
  return withTransaction(ctx, async (tx) => {
    const found = await tx.letterComment.findFirst({
      where: { id: commentId, letter: lettersVisibleTo(ctx.viewer) },
      select: { letterId: true },
    });
    if (!found) throw new NotFound("This comment");
    const row = await findForDeed(tx, ctx, found.letterId);
    if (!canWriteLetter(ctx.viewer, row)) throw new Forbidden();
    const done = { letterId: row.id, reference: row.case.reference };
    const settled = await tx.letterComment.updateMany({
      where: { id: commentId, resolvedAt: null },
      data: { resolvedById: ctx.viewer.personId, resolvedAt: ctx.now },
    });
    if (settled.count === 0) return done;
    await recordEvent(tx, ctx, {
      subject: { noun: "case", id: row.caseId },
      siteId: row.siteId,
      event: {
        type: "letter.comment_resolved",
        data: { letterId: row.id, commentId, kind: LETTER_KIND_LABELS[row.kind] },
      },
    });
    return done;
  });
}

const MOST = 500;

/** Tells whoever wrote a letter, and those who commented on it before, that somebody commented. */
async function tellCommented(tx: Tx, ctx: UserCtx, row: LetterRow, commentId: string): Promise<void> {
  const thread = await tx.letterComment.findMany({
    where: { letterId: row.id },
    select: { authorId: true },
    distinct: ["authorId"],
    orderBy: { authorId: "asc" },
    take: MOST,
  });
  const { siteId, caseId } = row;
  const to = [row.authorId, ...thread.map(({ authorId }) => authorId)];
  const type = "letter_commented";
  await notify(tx, ctx, { type, siteId, caseId, to, dedupeKey: `${type}:${commentId}` });
}
