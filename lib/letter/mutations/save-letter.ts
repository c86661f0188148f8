import "server-only";
import { lockCase } from "@/lib/case/scope";
import { refuseMerged } from "@/lib/case-join/queries";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Prisma, Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/shared/ids";
import { LETTER_KIND_LABELS } from "../labels";
import { canChangeLetter, canWriteLetter, maySendAt } from "../policy";
import type { SaveLetterInput, VoidLetterInput } from "../schema";
import { lettersVisibleTo } from "../scope";
import { nextState } from "../workflow";

const ROW = {
  ...{ id: true, caseId: true, siteId: true, kind: true, state: true, text: true, version: true },
  ...{
    language: true,
    savedById: true,
    savedAt: true,
    lookedVersion: true,
    authorId: true,
    submittedById: true,
    submittedFacts: true,
    decidedById: true,
    decidedAt: true,
    decidedFacts: true,
  },
  savedBy: { select: { name: true } },
  case: { select: { reference: true, ownerId: true, kind: true, severity: true, packId: true, packVersion: true } },
  versions: { select: { number: true, at: true, authorId: true }, orderBy: { number: "desc" }, take: 1 },
} satisfies Prisma.LetterSelect;

export type LetterRow = Prisma.LetterGetPayload<{ select: typeof ROW }>;

/** A letter for a deed on it: its case locked, so that of two who act at once the second sees what the first did. */
export async function findForDeed(tx: Tx, ctx: UserCtx, letterId: string): Promise<LetterRow> {
  const where = { AND: [{ id: letterId }, lettersVisibleTo(ctx.viewer)] };
  const found = await tx.letter.findFirst({ where, select: { caseId: true } });
  if (!found) throw new NotFound("This letter");
  await lockCase(tx, found.caseId);
  const row = await tx.letter.findFirst({ where, select: ROW });
  if (!row) throw new NotFound("This letter");
  return row;
}

/** Whoever may not write letters here is refused; for everybody else the state says why it cannot be done now. */
export function refuseDeed(ctx: UserCtx, row: LetterRow, deed: string): never {
  if (!canWriteLetter(ctx.viewer, row)) throw new Forbidden();
  throw new Conflict(
    `This letter ${STANDS[row.state]}, so it cannot be ${deed}. Reload the page to see it as it is now.`,
  );
}

export function refuseToSend(ctx: UserCtx, row: LetterRow): void {
  if (!canWriteLetter(ctx.viewer, row)) throw new Forbidden();
  if (!maySendAt(ctx.viewer, { siteId: row.siteId, ownerId: row.case.ownerId })) {
    throw new Forbidden("Whoever has this case sends its letters, or a supervisor or manager of the site.");
  }
}

const STANDS: Record<LetterRow["state"], string> = {
  draft: "is a draft again",
  for_approval: "waits for approval",
  returned: "was returned",
  approved: "is approved",
  sending: "is being sent",
  sent: "was sent",
  void: "is void",
};

/** What is saved: the number of the text as it now stands. */
type Saved = { letterId: string; reference: string; version: number; savedAt: string };

/**
 * Saves the text of a letter, as often as somebody pauses. Where somebody else saved another text since, both are shown and nothing is
 * written (decision 0006). Texts that came to rest are kept as versions.
 */
export async function saveLetter(ctx: UserCtx, { letterId, base, text }: SaveLetterInput): Promise<Saved> {
  return withTransaction(ctx, async (tx) => {
    const row = await findForDeed(tx, ctx, letterId);
    if (!canChangeLetter(ctx.viewer, row, "save")) refuseDeed(ctx, row, "changed");
    await refuseMerged(tx, row.caseId);
    const done = { letterId, reference: row.case.reference };
    if (text === row.text || text === base) {
      return { ...done, version: row.version, savedAt: row.savedAt.toISOString() };
    }
    if (row.text !== base) throw contest(row, text);
    await keepVersion(tx, ctx, row);
    const version = row.version + 1;
    await tx.letter.update({
      where: { id: letterId },
      data: { text, version, savedById: ctx.viewer.personId, savedAt: ctx.now },
    });
    if (row.savedById !== ctx.viewer.personId) await tell(tx, ctx, row, "letter.changed");
    return { ...done, version, savedAt: ctx.now.toISOString() };
  });
}

function contest(row: LetterRow, text: string): Conflict {
  return new Conflict(`${row.savedBy.name} saved another text meanwhile. Nothing is lost: compare both.`, [
    { field: "text", label: "Letter", theirs: row.text, yours: text, theirValue: row.text },
  ]);
}

const REST_MS = 60_000;

/** Keeps the text that stands before it gives way: when another person goes on, and at most once a minute of one person's writing. */
async function keepVersion(tx: Tx, ctx: UserCtx, row: LetterRow): Promise<void> {
  const [last] = row.versions;
  if (last?.number === row.version) return;
  const isOthers = row.savedById !== ctx.viewer.personId;
  if (isOthers || !last || ctx.now.getTime() - last.at.getTime() >= REST_MS) await keepText(tx, row);
}

/** Keeps the text as it stands, unless it is kept already. */
export async function keepText(tx: Tx, row: LetterRow): Promise<void> {
  if (row.versions[0]?.number === row.version) return;
  const { id: letterId, siteId, version: number, text, savedById: authorId, savedAt: at } = row;
  await tx.letterVersion.create({ data: { id: newId(), letterId, siteId, number, text, authorId, at } });
}

/** Makes a letter void, with a reason. Its texts stay. */
export async function voidLetter(ctx: UserCtx, { letterId, reason }: VoidLetterInput) {
  return withTransaction(ctx, async (tx) => {
    const row = await findForDeed(tx, ctx, letterId);
    const done = { letterId, reference: row.case.reference };
    if (!canChangeLetter(ctx.viewer, row, "void")) refuseDeed(ctx, row, "made void");
    const state = nextState(row.state, "void");
    if (state === null) refuseDeed(ctx, row, "made void");
    await keepText(tx, row);
    await tx.letter.update({
      where: { id: letterId },
      data: { state, voidReason: reason, voidedById: ctx.viewer.personId, voidedAt: ctx.now },
    });
    await tell(tx, ctx, row, "letter.voided");
    return done;
  });
}

type LetterEvent = "letter.changed" | "letter.voided" | "letter.submitted" | "letter.taken_back" | "letter.approved";

export async function tell(tx: Tx, ctx: UserCtx, row: LetterRow, type: LetterEvent): Promise<void> {
  await recordEvent(tx, ctx, {
    subject: { noun: "case", id: row.caseId },
    siteId: row.siteId,
    event: { type, data: { letterId: row.id, kind: LETTER_KIND_LABELS[row.kind] } },
  });
}
