import "server-only";
import { ROLE_LABELS } from "@/lib/access/labels";
import { recordEvent } from "@/lib/events/record";
import { idsOfRoles, notify } from "@/lib/notification/mutations/notify";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Prisma, Tx } from "@/lib/platform/db";
import { Conflict, Forbidden } from "@/lib/platform/errors";
import { LETTER_KIND_LABELS } from "../labels";
import { canChangeLetter, canDecideLetter, canWriteLetter, mayDecideAt } from "../policy";
import { checkWhole } from "../queries/checks";
import { digestOfFacts, readLetterFacts } from "../queries/facts";
import { languageOf } from "../queries/letters";
import { approvalOf } from "../rules/approval";
import { changedFacts } from "../rules/changed-facts";
import type { LetterFinding } from "../rules/check";
import { placeholdersIn } from "../rules/template";
import {
  type ApproveLetterInput,
  keptFactsSchema,
  type ReturnLetterInput,
  type SubmitLetterInput,
  type TakeBackLetterInput,
} from "../schema";
import { nextState } from "../workflow";
import { findForDeed, keepText, type LetterRow, refuseDeed, tell } from "./save-letter";

/** Asks for approval of the text as whoever asks sees it. Sent twice it is asked once. */
export async function submitLetter(ctx: UserCtx, { letterId, text }: SubmitLetterInput) {
  return withTransaction(ctx, async (tx) => {
    const row = await findForDeed(tx, ctx, letterId);
    const done = { letterId, reference: row.case.reference };
    if (row.state === "for_approval" && row.submittedById === ctx.viewer.personId && row.text === text) return done;
    const state = nextState(row.state, "submit");
    if (state === null || !canChangeLetter(ctx.viewer, row, "submit")) refuseDeed(ctx, row, "submitted");
    if (row.text !== text) {
      throw new Conflict(`${row.savedBy.name} saved another text meanwhile. Reload the page, read it, then ask again.`);
    }
    refuseUnfilled(row);
    await refuseBlocked(tx, ctx, row);
    await keepText(tx, row);
    const facts = await factsOf(tx, ctx, row);
    await tx.letter.update({
      where: { id: letterId },
      data: {
        ...{ state, submittedById: ctx.viewer.personId, submittedAt: ctx.now },
        submittedFacts: { digest: digestOfFacts(facts, row.kind), facts },
      },
    });
    await tell(tx, ctx, row, "letter.submitted");
    await tellApprovers(tx, ctx, row, [...(await handsOf(tx, row)), ctx.viewer.personId]);
    return done;
  });
}

export function refuseUnfilled(row: Pick<LetterRow, "text">): void {
  const why = whyUnfilled(row);
  if (why !== null) throw new Conflict(why);
}

/** Null: nothing is left to be filled in. */
export function whyUnfilled({ text }: Pick<LetterRow, "text">): string | null {
  const open = placeholdersIn(text);
  if (open.length === 0) return null;
  const named = new Intl.ListFormat("en").format(open.slice(0, 5).map((name) => `{{${name}}}`));
  const more = open.length > 5 ? " and others" : "";
  return `The letter is not filled in yet: ${named}${more}. Write what belongs there, or take it out.`;
}

/** What the pack does not let out is not put before anybody, not approved, and not sent. Says what else was found. */
export async function refuseBlocked(tx: Tx, ctx: UserCtx, row: Checked): Promise<LetterFinding[]> {
  const all = await findIn(tx, ctx, row);
  const why = whyBlocked(all);
  if (why !== null) throw new Conflict(why);
  return all;
}

type Checked = Pick<LetterRow, "caseId" | "kind" | "language" | "text" | "authorId">;

/** Everything that the checks find in a letter, whether it lets it out or not. */
export function findIn(db: Tx, ctx: UserCtx, row: Checked): Promise<LetterFinding[]> {
  const { caseId, kind, language, text, authorId } = row;
  const asked = { caseId, kind, text, authorId, language: languageOf(language), now: ctx.now };
  return checkWhole(db, ctx.viewer, asked);
}

/** Null: nothing of it holds the letter up. */
export function whyBlocked(all: readonly LetterFinding[]): string | null {
  const found = all.filter(({ severity }) => severity === "blocks");
  if (found.length === 0) return null;
  const told = found.slice(0, 3).map(({ message }) => message);
  const more = found.length > 3 ? ` And ${found.length - 3} more: see Checks.` : "";
  return `This letter cannot go out yet. ${told.join(" ")}${more}`;
}

/** Takes a letter back to work on it, whether it waits for approval or is approved. */
export async function takeBackLetter(ctx: UserCtx, { letterId }: TakeBackLetterInput) {
  return withTransaction(ctx, async (tx) => {
    const row = await findForDeed(tx, ctx, letterId);
    const done = { letterId, reference: row.case.reference };
    const state = nextState(row.state, "take_back");
    if (state === null || !canChangeLetter(ctx.viewer, row, "take_back")) refuseDeed(ctx, row, "taken back");
    await tx.letter.update({ where: { id: letterId }, data: { state } });
    await tell(tx, ctx, row, "letter.taken_back");
    return done;
  });
}

/**
 * Approves the text that the approver saw, on the case that they saw. Nobody approves what they wrote, changed or submitted, and where the
 * case says something else by now they look again.
 */
