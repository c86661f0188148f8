import "server-only";
import { ESCALATION_ROLES } from "@/lib/access/policy";
import { canAnswerEscalation, canEscalateCase } from "@/lib/case/policy";
import { casesVisibleTo, lockCase } from "@/lib/case/scope";
import { clearDraft } from "@/lib/draft/mutations";
import { recordEvent } from "@/lib/events/record";
import { idsOfRoles, notify } from "@/lib/notification/mutations/notify";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/shared/ids";
import type { AnswerEscalationInput, RaiseEscalationInput } from "./schema";

const WAITING = "This case is escalated already and waits for its answer.";

/** Escalates a case, with a reason, to one supervisor or manager of its site or to any of them. */
export async function raiseEscalation(
  ctx: UserCtx,
  { caseId, reason, toPersonId, ...seen }: RaiseEscalationInput,
): Promise<{ reference: string }> {
  try {
    return await withTransaction(ctx, async (tx) => {
      // Whoever closes the case at the same moment waits, or is seen to have closed it.
      await lockCase(tx, caseId);
      const row = await tx.case.findFirst({
        where: { AND: [{ id: caseId }, casesVisibleTo(ctx.viewer)] },
        select: {
          id: true,
          reference: true,
          siteId: true,
          state: true,
          ownerId: true,
          escalations: { where: { answeredAt: null }, select: { toPersonId: true }, take: 1 },
        },
      });
      if (!row) throw new NotFound("This case");
      const escalation = row.escalations[0] ?? null;
      if (escalation) throw new Conflict(WAITING);
      if (!canEscalateCase(ctx.viewer, { ...row, escalation })) {
        throw new Forbidden(
          row.state === "closed" ? "This case is closed, so there is nothing to escalate." : undefined,
        );
      }
      const to = toPersonId
        ? await tx.person.findFirst({
            where: {
              id: toPersonId,
              deactivatedAt: null,
              roles: { some: { siteId: row.siteId, role: { in: [...ESCALATION_ROLES] } } },
            },
            select: { id: true, name: true },
          })
        : null;
      if (toPersonId && !to) throw new Invalid({ toPersonId: "Choose a supervisor or manager of this site." });
      const escalationId = newId();
      await tx.escalation.create({
        data: {
          id: escalationId,
          caseId,
          siteId: row.siteId,
          reason,
          raisedById: ctx.viewer.personId,
          raisedAt: ctx.now,
          toPersonId: to?.id ?? null,
        },
      });
      await tx.case.update({ where: { id: caseId }, data: { escalatedAt: ctx.now, updatedAt: ctx.now } });
      await clearDraft(tx, { personId: ctx.viewer.personId, kind: "escalation", subject: caseId }, seen);
      await recordEvent(tx, ctx, {
        subject: { noun: "case", id: caseId },
        siteId: row.siteId,
        event: { type: "escalation.raised", data: { escalationId, toName: to?.name ?? null } },
      });
      await notify(tx, ctx, {
        ...{ type: "escalated", siteId: row.siteId, caseId, dedupeKey: `escalated:${escalationId}` },
        to: to ? [to.id] : await idsOfRoles(tx, row.siteId, ESCALATION_ROLES),
      });
      return { reference: row.reference };
    });
  } catch (error) {
    if (isDuplicate(error, "Escalation_one_open")) throw new Conflict(WAITING);
    throw error;
  }
}

/** Sends an escalation back with an answer; the case leaves the board. */
export async function answerEscalation(
  ctx: UserCtx,
  { escalationId, answer }: AnswerEscalationInput,
): Promise<{ reference: string }> {
  return withTransaction(ctx, async (tx) => {
    const row = await tx.escalation.findFirst({
      where: { id: escalationId, case: casesVisibleTo(ctx.viewer) },
      select: {
        id: true,
        answer: true,
        toPersonId: true,
        raisedById: true,
        answeredBy: { select: { name: true } },
        case: { select: { id: true, reference: true, siteId: true, state: true, ownerId: true } },
      },
    });
    if (!row) throw new NotFound("This escalation");
    if (!canAnswerEscalation(ctx.viewer, { ...row.case, escalation: row })) {
      throw new Forbidden("Only a supervisor or manager of the site answers escalations.");
    }
    await lockCase(tx, row.case.id);
    const written = await tx.escalation.updateMany({
      where: { id: escalationId, answeredAt: null },
      data: { answer, answeredAt: ctx.now, answeredById: ctx.viewer.personId },
    });
    if (written.count === 0) {
      const theirs = await tx.escalation.findUnique({
        where: { id: escalationId },
        select: { answer: true, answeredBy: { select: { name: true } } },
      });
      throw new Conflict(`${theirs?.answeredBy?.name ?? "Somebody else"} has answered this already.`, [
        {
          field: "answer",
          label: "Answer",
          theirs: theirs?.answer ?? "",
          yours: answer,
          theirValue: theirs?.answer ?? "",
        },
      ]);
    }
    await tx.case.update({ where: { id: row.case.id }, data: { escalatedAt: null, updatedAt: ctx.now } });
    await recordEvent(tx, ctx, {
      subject: { noun: "case", id: row.case.id },
      siteId: row.case.siteId,
      event: { type: "escalation.answered", data: { escalationId } },
    });
    await notify(tx, ctx, {
      ...{ type: "escalation_answered", siteId: row.case.siteId, caseId: row.case.id },
      ...{ to: [row.raisedById, row.case.ownerId], dedupeKey: `escalation_answered:${escalationId}` },
    });
    return { reference: row.case.reference };
  });
}
