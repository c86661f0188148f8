import "server-only";
import { canAddNote } from "@/lib/case/policy";
import { casesVisibleTo } from "@/lib/case/scope";
import { clearDraft } from "@/lib/draft/mutations";
import { recordEvent } from "@/lib/events/record";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import { Conflict, Forbidden, NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/shared/ids";
import type { AddNoteInput } from "./schema";

/** Adds a staff-only note and clears the draft it was typed in. The same form again adds nothing, and says so where its words differ. */
export async function addNote(
  ctx: UserCtx,
  { idempotencyKey, caseId, body, ...seen }: AddNoteInput,
): Promise<{ reference: string }> {
  const { personId } = ctx.viewer;
  const find = { AND: [{ id: caseId }, casesVisibleTo(ctx.viewer)] };
  const select = { id: true, reference: true, siteId: true, state: true, ownerId: true } as const;
  try {
    return await withTransaction(ctx, async (tx) => {
      const row = await tx.case.findFirst({ where: find, select });
      if (!row) throw new NotFound("This case");
      if (!canAddNote(ctx.viewer, { ...row, escalation: null })) throw new Forbidden();
      const noteId = newId();
      await tx.note.create({
        data: { id: noteId, caseId, siteId: row.siteId, authorId: personId, body, createdAt: ctx.now, idempotencyKey },
      });
      await clearDraft(tx, { personId, kind: "note", subject: caseId }, seen);
      await recordEvent(tx, ctx, {
        subject: { noun: "case", id: caseId },
        siteId: row.siteId,
        event: { type: "note.added", data: { noteId } },
      });
      return { reference: row.reference };
    });
  } catch (error) {
    if (!isDuplicate(error, "Note_idempotencyKey_key")) throw error;
    return withTransaction(ctx, async (tx) => {
      const mine = { idempotencyKey, authorId: personId, caseId, case: casesVisibleTo(ctx.viewer) };
      const note = await tx.note.findFirst({
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
