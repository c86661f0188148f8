import "server-only";
import { escalateByMatrix } from "@/lib/escalation/mutations/by-matrix";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import { Conflict } from "@/lib/platform/errors";
import type { VoidIssueInput } from "../schema";
import { findIssueForChange } from "./decide-issue";

/** Takes an issue that was listed by mistake off the list, with the reason. It stays readable; the last one stays. */
export async function voidIssue(ctx: UserCtx, { issueId, reason }: VoidIssueInput): Promise<{ reference: string }> {
  return withTransaction(ctx, async (tx) => {
    const row = await findIssueForChange(tx, ctx, issueId);
    const others = await tx.issue.count({ where: { caseId: row.caseId, voidedAt: null, id: { not: issueId } } });
    if (others === 0)
      throw new Conflict("A case has at least one issue. Add the right one first, then take this one off.");
    await tx.issue.update({ where: { id: issueId }, data: { voidedAt: ctx.now, voidReason: reason } });
    await recordEvent(tx, ctx, {
      subject: { noun: "case", id: row.caseId },
      siteId: row.siteId,
      event: { type: "issue.voided", data: { issueId, position: row.position } },
    });
    await escalateByMatrix(tx, ctx, row.caseId);
    return { reference: row.case.reference };
  });
}
