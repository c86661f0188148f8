import "server-only";
import { KIND_LABELS } from "@/lib/case/labels";
import { lookAgain } from "@/lib/case/mutations/move-case";
import { casesVisibleTo } from "@/lib/case/scope";
import { recomputeClocks } from "@/lib/clock/mutations/recompute";
import { escalateJoined } from "@/lib/escalation/mutations/by-matrix";
import { recordEvent } from "@/lib/events/record";
import { UNSENT } from "@/lib/letter/workflow";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { searchableAtEnd } from "@/lib/platform/search-later";
import { rankOf } from "@/lib/regulation/schema";
import { canMergeCases, canUnmergeCases } from "../policy";
import { findNamed, findOwn, type JoinedCase, lockBoth } from "../queries";
import { type MergeCasesInput, type Snapshot, snapshotSchema, type UnmergeCasesInput } from "../schema";

export type JoinedReferences = { reference: string; otherReference: string };

const MOST_ISSUES = 100;

/**
 * Merges a case into another about the same event. Its issues, open requests and unsent letters go over, so that the survivor closes with
 * them; all else stays where it was written, and the merged case points to the survivor. Its state stays too: no second way leads to closed.
 */
export async function mergeCases(ctx: UserCtx, input: MergeCasesInput): Promise<JoinedReferences> {
  const { mergeId, caseId, reason } = input;
  try {
    return await withTransaction(ctx, async (tx) => {
      const own = await findOwn(tx, ctx, caseId);
      if (!canMergeCases(ctx.viewer, own.siteId)) throw new Forbidden();
      const survivorId = await findNamed(tx, ctx, { typed: input.into, field: "into" });
      if (survivorId === caseId) throw new Invalid({ into: "This is the case itself. Choose another one." });
      const [survivor, merged] = await lockBoth(tx, ctx, survivorId, caseId);
      const references = { reference: survivor.reference, otherReference: merged.reference };
      const mine = { id: mergeId, survivorId, mergedId: caseId, mergedById: ctx.viewer.personId, undoneAt: null };
      if (await tx.caseMerge.findFirst({ where: mine, select: { id: true } })) return references;
      refuseUnfit(survivor, merged);
      await refuseWhileSending(tx, merged);
      await tx.case.update({ where: { id: caseId }, data: { mergedIntoId: survivorId, ...touched(ctx) } });
      await tx.case.update({ where: { id: survivorId }, data: touched(ctx) });
      const way = { from: caseId, to: survivorId };
      const moved = await searchableAtEnd(tx, Object.values(way), () => moveOver(tx, way));
      // What they were answered does not answer what came over.
      if (moved.issues.length > 0) await lookAgain(tx, ctx, survivorId);
      const { state, ownerId, closedAt, siteId } = merged;
      const snapshot: Snapshot = { state, ownerId, closedAt: closedAt?.toISOString() ?? null, ...moved };
      await tx.caseMerge.create({
        data: { ...mine, siteId, reason, snapshot, mergedAt: ctx.now },
      });
      for (const [self, other, as] of bothSides(survivor, merged)) {
        await recordEvent(tx, ctx, {
          subject: { noun: "case", id: self.id },
          siteId,
          event: {
            type: "case.merged",
            data: {
              mergeId,
              otherId: other.id,
              otherReference: other.reference,
              as,
              issues: moved.issues.length,
              letters: moved.letters.length,
            },
          },
        });
        await recomputeClocks(tx, ctx, { caseId: self.id, because: "joined" });
      }
      await escalateJoined(tx, ctx, [survivorId]);
      return references;
    });
  } catch (error) {
    if (isDuplicate(error, "CaseMerge_pkey")) throw new NotFound("This merge");
    throw error;
  }
}

