import "server-only";
import { casesVisibleTo } from "@/lib/case/scope";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { requestsVisibleTo } from "@/lib/request/scope";
import { newId } from "@/lib/shared/ids";
import type { DiscardDraftInput, DraftKind, SaveDraftInput } from "./schema";

/** Keeps what a person has typed so far. Only the first save of a draft is an event: what is unfinished is nobody's business. */
export async function saveDraft(ctx: UserCtx, { kind, subject, fields }: SaveDraftInput): Promise<{ savedAt: string }> {
  const { personId } = ctx.viewer;
  await withTransaction(ctx, async (tx) => {
    if (subject) await findSubject(tx, ctx, { kind, subject });
    const key = { personId, kind, subject };
    const kept = await tx.draft.updateMany({ where: key, data: { fields, savedAt: ctx.now } });
    if (kept.count > 0) return;
    const made = await tx.draft.createMany({
      data: [{ id: newId(), ...key, fields, savedAt: ctx.now }],
      skipDuplicates: true,
    });
    if (made.count === 0) {
      await tx.draft.updateMany({ where: key, data: { fields, savedAt: ctx.now } });
      return;
    }
    const person = { noun: "person" as const, id: personId };
    await recordEvent(tx, ctx, { subject: person, siteId: null, event: { type: "draft.started", data: { kind } } });
  });
  return { savedAt: ctx.now.toISOString() };
}

/** What the draft belongs to: a request that the writer's unit was asked, else a case that they see. */
async function findSubject(tx: Tx, ctx: UserCtx, { kind, subject }: { kind: DraftKind; subject: string }) {
  const [of, select] = [{ id: subject }, { id: true }];
  if (kind === "request.answer") {
    const where = { AND: [of, requestsVisibleTo(ctx.viewer)] };
    if (!(await tx.request.findFirst({ where, select }))) throw new NotFound("This request");
    return;
  }
  const where = { AND: [of, casesVisibleTo(ctx.viewer)] };
  if (!(await tx.case.findFirst({ where, select }))) throw new NotFound("This case");
}

/** Throws a draft away because its writer said so. */
export async function discardDraft(ctx: UserCtx, { kind, subject }: DiscardDraftInput): Promise<Record<string, never>> {
  const { personId } = ctx.viewer;
  await withTransaction(ctx, async (tx) => {
    const gone = await tx.draft.deleteMany({ where: { personId, kind, subject } });
    if (gone.count === 0) return;
    const person = { noun: "person" as const, id: personId };
    await recordEvent(tx, ctx, { subject: person, siteId: null, event: { type: "draft.discarded", data: { kind } } });
  });
  return {};
}
