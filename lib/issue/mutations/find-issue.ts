import "server-only";
import { canWorkCase } from "@/lib/case/policy";
import { casesVisibleTo } from "@/lib/case/scope";
import type { UserCtx } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, NotFound } from "@/lib/platform/errors";
import type { Difference } from "@/lib/shared/result";

/** An issue of a case that the viewer works on, with its case locked until the transaction ends. */
export async function findIssueForChange(tx: Tx, ctx: UserCtx, issueId: string) {
  await tx.$executeRaw`SELECT c."id" FROM "Case" c JOIN "Issue" i ON i."caseId" = c."id" WHERE i."id" = ${issueId}::uuid FOR UPDATE OF c`;
  const row = await tx.issue.findFirst({
    where: { id: issueId, case: casesVisibleTo(ctx.viewer) },
    select: {
      id: true,
      caseId: true,
      siteId: true,
      position: true,
      summary: true,
      category: true,
      severity: true,
      stage: true,
      staffGroup: true,
      unitId: true,
      unit: { select: { name: true } },
      allegedHarm: true,
      foundHarm: true,
      finding: true,
      answer: true,
      whatChanged: true,
      voidedAt: true,
      case: { select: { reference: true, siteId: true, state: true, ownerId: true } },
    },
  });
  if (!row) throw new NotFound("This issue");
  if (!canWorkCase(ctx.viewer, { ...row.case, escalation: null })) {
    throw new Forbidden(
      row.case.state === "closed" ? "This case is closed. Reopen it to change its issues." : undefined,
    );
  }
  if (row.voidedAt) throw new Conflict("Somebody took this issue off the list a moment ago. Reload the page.");
  return row;
}

export function contest(differences: Difference[]): Conflict {
  return new Conflict(
    "Somebody else changed this issue too while you were at it. Nothing is lost: compare both.",
    differences,
  );
}
