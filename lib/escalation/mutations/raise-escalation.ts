import "server-only";
import { getCalendar } from "@/lib/calendar/queries";
import { canEscalateCase } from "@/lib/case/policy";
import { casesVisibleTo, lockCase } from "@/lib/case/scope";
import { clearDraft } from "@/lib/draft/mutations";
import { recordEvent } from "@/lib/events/record";
import { notify } from "@/lib/notification/mutations/notify";
import { type Ctx, isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/shared/ids";
import { surroundingsOf } from "../queries/around";
import { matrixOf, quietHoursOf } from "../queries/matrix";
import { answerByOf, checkAfterTelling } from "../rules/deadline";
import type { Deadline, TargetRole } from "../rules/matrix";
import { tellingTime } from "../rules/quiet";
import { type Picked, pickNamed, recipientsOf } from "../rules/target";
import type { RaiseEscalationInput } from "../schema";

const WAITING = "This case is escalated already and waits for its answer.";

/**
 * Escalates a case, with a reason, to one supervisor or manager of its site or to any of them. Of somebody who is away it goes to whoever
 * acts for them.
 */
export async function raiseEscalation(
  ctx: UserCtx,
  { caseId, reason, toPersonId, level = 1, ...seen }: RaiseEscalationInput,
): Promise<{ reference: string; route: string | null }> {
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
          site: { select: { timeZone: true } },
          state: true,
          ownerId: true,
          facts: { select: { allegesAbuse: true, allegesNeglect: true, allegesHarm: true } },
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
      const to = await whomTo(tx, ctx, row.siteId, toPersonId);
      const { matrix, version } = await matrixOf(tx, row.siteId);
      await writeEscalation(tx, ctx, {
        ...{ caseId, siteId: row.siteId, zone: row.site.timeZone, level, reason, raisedById: ctx.viewer.personId },
        to,
        ...{ ruleId: null, matrixVersion: version, occasion: null, previousId: null, deadline: matrix.byHand },
        isUrgent: Object.values(row.facts ?? {}).includes("yes"),
        runId: ctx.runId ?? null,
      });
      await clearDraft(tx, { personId: ctx.viewer.personId, kind: "escalation", subject: caseId }, seen);
      return { reference: row.reference, route: to.route };
    });
  } catch (error) {
    if (isDuplicate(error, "Escalation_one_open")) throw new Conflict(WAITING);
    throw error;
  }
}

type Addressee = Raised["to"];

async function whomTo(tx: Tx, ctx: UserCtx, siteId: string, toPersonId: string | null): Promise<Addressee> {
  const anybody = { toPersonId: null, toRole: null, route: null, toName: null };
  if (toPersonId === null) return anybody;
  const named = pickNamed(toPersonId, ctx.viewer.personId, await surroundingsOf(tx, siteId, ctx.now));
  if ("problem" in named) throw new Invalid({ toPersonId: named.problem });
  return { ...anybody, toPersonId: named.to.id, toName: named.to.name, route: named.route };
}

/** What an escalation is, before it is known when its people are told and by when they answer. */
export type Raised = {
  caseId: string;
  siteId: string;
  zone: string;
  level: number;
  reason: string;
  raisedById: string | null;
  to: Pick<Picked, "toPersonId" | "toRole"> & { route: string | null; toName: string | null };
  ruleId: string | null;
  matrixVersion: number;
  occasion: string | null;
  isUrgent: boolean;
  /** The change of many cases that raised it. */
  runId: string | null;
  previousId: string | null;
  deadline: Deadline;
};

/**
 * Writes an escalation of a case that the caller has locked and found without an open one, and tells its people: at once, or when the
 * quiet hours of the site end. From then on the time to answer counts.
 */
export async function writeEscalation(tx: Tx, ctx: Ctx, raised: Raised): Promise<string> {
  const { to, deadline, zone, ...row } = raised;
  const { caseId, siteId, level, isUrgent, ruleId, runId } = row;
  const id = newId();
  const tellAt = isUrgent ? ctx.now : tellingTime(ctx.now, await quietHoursOf(tx, siteId), zone);
  const isToldNow = tellAt <= ctx.now;
  const answerBy = answerByOf(deadline, tellAt, await getCalendar(tx, siteId));
  await tx.escalation.create({
    data: {
      ...{ ...row, id, raisedAt: ctx.now, answerBy },
      ...{ toPersonId: to.toPersonId, toRole: to.toRole, route: to.route },
      toldAt: isToldNow ? ctx.now : null,
      nextCheckAt: isToldNow ? checkAfterTelling(deadline, answerBy) : tellAt,
    },
  });
  await tx.case.update({ where: { id: caseId }, data: { escalatedAt: ctx.now, updatedAt: ctx.now } });
  await recordEvent(tx, ctx, {
    subject: { noun: "case", id: caseId },
    siteId,
    event: { type: "escalation.raised", data: { escalationId: id, toName: to.toName, toRole: to.toRole, level } },
  });
  if (isToldNow) await tellOf(tx, ctx, { id, caseId, siteId, reminders: 0, isUrgent, ruleId, runId, ...to });
  return id;
}

/** Where an escalation goes by a row of the matrix, with the name of the one person it goes to. */
export async function chooseTarget(tx: Tx, ctx: Ctx, siteId: string, pick: (around: Around) => Picked) {
  const around = await surroundingsOf(tx, siteId, ctx.now);
  const picked = pick(around);
  return { ...picked, toName: around.people.find(({ id }) => id === picked.toPersonId)?.name ?? null };
}

type Around = Awaited<ReturnType<typeof surroundingsOf>>;

export type Standing = {
  id: string;
  caseId: string;
  siteId: string;
  reminders: number;
  toPersonId: string | null;
  toRole: TargetRole | null;
  isUrgent: boolean;
  ruleId: string | null;
  runId: string | null;
};

/** Tells those an escalation is with, as they stand now, and where somebody is in danger at least one manager. */
export async function tellOf(tx: Tx, ctx: Ctx, standing: Standing): Promise<void> {
  const { id, caseId, siteId, reminders, isUrgent, ruleId, runId } = standing;
  const to = recipientsOf(standing, await surroundingsOf(tx, siteId, ctx.now));
  const dedupeKey = reminders === 0 ? `escalated:${id}` : `escalated:${id}:${reminders}`;
  const ofRun = { ...ctx, runId: runId ?? undefined };
  const round = `${ruleId ?? "by hand"}:${reminders}`;
  await notify(tx, ofRun, { type: "escalated", siteId, caseId, to, dedupeKey, isUrgent, round });
}
