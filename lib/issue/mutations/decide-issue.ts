import "server-only";
import { FINDING_LABELS } from "@/lib/case/labels";
import { lookAgain } from "@/lib/case/mutations/move-case";
import { canWorkCase } from "@/lib/case/policy";
import type { Finding } from "@/lib/case/schema";
import { casesVisibleTo, lockCase } from "@/lib/case/scope";
import { needsFindings } from "@/lib/case/workflow";
import { clearDraft } from "@/lib/draft/mutations";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Prisma, Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { compareChanges } from "@/lib/shared/changes";
import type { Difference } from "@/lib/shared/result";
import { DECISION_LABELS, HARM_LABELS } from "../labels";
import type { DecideIssueInput, Harm } from "../schema";

const FIELDS = ["finding", "answer", "whatChanged", "foundHarm"] as const;

/** Decides one issue: its finding, the answer they are given, what changed because of it, and the harm that was found. */
export async function decideIssue(ctx: UserCtx, input: DecideIssueInput): Promise<{ reference: string }> {
  return withTransaction(ctx, async (tx) => {
    const row = await findIssueForChange(tx, ctx, input.issueId);
    if (input.finding !== null && !needsFindings(row.case.kind)) {
      throw new Conflict("The kind of this case has changed meanwhile; it is only answered now. Reload the page.");
    }
    if (input.finding !== null && input.answer === null && row.answer === null) {
      throw new Invalid({ answer: "A finding needs its answer: what are they told?" });
    }
    const { wanted, contested } = compareChanges(FIELDS, { row, base: input.base, input });
    if (contested.length > 0) {
      throw contest(
        contested.map((field) => ({
          field,
          label: DECISION_LABELS[field],
          theirs: inWords(field, row[field]),
          yours: inWords(field, input[field]),
          theirValue: String(row[field] ?? ""),
        })),
      );
    }
    await clearDraft(tx, { personId: ctx.viewer.personId, kind: "decision", subject: input.issueId }, input);
    if (wanted.length === 0) return { reference: row.case.reference };
    const decision = Object.fromEntries(wanted.map((field) => [field, input[field]]));
    if (wanted.includes("finding") || wanted.includes("answer")) await lookAgain(tx, ctx, row.caseId);
    await writeDecision(tx, ctx, { caseId: row.caseId, siteId: row.siteId, issue: row, decision });
    return { reference: row.case.reference };
  });
}

type Decision = Partial<Record<(typeof FIELDS)[number], string | number | null>>;
type Deciding = {
  caseId: string;
  siteId: string;
  issue: { id: string; position: number } & Decision;
  decision: Decision;
};

/** Writes a decision and its event, inside the transaction of whoever checked that it may be made. */
export async function writeDecision(
  tx: Tx,
  ctx: UserCtx,
  { caseId, siteId, issue, decision }: Deciding,
): Promise<void> {
  const changes = FIELDS.filter((field) => field in decision && decision[field] !== issue[field]).map((field) => ({
    field,
    before: inWords(field, issue[field] ?? null),
    after: inWords(field, decision[field] ?? null),
  }));
  const written = await tx.issue.update({
    where: { id: issue.id },
    data: { ...(decision as Prisma.IssueUncheckedUpdateInput), decidedById: ctx.viewer.personId, decidedAt: ctx.now },
    select: { finding: true },
  });
  const finding = written.finding && FINDING_LABELS[written.finding].toLowerCase();
  await recordEvent(tx, ctx, {
    subject: { noun: "case", id: caseId },
    siteId,
    event: { type: "issue.decided", data: { issueId: issue.id, position: issue.position, finding, changes } },
  });
}

function inWords(field: (typeof FIELDS)[number], value: string | number | null): string {
  if (value === null) return "none";
  if (field === "finding") return FINDING_LABELS[value as Finding];
  if (field === "foundHarm") return HARM_LABELS[value as Harm];
  return String(value);
}

/** An issue of a case that the viewer works on, with its case locked until the transaction ends. */
export async function findIssueForChange(tx: Tx, ctx: UserCtx, issueId: string) {
  const found = await tx.issue.findUnique({ where: { id: issueId }, select: { caseId: true } });
  if (found) await lockCase(tx, found.caseId);
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
      case: { select: { reference: true, siteId: true, state: true, ownerId: true, kind: true } },
    },
  });
  if (!row) throw new NotFound("This issue");
  if (!canWorkCase(ctx.viewer, { ...row.case, escalation: null })) {
    throw new Forbidden(
      row.case.state === "closed" ? "This case is closed. Reopen it to change its issues." : undefined,
    );
  }
  if (row.caseId !== found?.caseId) {
    throw new Conflict(`This issue went over to ${row.case.reference} a moment ago. Go on there.`);
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
