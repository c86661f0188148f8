import "server-only";
import { casesVisibleTo } from "@/lib/case/scope";
import { recordEvent } from "@/lib/events/record";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { linkLabel } from "../labels";
import { canLinkCases } from "../policy";
import { findNamed, findOwn, lockBoth, refuseMerged } from "../queries";
import type { LinkCasesInput, UnlinkCasesInput } from "../schema";
import type { JoinedReferences } from "./merge-cases";

/** Links two cases that belong together. Either may be closed; the other may be of another site if the viewer sees that too. */
export async function linkCases(ctx: UserCtx, input: LinkCasesInput): Promise<JoinedReferences> {
  const { linkId, caseId, relation, note } = input;
  try {
    return await withTransaction(ctx, async (tx) => {
      const { siteId } = await findOwn(tx, ctx, caseId);
      if (!canLinkCases(ctx.viewer, siteId)) throw new Forbidden();
      const otherId = await findNamed(tx, ctx, { typed: input.other, field: "other" });
      if (otherId === caseId) throw new Invalid({ other: "This is the case itself. Choose another one." });
      const [own, other] = await lockBoth(tx, ctx, caseId, otherId);
      const references = { reference: own.reference, otherReference: other.reference };
      const mine = { id: linkId, createdById: ctx.viewer.personId };
      const ends = [caseId, otherId];
      const pair = { fromId: { in: ends }, toId: { in: ends } };
      if (await tx.caseLink.findFirst({ where: { ...mine, ...pair }, select: { id: true } })) return references;
      await refuseMerged(tx, caseId);
      if (other.mergedInto) {
        throw new Invalid({
          other: `${other.reference} was merged into ${other.mergedInto.reference}. Link that one.`,
        });
      }
      if (await tx.caseLink.findFirst({ where: { ...pair, voidedAt: null }, select: { id: true } })) {
        throw new Invalid({ other: "These two are linked already. Remove that link first to say it differently." });
      }
      const type = relation === "followed_up_by" ? "follow_up" : relation;
      const [fromId, toId] = relation === "followed_up_by" ? [otherId, caseId] : [caseId, otherId];
      await tx.caseLink.create({ data: { ...mine, siteId, fromId, toId, type, note, createdAt: ctx.now } });
      for (const [self, there] of [
        [own, other],
        [other, own],
      ] as const) {
        const label = linkLabel(type, self.id === fromId ? "from" : "to");
        await recordEvent(tx, ctx, {
          subject: { noun: "case", id: self.id },
          siteId: self.siteId,
          event: {
            type: "case.linked",
            data: { linkId, otherId: there.id, otherReference: there.reference, label },
          },
        });
      }
      return references;
    });
  } catch (error) {
    if (isDuplicate(error, "CaseLink_pkey")) throw new NotFound("This link");
    throw error;
  }
}

/** Takes a link off, with the reason; it stays readable. A case stays linked with the one it was split from. */
export async function unlinkCases(
  ctx: UserCtx,
  { linkId, caseId, reason }: UnlinkCasesInput,
): Promise<JoinedReferences> {
  return withTransaction(ctx, async (tx) => {
    const seen = casesVisibleTo(ctx.viewer);
    const link = await tx.caseLink.findFirst({
      where: { id: linkId, OR: [{ fromId: caseId }, { toId: caseId }], from: seen, to: seen },
      select: { fromId: true, toId: true, type: true },
    });
    if (!link) throw new NotFound("This link");
    const [own, other] = await lockBoth(tx, ctx, caseId, link.fromId === caseId ? link.toId : link.fromId);
    if (!canLinkCases(ctx.viewer, own.siteId)) throw new Forbidden();
    if (link.type === "split") throw new Conflict("A case stays linked with the one it was split from.");
    await refuseMerged(tx, caseId);
    const written = await tx.caseLink.updateMany({
      where: { id: linkId, voidedAt: null },
      data: { voidedAt: ctx.now, voidedById: ctx.viewer.personId, voidReason: reason },
    });
    if (written.count === 0) throw new Conflict("Somebody took this link off a moment ago. Reload the page.");
    for (const [self, there] of [
      [own, other],
      [other, own],
    ] as const) {
      await recordEvent(tx, ctx, {
        subject: { noun: "case", id: self.id },
        siteId: self.siteId,
        event: { type: "case.unlinked", data: { linkId, otherId: there.id, otherReference: there.reference } },
      });
    }
    return { reference: own.reference, otherReference: other.reference };
  });
}