export async function approveLetter(ctx: UserCtx, { letterId, version, facts: seenFacts }: ApproveLetterInput) {
  return withTransaction(ctx, async (tx) => {
    const row = await findForDeed(tx, ctx, letterId);
    const done = { letterId, reference: row.case.reference };
    refuseToDecide(ctx, row, { version, deed: "approved" });
    const hands = await handsOf(tx, row);
    if (!canDecideLetter(ctx.viewer, { ...row, hands, approval: approvalOf(row.kind, row.case) })) {
      throw new Forbidden("You worked on this letter, so somebody else has to approve it.");
    }
    const facts = await factsOf(tx, ctx, row);
    if (digestOfFacts(facts, row.kind) !== seenFacts) {
      const kept = keptFactsSchema.safeParse(row.submittedFacts);
      const changed = kept.success ? changedFacts(kept.data.facts, facts) : [];
      const what = changed.length > 0 ? `: ${new Intl.ListFormat("en").format(changed)}` : "";
      throw new Conflict(
        `The case has changed while this letter waited${what}. Look at it again, then approve or return it.`,
      );
    }
    await refuseBlocked(tx, ctx, row);
    await decide(tx, ctx, row, { deed: "approve", decidedFacts: { digest: seenFacts, facts } });
    await tell(tx, ctx, row, "letter.approved");
    await tellDecided(tx, ctx, row, "letter_approved");
    return done;
  });
}

/** Returns a letter to whoever wrote it, with what is to be done as a comment. */
export async function returnLetter(ctx: UserCtx, { letterId, version, commentId, body }: ReturnLetterInput) {
  return withTransaction(ctx, async (tx) => {
    const row = await findForDeed(tx, ctx, letterId);
    const done = { letterId, reference: row.case.reference };
    const twin = await tx.letterComment.findFirst({
      where: { id: commentId, letterId, authorId: ctx.viewer.personId, body },
      select: { id: true },
    });
    if (twin) return done;
    refuseToDecide(ctx, row, { version, deed: "returned" });
    const { siteId } = row;
    await tx.letterComment.create({
      data: { id: commentId, letterId, siteId, body, authorId: ctx.viewer.personId, at: ctx.now },
    });
    await decide(tx, ctx, row, { deed: "return" });
    await recordEvent(tx, ctx, {
      subject: { noun: "case", id: row.caseId },
      siteId,
      event: { type: "letter.returned", data: { letterId, commentId, kind: LETTER_KIND_LABELS[row.kind] } },
    });
    await tellDecided(tx, ctx, row, "letter_returned");
    return done;
  });
}

function refuseToDecide(ctx: UserCtx, row: LetterRow, { version, deed }: { version: number; deed: string }): void {
  const approval = approvalOf(row.kind, row.case);
  if (!mayDecideAt(ctx.viewer, { ...row, state: "for_approval", approval })) {
    const roles = (approval.roles ?? []).map((role) => ROLE_LABELS[role].toLowerCase());
    const named = new Intl.ListFormat("en", { type: "disjunction" }).format(roles);
    throw new Forbidden(
      canWriteLetter(ctx.viewer, row) ? `The policy pack of this case leaves this letter to a ${named}.` : undefined,
    );
  }
  if (row.state !== "for_approval") refuseDeed(ctx, row, deed);
  if (row.version !== version) {
    throw new Conflict(
      "The letter was taken back and changed since you opened it. Reload the page and look at it again.",
    );
  }
}

type Decision = { deed: "approve" | "return"; decidedFacts?: Prisma.InputJsonObject };

async function decide(tx: Tx, ctx: UserCtx, row: LetterRow, { deed, decidedFacts }: Decision): Promise<void> {
  const state = nextState(row.state, deed);
  if (state === null) refuseDeed(ctx, row, "decided on");
  await tx.letter.update({
    where: { id: row.id },
    data: { state, decidedById: ctx.viewer.personId, decidedAt: ctx.now, decidedFacts, lookedVersion: row.version },
  });
}

/** Everybody who had a hand in it. */
async function handsOf(tx: Tx, row: LetterRow): Promise<string[]> {
  const versions = await tx.letterVersion.findMany({
    where: { letterId: row.id },
    select: { authorId: true },
    distinct: ["authorId"],
    orderBy: { authorId: "asc" },
    take: 500,
  });
  const others = [row.authorId, row.savedById, row.submittedById].flatMap((id) => id ?? []);
  return [...others, ...versions.map(({ authorId }) => authorId)];
}

export function factsOf(tx: Tx, ctx: UserCtx, row: Pick<LetterRow, "caseId" | "language">) {
  return readLetterFacts(tx, ctx.viewer, { caseId: row.caseId, language: languageOf(row.language), now: ctx.now });
}

/** Tells those who may decide on a letter that it waits, but for those who had a hand in it where they may not. */
async function tellApprovers(tx: Tx, ctx: UserCtx, row: LetterRow, hands: readonly string[]): Promise<void> {
  const { roles, mayApproveOwn } = approvalOf(row.kind, row.case);
  const named = await idsOfRoles(tx, row.siteId, roles ?? ["supervisor"]);
  // Where the pack names nobody, and nobody leads here below them, it is for the managers.
  const people = roles === null && named.length === 0 ? await idsOfRoles(tx, row.siteId, ["manager"]) : named;
  const to = people.filter((id) => mayApproveOwn || !hands.includes(id));
  await notify(tx, ctx, { ...about(ctx, row, "letter_to_approve"), to });
}

/** Tells whoever wrote a letter, and whoever asked for approval, what came of it. */
async function tellDecided(
  tx: Tx,
  ctx: UserCtx,
  row: LetterRow,
  type: "letter_approved" | "letter_returned",
): Promise<void> {
  await notify(tx, ctx, { ...about(ctx, row, type), to: [row.authorId, row.submittedById] });
}

// A letter may be asked about, returned and approved more than once, and is news each time.
function about<T extends string>(ctx: UserCtx, { id, siteId, caseId }: LetterRow, type: T) {
  return { type, siteId, caseId, dedupeKey: `${type}:${id}:${ctx.now.toISOString()}` };
}
