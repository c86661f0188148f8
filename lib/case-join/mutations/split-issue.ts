import "server-only";
import { TZDate } from "@date-fns/tz";
import { nextNumber } from "@/lib/case/mutations/log-case";
import { formatReference } from "@/lib/case/rules";
import { casesVisibleTo } from "@/lib/case/scope";
import { recomputeClocks } from "@/lib/clock/mutations/recompute";
import { escalateJoined } from "@/lib/escalation/mutations/by-matrix";
import { recordEvent } from "@/lib/events/record";
import { findIssueForChange } from "@/lib/issue/mutations/decide-issue";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/shared/ids";
import type { SplitIssueInput } from "../schema";
import type { JoinedReferences } from "./merge-cases";

/**
 * Makes an issue a case of its own, with the same patient, reporter, words and owner, and linked with the case it came from. It was
 * received when that one was, so that no time limit begins anew. The last issue stays.
 */
export async function splitIssue(ctx: UserCtx, input: SplitIssueInput): Promise<JoinedReferences> {
  const { newCaseId, issueId } = input;
  try {
    return await withTransaction(ctx, async (tx) => {
      const done = await findSplit(tx, ctx, input);
      if (done) return done;
      const issue = await findIssueForChange(tx, ctx, issueId);
      const { caseId, position, siteId } = issue;
      const others = await tx.issue.count({ where: { caseId, voidedAt: null, id: { not: issueId } } });
      if (others === 0) throw new Conflict("This is the only issue of the case, so there is nothing to split it from.");
      const original = await tx.case.findUniqueOrThrow({
        where: { id: caseId },
        include: { facts: true, site: { select: { timeZone: true } } },
      });
      const year = new TZDate(ctx.now, original.site.timeZone).getFullYear();
      const reference = formatReference(year, await nextNumber(tx, year));
      const { channel, kind, ownerId, patientId } = original;
      await tx.case.create({
        data: {
          ...{ id: newCaseId, idempotencyKey: newCaseId, reference, siteId, kind, channel, patientId, ownerId },
          ...{ about: issue.summary, severity: issue.severity, unitId: issue.unitId ?? original.unitId },
          state: ownerId ? "triaged" : "new",
          reporterKind: original.reporterKind,
          reporterName: original.reporterName,
          reporterContact: original.reporterContact,
          words: original.words,
          wanted: original.wanted,
          receivedAt: original.receivedAt,
          // They have heard all the same.
          ...{ toldAt: original.toldAt, lastHeardAt: original.lastHeardAt },
          ...{ loggedAt: ctx.now, updatedAt: ctx.now, loggedById: ctx.viewer.personId },
          packId: original.packId,
          packVersion: original.packVersion,
          kindRuleId: original.kindRuleId,
          kindSince: original.kindSince,
          setAsideRuleIds: original.setAsideRuleIds,
        },
      });
      if (original.facts) await tx.caseFacts.create({ data: { ...original.facts, caseId: newCaseId } });
      await tx.issue.update({ where: { id: issueId }, data: { caseId: newCaseId, position: 1 } });
      await tx.case.update({ where: { id: caseId }, data: { updatedAt: ctx.now, version: { increment: 1 } } });
      const linkId = newId();
      await tx.caseLink.create({
        data: {
          ...{ id: linkId, siteId, fromId: newCaseId, toId: caseId, type: "split", note: issue.summary },
          ...{ createdById: ctx.viewer.personId, createdAt: ctx.now },
        },
      });
      const subject = { noun: "case", id: newCaseId } as const;
      await recordEvent(tx, ctx, {
        subject,
        siteId,
        event: {
          type: "case.logged",
          data: { reference, kind, channel, severity: issue.severity, unit: issue.unit?.name ?? null },
        },
      });
      await recordEvent(tx, ctx, {
        subject,
        siteId,
        event: {
          type: "case.split",
          data: { linkId, otherId: caseId, otherReference: original.reference, as: "new", position },
        },
      });
      await recordEvent(tx, ctx, {
        subject: { noun: "case", id: caseId },
        siteId,
        event: {
          type: "case.split",
          data: { linkId, otherId: newCaseId, otherReference: reference, as: "original", position },
        },
      });
      await recomputeClocks(tx, ctx, { caseId: newCaseId, because: "joined" });
      await escalateJoined(tx, ctx, [caseId, newCaseId]);
      return { reference: original.reference, otherReference: reference };
    });
  } catch (error) {
    if (isDuplicate(error, "Case_pkey")) throw new NotFound("This issue");
    throw error;
  }
}

/** What the same form made already. */
async function findSplit(tx: Tx, ctx: UserCtx, { newCaseId, issueId }: SplitIssueInput) {
  const link = await tx.caseLink.findFirst({
    where: {
      type: "split",
      createdById: ctx.viewer.personId,
      from: { AND: [{ id: newCaseId, issues: { some: { id: issueId } } }, casesVisibleTo(ctx.viewer)] },
    },
    select: { from: { select: { reference: true } }, to: { select: { reference: true } } },
  });
  return link && { reference: link.to.reference, otherReference: link.from.reference };
}
