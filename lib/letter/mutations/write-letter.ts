import "server-only";
import { casesVisibleTo, lockCase } from "@/lib/case/scope";
import { recordEvent } from "@/lib/events/record";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/shared/ids";
import { LETTER_KIND_LABELS, LETTER_LANGUAGE_LABELS } from "../labels";
import { canWriteLetter } from "../policy";
import { readLetterFacts } from "../queries/facts";
import { findUsableTemplate } from "../queries/templates";
import { composeLetter } from "../rules/compose";
import type { WriteLetterInput } from "../schema";
import { lettersVisibleTo } from "../scope";

type Written = { letterId: string; reference: string };

/** Begins a letter from its template and what the case says. The same key again returns the letter begun the first time. */
export async function writeLetter(ctx: UserCtx, input: WriteLetterInput): Promise<Written> {
  try {
    return await withTransaction(ctx, async (tx) => (await findBegun(tx, ctx, input)) ?? begin(tx, ctx, input));
  } catch (error) {
    if (!isDuplicate(error, "Letter_idempotencyKey_key")) throw error;
    const twin = await withTransaction(ctx, (tx) => findBegun(tx, ctx, input));
    if (!twin) throw new Conflict("This letter could not be told from another. Reload the page and begin it again.");
    return twin;
  }
}

async function begin(
  tx: Tx,
  ctx: UserCtx,
  { idempotencyKey, caseId, kind, language }: WriteLetterInput,
): Promise<Written> {
  await lockCase(tx, caseId);
  const row = await tx.case.findFirst({
    where: { AND: [{ id: caseId }, casesVisibleTo(ctx.viewer)] },
    select: { siteId: true, reference: true, kind: true },
  });
  if (!row) throw new NotFound("This case");
  if (!canWriteLetter(ctx.viewer, row)) throw new Forbidden();
  const template = await findUsableTemplate(tx, { siteId: row.siteId, kind, language, caseKind: row.kind });
  if (!template) {
    const inWords = LETTER_LANGUAGE_LABELS[language];
    throw new Invalid({
      language: `No template of this letter in ${inWords} was signed off here yet. Ask a manager, or begin in another language.`,
    });
  }
  const facts = await readLetterFacts(tx, ctx.viewer, { caseId, language, now: ctx.now });
  const text = composeLetter(template.body, facts, language);
  const letterId = newId();
  const me = ctx.viewer.personId;
  await tx.letter.create({
    data: {
      ...{ id: letterId, caseId, siteId: row.siteId, kind, language, text, idempotencyKey },
      ...{ savedById: me, savedAt: ctx.now, authorId: me, createdAt: ctx.now },
      ...{ template: template.label, templateVersionId: template.versionId },
    },
  });
  await tx.letterVersion.create({
    data: { id: newId(), letterId, siteId: row.siteId, number: 1, text, authorId: me, at: ctx.now },
  });
  await recordEvent(tx, ctx, {
    subject: { noun: "case", id: caseId },
    siteId: row.siteId,
    event: { type: "letter.begun", data: { letterId, kind: LETTER_KIND_LABELS[kind] } },
  });
  return { letterId, reference: row.reference };
}

async function findBegun(tx: Tx, ctx: UserCtx, { idempotencyKey, caseId }: WriteLetterInput): Promise<Written | null> {
  const row = await tx.letter.findFirst({
    where: { AND: [{ idempotencyKey, caseId, authorId: ctx.viewer.personId }, lettersVisibleTo(ctx.viewer)] },
    select: { id: true, case: { select: { reference: true } } },
  });
  return row && { letterId: row.id, reference: row.case.reference };
}
