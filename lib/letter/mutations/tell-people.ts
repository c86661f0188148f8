import "server-only";
import { idsOfRoles, notify } from "@/lib/notification/mutations/notify";
import type { UserCtx } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { approvalOf } from "../rules/approval";
import type { LetterRow } from "./save-letter";

const MOST = 500;

/** Tells those who may decide on a letter that it waits, but for those who had a hand in it where they may not. */
export async function tellApprovers(tx: Tx, ctx: UserCtx, row: LetterRow, hands: readonly string[]): Promise<void> {
  const { roles, mayApproveOwn } = approvalOf(row.kind, row.case);
  const named = await idsOfRoles(tx, row.siteId, roles ?? ["supervisor"]);
  // Where the pack names nobody, and nobody leads here below them, it is for the managers.
  const people = roles === null && named.length === 0 ? await idsOfRoles(tx, row.siteId, ["manager"]) : named;
  const to = people.filter((id) => mayApproveOwn || !hands.includes(id));
  await notify(tx, ctx, { ...about(ctx, row, "letter_to_approve"), to });
}

/** Tells whoever wrote a letter, and whoever asked for approval, what came of it. */
export async function tellDecided(
  tx: Tx,
  ctx: UserCtx,
  row: LetterRow,
  type: "letter_approved" | "letter_returned",
): Promise<void> {
  await notify(tx, ctx, { ...about(ctx, row, type), to: [row.authorId, row.submittedById] });
}

/** Tells whoever wrote a letter, and those who commented on it before, that somebody commented. */
export async function tellCommented(tx: Tx, ctx: UserCtx, row: LetterRow, commentId: string): Promise<void> {
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

// A letter may be asked about, returned and approved more than once, and is news each time.
function about<T extends string>(ctx: UserCtx, { id, siteId, caseId }: LetterRow, type: T) {
  return { type, siteId, caseId, dedupeKey: `${type}:${id}:${ctx.now.toISOString()}` };
}
