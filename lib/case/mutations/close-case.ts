import "server-only";
import { can } from "@/lib/access/policy";
import { recomputeClocks } from "@/lib/clock/mutations/recompute";
import { dropDraftsOfClosed } from "@/lib/draft/mutations";
import { escalateByMatrix } from "@/lib/escalation/mutations/by-matrix";
import { recordEvent } from "@/lib/events/record";
import { settleAtClosing } from "@/lib/follow-up/mutations/settle-at-closing";
import { writeDecision } from "@/lib/issue/mutations/decide-issue";
import { notify } from "@/lib/notification/mutations/notify";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid } from "@/lib/platform/errors";
import { withdrawOpenRequests } from "@/lib/request/mutations/settle-request";
import { newId } from "@/lib/shared/ids";
import { CHANNEL_PHRASES, KIND_LABELS, OUTCOME_LABELS, OUTCOMES_OF } from "../labels";
import { describeMissing, toldAt } from "../rules";
import type { CloseCaseInput, ReopenCaseInput } from "../schema";
import { type Missing, needsFindings, nextState, whatIsMissing } from "../workflow";
import { findOwner } from "./assign-case";
import { dropProposal } from "./classify-case";
import {
  allow,
  endWait,
  enter,
  findForMove,
  type MovingCase,
  refuseBeforeLetter,
  toldOn,
  workflowFacts,
} from "./move-case";

/**
 * The one way to closed. What the case still lacks comes with the closing: findings and answers, how they were told, the outcome and
 * what was learned; whoever closes a case that nobody has becomes its owner. All of it is kept, or nothing.
 */
export async function closeCase(ctx: UserCtx, input: CloseCaseInput): Promise<{ reference: string }> {
  return withTransaction(ctx, async (tx) => {
    const found = await findForMove(tx, ctx, input.caseId);
    allow(ctx, found, "close", input.expectedState);
    if (found.kind !== input.expectedKind) {
      throw new Conflict(
        `The kind of this case has changed meanwhile: it is ${KIND_LABELS[found.kind].toLowerCase()} now, and closes on other terms. Reload the page; what you typed is kept.`,
      );
    }
    if (!OUTCOMES_OF[found.kind].includes(input.outcome)) {
      throw new Invalid({ outcome: "This outcome does not fit the kind of case. Choose another." });
    }
    // Somebody who withdrew is told nothing, and nothing is found.
    const isWithdrawn = input.outcome === "withdrawn";
    if (!isWithdrawn) await settleIssues(tx, ctx, found, input);
    await own(tx, ctx, found);
    if (!isWithdrawn) await tell(tx, ctx, await findForMove(tx, ctx, input.caseId), input);
    await settleAtClosing(tx, ctx, input);
    const row = await findForMove(tx, ctx, input.caseId);
    refuseUnlessComplete(row, input);
    if (input.openRequestsReason !== null) {
      await withdrawOpenRequests(tx, ctx, { caseId: row.id, reason: input.openRequestsReason });
    }
    await endWait(tx, ctx, row);
    const closingId = newId();
    await tx.closing.create({
      data: {
        id: closingId,
        caseId: row.id,
        siteId: row.siteId,
        outcome: input.outcome,
        summary: input.summary,
        hasChanged: input.hasChanged === "yes",
        lesson: input.lesson,
        openRequestsReason: input.openRequestsReason,
        closedById: ctx.viewer.personId,
        closedAt: ctx.now,
        answeredAt: row.answeredAt,
      },
    });
    await tx.case.update({
      where: { id: row.id },
      data: { state: "closed", closedAt: ctx.now, updatedAt: ctx.now, version: { increment: 1 } },
    });
    await dropDraftsOfClosed(tx, row.id);
    await dropProposal(tx, ctx, row.id);
    await recordEvent(tx, ctx, {
      subject: { noun: "case", id: row.id },
      siteId: row.siteId,
      event: { type: "case.closed", data: { outcome: OUTCOME_LABELS[input.outcome], closingId } },
    });
    await recomputeClocks(tx, ctx, { caseId: row.id, because: "closed" });
    return { reference: row.reference };
  });
}

