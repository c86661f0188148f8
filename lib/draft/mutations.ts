import "server-only";
import { casesVisibleTo } from "@/lib/case/scope";
import { recordEvent } from "@/lib/events/record";
import { articlesKeptBy } from "@/lib/knowledge/scope";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Prisma, Tx } from "@/lib/platform/db";
import { Conflict, NotFound } from "@/lib/platform/errors";
import { requestsVisibleTo } from "@/lib/request/scope";
import { newId } from "@/lib/shared/ids";
import type { DiscardDraftInput, DraftKind, DraftSeen, SaveDraftInput } from "./schema";

const ELSEWHERE =
  "Another tab has saved other words here. These were not saved over them: they stay in this tab until you choose.";

/**
 * Keeps what a person has typed so far, unless another tab saved other words since this form last looked. Only the first save of a draft
 * is an event: what is unfinished is nobody's business.
 */
export async function saveDraft(ctx: UserCtx, input: SaveDraftInput): Promise<{ savedAt: string }> {
  const { kind, subject, fields, isPreferred, ...seen } = input;
  const { personId } = ctx.viewer;
  await withTransaction(ctx, async (tx) => {
    if (subject) await findSubject(tx, ctx, { kind, subject });
    const key = { personId, kind, subject };
    const where = isPreferred ? key : { ...key, OR: ownDraft(seen) };
    const data = { fields, savedAt: ctx.now, formKey: seen.draftForm ?? null };
    const kept = await tx.draft.updateMany({ where, data });
    if (kept.count > 0) return;
    const made = await tx.draft.createMany({ data: [{ id: newId(), ...key, ...data }], skipDuplicates: true });
    if (made.count === 0) {
      if ((await tx.draft.updateMany({ where, data })).count === 0) throw new Conflict(ELSEWHERE);
      return;
    }
    const person = { noun: "person" as const, id: personId };
    await recordEvent(tx, ctx, { subject: person, siteId: null, event: { type: "draft.started", data: { kind } } });
  });
  return { savedAt: ctx.now.toISOString() };
}

/** What the draft belongs to: a request that the writer's unit was asked, an article that they keep, else a case that they see, or an issue of one. */
async function findSubject(tx: Tx, ctx: UserCtx, { kind, subject }: { kind: DraftKind; subject: string }) {
  const [of, select] = [{ id: subject }, { id: true }];
  if (kind === "request.answer") {
    const where = { AND: [of, requestsVisibleTo(ctx.viewer)] };
    if (!(await tx.request.findFirst({ where, select }))) throw new NotFound("This request");
    return;
  }
  if (kind === "article") {
    const where = { AND: [of, articlesKeptBy(ctx.viewer)] };
    if (!(await tx.article.findFirst({ where, select }))) throw new NotFound("This article");
    return;
  }
  const about = { OR: [of, { issues: { some: of } }] };
  const where = { AND: [about, casesVisibleTo(ctx.viewer)] };
  if (!(await tx.case.findFirst({ where, select }))) throw new NotFound("This case");
}

type DraftKey = { personId: string; kind: DraftKind; subject: string };

/** Removes the draft of a form that was sent, and says whether there was one. What another tab has saved meanwhile stays. */
export async function clearDraft(tx: Tx, key: DraftKey, seen: DraftSeen): Promise<boolean> {
  const { count } = await tx.draft.deleteMany({ where: { ...key, OR: ownDraft(seen) } });
  return count > 0;
}

/** Removes the drafts of a form that can no longer be sent: one person's, or everybody's. */
export async function dropDrafts(tx: Tx, key: Omit<DraftKey, "personId"> & { personId?: string }): Promise<void> {
  await tx.draft.deleteMany({ where: key });
}

/** The forms of a case, of its issues and of its requests that cannot be sent while it is closed. A note or a contact can. */
const CLOSED_TO: readonly DraftKind[] = ["closing", "escalation", "request", "decision", "request.answer"];

/** Removes everybody's drafts that the closing of a case leaves without a use. */
export async function dropDraftsOfClosed(tx: Tx, caseId: string): Promise<void> {
  const [issues, requests] = await Promise.all([
    tx.issue.findMany({ where: { caseId }, select: { id: true }, take: 1_000 }),
    tx.request.findMany({ where: { caseId }, select: { id: true }, take: 1_000 }),
  ]);
  const subject = { in: [caseId, ...issues.map(({ id }) => id), ...requests.map(({ id }) => id)] };
  await tx.draft.deleteMany({ where: { kind: { in: [...CLOSED_TO] }, subject } });
}

function ownDraft({ draftForm, draftSavedAt }: DraftSeen): Prisma.DraftWhereInput[] {
  return [
    ...(draftForm ? [{ formKey: draftForm }] : []),
    ...(draftSavedAt ? [{ savedAt: new Date(draftSavedAt) }] : []),
  ];
}

/** Throws a form's draft away because its writer said so. */
export async function discardDraft(ctx: UserCtx, input: DiscardDraftInput): Promise<Record<string, never>> {
  const { kind, subject, ...seen } = input;
  const { personId } = ctx.viewer;
  await withTransaction(ctx, async (tx) => {
    if (!(await clearDraft(tx, { personId, kind, subject }, seen))) return;
    const person = { noun: "person" as const, id: personId };
    await recordEvent(tx, ctx, { subject: person, siteId: null, event: { type: "draft.discarded", data: { kind } } });
  });
  return {};
}
