import "server-only";
import { casesVisibleTo } from "@/lib/case/scope";
import { followMerge } from "@/lib/case-join/queries";
import { clearDraft } from "@/lib/draft/mutations";
import { recordEvent } from "@/lib/events/record";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import { Conflict, Forbidden, NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/shared/ids";
import { canSeePrivileged } from "../policy";
import type { AddPrivilegedNoteInput } from "../schema";

/**
 * Adds a peer-review note. Its event goes to a chain of its own and names no site, so that neither the case's timeline nor the audit
 * trail of a site tells anybody that there is one. The same key again adds nothing, and says so where its words differ.
 */
export async function addPrivilegedNote(
  ctx: UserCtx,
  { idempotencyKey, caseId: formCaseId, body, ...seen }: AddPrivilegedNoteInput,
): Promise<{ reference: string }> {
  const caseId = await followMerge(ctx, formCaseId);
  const { personId } = ctx.viewer;
  try {
    return await withTransaction(ctx, async (tx) => {
      const row = await tx.case.findFirst({
        where: { AND: [{ id: caseId }, casesVisibleTo(ctx.viewer)] },
        select: { reference: true, siteId: true },
      });
      if (!row) throw new NotFound("This case");
      if (!canSeePrivileged(ctx.viewer, row)) throw new Forbidden("Only managers write privileged notes.");
      const noteId = newId();
      await tx.privilegedNote.create({
        data: { id: noteId, caseId, siteId: row.siteId, authorId: personId, body, createdAt: ctx.now, idempotencyKey },
      });
      await clearDraft(tx, { personId, kind: "privileged", subject: formCaseId }, seen);
      await recordEvent(tx, ctx, {
        subject: { noun: "privileged", id: caseId },
        siteId: null,
        event: { type: "privileged_note.added", data: { noteId } },
      });
      return { reference: row.reference };
    });
  } catch (error) {
    if (!isDuplicate(error, "PrivilegedNote_idempotencyKey_key")) throw error;
    return withTransaction(ctx, async (tx) => {
      const mine = { idempotencyKey, authorId: personId, caseId, case: casesVisibleTo(ctx.viewer) };
      const note = await tx.privilegedNote.findFirst({
        where: mine,
        select: { body: true, case: { select: { reference: true } } },
      });
      if (!note) throw new Conflict("This note could not be told from another. Reload the page and add it again.");
      const { reference } = note.case;
      if (note.body === body) return { reference };
      throw new Conflict(
        `This note was already added to ${reference} as it was first sent. Your changed words were not added and are still here: reload the page to add them as another note.`,
      );
    });
  }
}
