import "server-only";
import { getCalendar } from "@/lib/calendar/queries";
import { recordEvent } from "@/lib/events/record";
import { notify } from "@/lib/notification/mutations/notify";
import type { Ctx } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { quietHoursOf, surroundingsOf } from "../queries";
import { answerByOf, checkAfterTelling } from "../rules/deadline";
import type { Deadline, TargetRole } from "../rules/matrix";
import { tellingTime } from "../rules/quiet";
import { type Picked, recipientsOf } from "../rules/target";

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
  previousId: string | null;
  deadline: Deadline;
};

/**
 * Writes an escalation of a case that the caller has locked and found without an open one, and tells its people: at once, or when the
 * quiet hours of the site end. From then on the time to answer counts.
 */
export async function writeEscalation(tx: Tx, ctx: Ctx, raised: Raised): Promise<string> {
  const { to, deadline, zone, ...row } = raised;
  const { caseId, siteId, level, isUrgent } = row;
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
    event: { type: "escalation.raised", data: { escalationId: id, toName: to.toName, level } },
  });
  if (isToldNow) await tellOf(tx, ctx, { id, caseId, siteId, reminders: 0, isUrgent, ...to });
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
};

/** Tells those an escalation is with, as they stand now, and where somebody is in danger at least one manager. */
export async function tellOf(tx: Tx, ctx: Ctx, standing: Standing): Promise<void> {
  const { id, caseId, siteId, reminders, isUrgent } = standing;
  const to = recipientsOf(standing, await surroundingsOf(tx, siteId, ctx.now));
  const dedupeKey = reminders === 0 ? `escalated:${id}` : `escalated:${id}:${reminders}`;
  await notify(tx, ctx, { type: "escalated", siteId, caseId, to, dedupeKey, isUrgent });
}
