import "server-only";
import { lookAgain } from "@/lib/case/mutations/move-case";
import { canWorkCase } from "@/lib/case/policy";
import { casesVisibleTo, lockCase } from "@/lib/case/scope";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import { Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import type { AddIssueInput } from "../schema";

/** Adds one more thing that was raised. The id comes with the form, so that sending it twice adds it once. */
export async function addIssue(ctx: UserCtx, input: AddIssueInput): Promise<{ reference: string }> {
  const { issueId, caseId, summary, severity, category, unitId } = input;
  return withTransaction(ctx, async (tx) => {
    // Whoever closes the case at the same moment waits, or is seen to have closed it.
    await lockCase(tx, caseId);
    const row = await tx.case.findFirst({
      where: { AND: [{ id: caseId }, casesVisibleTo(ctx.viewer)] },
      select: { id: true, reference: true, siteId: true, state: true, ownerId: true },
    });
    if (!row) throw new NotFound("This case");
    if (!canWorkCase(ctx.viewer, { ...row, escalation: null })) {
      throw new Forbidden(row.state === "closed" ? "This case is closed, so nothing is added to it." : undefined);
    }
    if (unitId && !(await tx.unit.findFirst({ where: { id: unitId, siteId: row.siteId }, select: { id: true } }))) {
      throw new Invalid({ unitId: "Choose a unit of this site." });
    }
    const twin = await tx.issue.findFirst({ where: { id: issueId, caseId }, select: { id: true } });
    if (twin) return { reference: row.reference };
    const last = await tx.issue.aggregate({ where: { caseId }, _max: { position: true } });
    const position = (last._max.position ?? 0) + 1;
    if (position > 100)
      throw new Invalid({ summary: "A case holds at most 100 issues. Log the rest as another case." });
    await lookAgain(tx, ctx, caseId);
    await tx.issue.create({
      data: { id: issueId, caseId, siteId: row.siteId, unitId, position, summary, severity, category },
    });
    await recordEvent(tx, ctx, {
      subject: { noun: "case", id: caseId },
      siteId: row.siteId,
      event: { type: "issue.added", data: { issueId, summary, severity } },
    });
    return { reference: row.reference };
  });
}
