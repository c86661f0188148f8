import "server-only";
import { canAddNote } from "@/lib/case/policy";
import { casesVisibleTo, lockCase } from "@/lib/case/scope";
import { followMerge } from "@/lib/case-join/queries";
import { clearDraft } from "@/lib/draft/mutations";
import { recordEvent } from "@/lib/events/record";
import { notify } from "@/lib/notification/mutations/notify";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/shared/ids";
import type { AddNoteInput } from "../schema";
import { colleaguesAt } from "../scope";

/**
 * Adds a staff-only note, tells whom it mentions, and clears the draft it was typed in. The same form again adds nothing, and says so
 * where its words differ.
 */
export async function addNote(
  ctx: UserCtx,
  { idempotencyKey, caseId: formCaseId, body, mentions = [], ...seen }: AddNoteInput,
): Promise<{ reference: string }> {
  const caseId = await followMerge(ctx, formCaseId);
  const { personId } = ctx.viewer;
  const find = { AND: [{ id: caseId }, casesVisibleTo(ctx.viewer)] };
  const select = { id: true, reference: true, siteId: true, state: true, ownerId: true } as const;
  try {
    return await withTransaction(ctx, async (tx) => {
      const row = await tx.case.findFirst({ where: find, select });
      if (!row) throw new NotFound("This case");
      if (!canAddNote(ctx.viewer, { ...row, escalation: null })) throw new Forbidden();
      // Before anything of the case is written, as every other deed does: two that take them in another order would wait for each other.
      await lockCase(tx, caseId);
      const mentioned = await checkMentions(tx, { siteId: row.siteId, ids: mentions, authorId: personId });
      const noteId = newId();
      const place = { caseId, siteId: row.siteId };
      await tx.note.create({
        data: { id: noteId, ...place, authorId: personId, body, createdAt: ctx.now, idempotencyKey },
      });
      await tx.noteMention.createMany({
        data: mentioned.map((id) => ({ id: newId(), noteId, ...place, personId: id, createdAt: ctx.now })),
      });
      await clearDraft(tx, { personId, kind: "note", subject: formCaseId }, seen);
      await recordEvent(tx, ctx, {
        subject: { noun: "case", id: caseId },
        siteId: row.siteId,
        event: { type: "note.added", data: { noteId } },
      });
      await notify(tx, ctx, { type: "mentioned", ...place, to: mentioned, dedupeKey: `mentioned:${noteId}` });
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

type Mentions = { siteId: string; ids: string[]; authorId: string };

// Whoever names themselves needs no telling.
async function checkMentions(tx: Tx, { siteId, ids, authorId }: Mentions): Promise<string[]> {
  const others = ids.filter((id) => id !== authorId);
  if (others.length === 0) return [];
  const found = await tx.person.findMany({
    where: { AND: [colleaguesAt(siteId), { id: { in: others } }] },
    select: { id: true },
    take: others.length,
  });
  if (found.length < others.length) {
    throw new Invalid({
      body: "Somebody you mention does not see this case. Take out their name, or the @ before it.",
    });
  }
  return found.map(({ id }) => id);
}