/** Undoes a merge: what went over and is still with the survivor goes back to its place, and the case is open again as it was. */
export async function unmergeCases(ctx: UserCtx, { mergeId, reason }: UnmergeCasesInput): Promise<JoinedReferences> {
  return withTransaction(ctx, async (tx) => {
    const found = await tx.caseMerge.findFirst({
      where: { id: mergeId, survivor: casesVisibleTo(ctx.viewer) },
      select: { survivorId: true, mergedId: true, siteId: true },
    });
    if (!found) throw new NotFound("This merge");
    const { survivorId, mergedId, siteId } = found;
    if (!canUnmergeCases(ctx.viewer, siteId)) {
      throw new Forbidden("Only a supervisor or manager of the site undoes a merge.");
    }
    const [survivor, merged] = await lockBoth(tx, ctx, survivorId, mergedId);
    const merge = await tx.caseMerge.findUniqueOrThrow({ where: { id: mergeId } });
    if (merge.undoneAt) throw new Conflict("This merge has been undone already.");
    if (survivor.mergedInto) {
      throw new Conflict(
        `${survivor.reference} has itself been merged into ${survivor.mergedInto.reference} since. Undo that merge first, then this one.`,
      );
    }
    if (survivor.closedAt) {
      throw new Conflict(`${survivor.reference} is closed, with all that went over to it. Reopen it first.`);
    }
    const way = { from: survivorId, to: mergedId };
    const snapshot = snapshotSchema.parse(merge.snapshot);
    await searchableAtEnd(tx, Object.values(way), () => moveBack(tx, { ...way, snapshot }));
    if ((await tx.issue.count({ where: { caseId: survivorId, voidedAt: null } })) === 0) {
      throw new Conflict(`${survivor.reference} would be left without an issue. Add the right one there first.`);
    }
    await tx.case.update({ where: { id: mergedId }, data: { mergedIntoId: null, ...touched(ctx) } });
    await tx.case.update({ where: { id: survivorId }, data: touched(ctx) });
    await tx.caseMerge.update({
      where: { id: mergeId },
      data: { undoneAt: ctx.now, undoneById: ctx.viewer.personId, undoneReason: reason },
    });
    for (const [self, other, as] of bothSides(survivor, merged)) {
      await recordEvent(tx, ctx, {
        subject: { noun: "case", id: self.id },
        siteId,
        event: {
          type: "case.unmerged",
          data: { mergeId, otherId: other.id, otherReference: other.reference, as },
        },
      });
      await recomputeClocks(tx, ctx, { caseId: self.id, because: "joined" });
    }
    await escalateJoined(tx, ctx, [survivorId, mergedId]);
    return { reference: survivor.reference, otherReference: merged.reference };
  });
}

const touched = (ctx: UserCtx) => ({ updatedAt: ctx.now, version: { increment: 1 } });

function bothSides(survivor: JoinedCase, merged: JoinedCase) {
  return [
    [survivor, merged, "survivor"],
    [merged, survivor, "merged"],
  ] as const;
}

// What the mail server says of it could not be written down on a case that was merged.
async function refuseWhileSending(tx: Tx, { id: caseId, reference }: JoinedCase): Promise<void> {
  const sending = await tx.letter.count({ where: { caseId, state: "sending" } });
  if (sending === 0) return;
  throw new Conflict(`A letter of ${reference} is being sent by e-mail. Wait until it is sent, or stop it first.`);
}

function refuseUnfit(survivor: JoinedCase, merged: JoinedCase): void {
  if (merged.mergedInto) throw new Conflict(`This case was merged into ${merged.mergedInto.reference} already.`);
  if (survivor.mergedInto) {
    throw new Invalid({
      into: `${survivor.reference} was itself merged into ${survivor.mergedInto.reference}. Choose that one.`,
    });
  }
  if (merged.siteId !== survivor.siteId) {
    throw new Invalid({ into: "The two are of different sites, and a case never leaves its site. Link them instead." });
  }
  if (merged.closedAt) throw new Conflict("This case is closed. Reopen it first, or link the two instead.");
  if (survivor.closedAt) {
    throw new Invalid({ into: `${survivor.reference} is closed. Reopen it first, or link the two instead.` });
  }
  if (merged.escalatedAt) {
    throw new Conflict("This case is escalated and waits for an answer. A supervisor answers it first.");
  }
  if (merged.billingDispute) {
    throw new Conflict("This case has a billing dispute, which stays with it. Merge the other one into this one.");
  }
  // Else the time limits and the letter that its kind asks for would be lost.
  if (rankOf(merged.kind) > rankOf(survivor.kind)) {
    throw new Invalid({
      into: `This case is a ${KIND_LABELS[merged.kind].toLowerCase()} and ${survivor.reference} a ${KIND_LABELS[survivor.kind].toLowerCase()}. Merge that one into this one, so that no rule is lost.`,
    });
  }
}

