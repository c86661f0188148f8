import "server-only";
import { casesVisibleTo } from "@/lib/case/scope";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/shared/ids";
import type { DiscardDraftInput, SaveDraftInput } from "./schema";

/** Keeps what a person has typed so far. Only the first save of a draft is an event: what is unfinished is nobody's business. */
export async function saveDraft(ctx: UserCtx, { kind, subject, fields }: SaveDraftInput): Promise<{ savedAt: string }> {
  const { personId } = ctx.viewer;
  await withTransaction(ctx, async (tx) => {
    if (subject) {
      const about = { OR: [{ id: subject }, { issues: { some: { id: subject } } }] };
      const where = { AND: [about, casesVisibleTo(ctx.viewer)] };
      if (!(await tx.case.findFirst({ where, select: { id: true } }))) throw new NotFound("This case");
    }
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