/** Opens a closed case again, with the reason. How it was closed stays readable, and so does who had it. */
export async function reopenCase(ctx: UserCtx, { caseId, reason }: ReopenCaseInput): Promise<{ reference: string }> {
  return withTransaction(ctx, async (tx) => {
    const row = await findForMove(tx, ctx, caseId);
    if (!can(ctx.viewer, "case.work", row.siteId)) throw new Forbidden();
    const to = nextState(row.state, "reopen");
    if (to === null) throw new Conflict("This case is open already.");
    const standing = await tx.closing.findFirstOrThrow({
      where: { caseId, reopenedAt: null },
      select: { id: true },
      orderBy: { closedAt: "desc" },
    });
    await tx.closing.update({
      where: { id: standing.id },
      data: { reopenReason: reason, reopenedAt: ctx.now, reopenedById: ctx.viewer.personId },
    });
    const owner = await findOwner(tx, row);
    await tx.case.update({
      where: { id: caseId },
      data: {
        ownerId: owner?.isHere ? row.ownerId : null,
        ...{ state: to, closedAt: null, answeredAt: null, answeredVia: null },
        ...{ updatedAt: ctx.now, version: { increment: 1 } },
      },
    });
    await recordEvent(tx, ctx, {
      subject: { noun: "case", id: caseId },
      siteId: row.siteId,
      event: { type: "case.reopened", data: { closingId: standing.id } },
    });
    await recomputeClocks(tx, ctx, { caseId, because: "reopened" });
    await escalateByMatrix(tx, ctx, caseId);
    await notify(tx, ctx, {
      ...{ type: "reopened", siteId: row.siteId, caseId, to: [owner?.isHere ? row.ownerId : null] },
      dedupeKey: `reopened:${standing.id}`,
    });
    if (owner && !owner.isHere) {
      await recordEvent(tx, ctx, {
        subject: { noun: "case", id: caseId },
        siteId: row.siteId,
        event: {
          type: "case.assigned",
          data: { fromId: row.ownerId, fromName: owner.name, toId: null, toName: null },
        },
      });
    }
    return { reference: row.reference };
  });
}

// Only what the case still lacked: a finding that somebody gave meanwhile stands, and this closing is told of it.
async function settleIssues(tx: Tx, ctx: UserCtx, row: MovingCase, { issues }: CloseCaseInput): Promise<void> {
  for (const [index, given] of issues.entries()) {
    const issue = row.issues.find(({ id }) => id === given.issueId);
    if (!issue)
      throw new Invalid({ [`issues[${index}].answer`]: "This issue is no longer on the list. Reload the page." });
    const isOther =
      (given.finding !== null && issue.finding !== null && given.finding !== issue.finding) ||
      (given.answer !== null && issue.answer !== null && given.answer !== issue.answer);
    if (isOther) {
      throw new Conflict(
        `Somebody else decided issue ${issue.position} while you were closing the case. Copy your words, reload the page and compare.`,
      );
    }
    const finding = needsFindings(row.kind) ? (given.finding ?? issue.finding) : issue.finding;
    const answer = given.answer ?? issue.answer;
    if (finding === issue.finding && answer === issue.answer) continue;
    await writeDecision(tx, ctx, { caseId: row.id, siteId: row.siteId, issue, decision: { finding, answer } });
  }
}

async function tell(tx: Tx, ctx: UserCtx, row: MovingCase, input: CloseCaseInput): Promise<void> {
  const { answeredVia, answeredOn } = input;
  // Without a way the day says nothing yet; what is missing is told with the rest.
  if (row.answeredAt !== null || answeredVia === null) return;
  if (answeredOn === null) throw new Invalid({ answeredOn: "Say on which day they were told." });
  const at = toldAt({ answeredOn, receivedAt: row.receivedAt, zone: row.site.timeZone, now: ctx.now });
  if (typeof at === "string") throw new Invalid({ answeredOn: at });
  refuseBeforeLetter(row, answeredOn);
  await enter(tx, ctx, row, {
    event: "answer",
    to: "answered",
    data: { answeredVia, ...toldOn(row, at) },
    about: { answeredVia: CHANNEL_PHRASES[answeredVia].toLowerCase(), answeredOn },
  });
}

function refuseUnlessComplete(row: MovingCase, input: CloseCaseInput): void {
  const missing = whatIsMissing("close", workflowFacts(row), input.outcome).filter(
    ({ need }) => need !== "requests_settled" || input.openRequestsReason === null,
  );
  if (missing.length === 0) return;
  throw new Invalid(Object.fromEntries(missing.map((one) => [fieldOf(one, input), describeMissing(one, row.issues)])));
}

// The field of the closing dialog that would give what is missing; empty for what is given elsewhere.
function fieldOf(missing: Missing, { issues }: CloseCaseInput): string {
  if (missing.need === "told") return "answeredVia";
  if (missing.need === "requests_settled") return "openRequestsReason";
  if (missing.need !== "findings" && missing.need !== "answers") return "";
  const index = issues.findIndex(({ issueId }) => issueId === missing.issueId);
  return index < 0 ? "" : `issues[${index}].${missing.need === "findings" ? "finding" : "answer"}`;
}

// Whoever closes what nobody has answers for it.
async function own(tx: Tx, ctx: UserCtx, row: MovingCase): Promise<void> {
  const state = nextState(row.state, "assign");
  if (row.ownerId !== null || state === null) return;
  const { personId, name } = ctx.viewer;
  await tx.case.update({ where: { id: row.id }, data: { ownerId: personId, state } });
  const subject = { noun: "case" as const, id: row.id };
  await recordEvent(tx, ctx, {
    subject,
    siteId: row.siteId,
    event: { type: "case.assigned", data: { fromId: null, fromName: null, toId: personId, toName: name } },
  });
  if (state !== row.state) {
    await recordEvent(tx, ctx, { subject, siteId: row.siteId, event: { type: "case.triaged", data: {} } });
  }
}