type Way = { from: string; to: string };

async function moveOver(
  tx: Tx,
  { from, to }: Way,
): Promise<Pick<Snapshot, "issues" | "requests" | "followUps" | "promises" | "letters">> {
  const issues = await tx.issue.findMany({
    where: { caseId: from, voidedAt: null },
    select: { id: true, position: true },
    orderBy: { position: "asc" },
    take: MOST_ISSUES,
  });
  const last = await tx.issue.aggregate({ where: { caseId: to }, _max: { position: true } });
  const after = last._max.position ?? 0;
  if (after + issues.length > MOST_ISSUES) {
    throw new Invalid({ into: `Together they have more than ${MOST_ISSUES} issues. Link the two instead.` });
  }
  for (const [index, { id }] of issues.entries()) {
    await tx.issue.update({ where: { id }, data: { caseId: to, position: after + index + 1 } });
  }
  const open = { caseId: from, state: "open" } as const;
  const requests = await tx.request.findMany({ where: open, select: { id: true }, orderBy: { id: "asc" }, take: 500 });
  await tx.request.updateMany({ where: open, data: { caseId: to } });
  const { followUps, promises } = await moveFollowUps(tx, { from, to });
  const letters = await moveLetters(tx, { from, to });
  return { issues, requests: requests.map(({ id }) => id), followUps, promises, letters };
}

async function moveBack(tx: Tx, { snapshot, from, to }: Way & { snapshot: Snapshot }): Promise<void> {
  for (const { id, position } of snapshot.issues) {
    await tx.issue.updateMany({ where: { id, caseId: from }, data: { caseId: to, position } });
  }
  await tx.request.updateMany({ where: { id: { in: snapshot.requests }, caseId: from }, data: { caseId: to } });
  const back = (ids: string[]) => ({
    where: { id: { in: ids }, caseId: from, state: "open" as const },
    data: { caseId: to },
  });
  await tx.followUp.updateMany(back(snapshot.followUps));
  await tx.patientPromise.updateMany(back(snapshot.promises));
  // What went out in the meantime is the survivor's.
  await tx.letter.updateMany({
    where: { id: { in: snapshot.letters }, caseId: from, state: { in: UNSENT } },
    data: { caseId: to },
  });
}

// What is open, so that it is kept from where the work goes on.
async function moveFollowUps(tx: Tx, { from, to }: Way): Promise<Pick<Snapshot, "followUps" | "promises">> {
  const open = { caseId: from, state: "open" } as const;
  const ids = { select: { id: true }, orderBy: { id: "asc" }, take: 500 } as const;
  const followUps = await tx.followUp.findMany({ where: open, ...ids });
  const promises = await tx.patientPromise.findMany({ where: open, ...ids });
  await tx.followUp.updateMany({ where: open, data: { caseId: to } });
  await tx.patientPromise.updateMany({ where: open, data: { caseId: to } });
  return { followUps: followUps.map(({ id }) => id), promises: promises.map(({ id }) => id) };
}

// Those that have not gone out are finished where the issues are answered; whoever approved one looks again, since the case says something else.
async function moveLetters(tx: Tx, { from, to }: Way): Promise<string[]> {
  const unsent = { caseId: from, state: { in: UNSENT } };
  const letters = await tx.letter.findMany({ where: unsent, select: { id: true }, orderBy: { id: "asc" }, take: 500 });
  const ids = letters.map(({ id }) => id);
  await tx.letter.updateMany({ where: { id: { in: ids } }, data: { caseId: to } });
  return ids;
}
