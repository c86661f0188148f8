import "server-only";
import { getCalendar } from "@/lib/calendar/queries";
import { recordEvent } from "@/lib/events/record";
import { type Ctx, withTransaction } from "@/lib/platform/context";
import type { Prisma, Tx } from "@/lib/platform/db";
import { matrixOf, quietHoursOf } from "../queries/matrix";
import { MATRIX_ACTOR } from "../rules/actor";
import { answerByOf, checkAfterTelling } from "../rules/deadline";
import { type Deadline, TARGET_ROLES } from "../rules/matrix";
import { tellingTime } from "../rules/quiet";
import { pickTarget } from "../rules/target";
import { passOn } from "./by-matrix";
import { chooseTarget, type Standing, tellOf, writeEscalation } from "./raise-escalation";

/** How often people are told again of the same. After that it stands on the board, late. */
const MOST_REMINDERS = 12;

const SELECT = {
  ...{
    id: true,
    caseId: true,
    siteId: true,
    level: true,
    reason: true,
    toPersonId: true,
    toRole: true,
    isUrgent: true,
    runId: true,
  },
  ...{ ruleId: true, matrixVersion: true, toldAt: true, answerBy: true, reminders: true },
  case: { select: { site: { select: { timeZone: true } } } },
} satisfies Prisma.EscalationSelect;

type Due = Prisma.EscalationGetPayload<{ select: typeof SELECT }>;

/**
 * Does what is due of one escalation: tells its people once the quiet hours are over; where they did not answer in time, tells them
 * again or goes on to the next row. All of it or nothing; a second worker, or one that comes after, finds nothing left to do.
 */
export async function escalateFurther(ctx: Ctx, escalationId: string): Promise<boolean> {
  return withTransaction(ctx, async (tx) => {
    const free = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM "Case" c JOIN "Escalation" e ON e."caseId" = c."id"
      WHERE e."id" = ${escalationId}::uuid FOR NO KEY UPDATE OF c SKIP LOCKED`;
    if (free.length === 0) return false;
    const due = await tx.escalation.findFirst({
      where: { id: escalationId, answeredAt: null, nextCheckAt: { lte: ctx.now } },
      select: SELECT,
    });
    if (!due) return false;
    const asMatrix = { ...ctx, actor: MATRIX_ACTOR };
    const deadline = await deadlineOf(tx, due);
    const standing = { ...due, toRole: TARGET_ROLES.find((role) => role === due.toRole) ?? null };
    if (due.toldAt === null) {
      const at = await tellingTimeOf(tx, ctx, due);
      const answerBy = due.answerBy ?? answerByOf(deadline, at, await getCalendar(tx, due.siteId));
      const isToldNow = at <= ctx.now;
      if (isToldNow) await tellOf(tx, asMatrix, standing);
      const nextCheckAt = isToldNow ? checkAfterTelling(deadline, answerBy) : at;
      await tx.escalation.update({
        where: { id: due.id },
        data: { toldAt: isToldNow ? ctx.now : null, answerBy, nextCheckAt },
      });
      return true;
    }
    switch (deadline.ifUnanswered.do) {
      case "go_on":
        await goOn(tx, asMatrix, due, deadline.ifUnanswered.rowId);
        return true;
      case "repeat": {
        const reminders = due.reminders + 1;
        await tellAgain(tx, asMatrix, { ...standing, reminders });
        const nextCheckAt = reminders < MOST_REMINDERS ? after(ctx.now, deadline) : null;
        await tx.escalation.update({ where: { id: due.id }, data: { reminders, nextCheckAt } });
        return true;
      }
      case "nothing":
        await tx.escalation.update({ where: { id: due.id }, data: { nextCheckAt: null } });
        return true;
      default:
        return deadline.ifUnanswered satisfies never;
    }
  });
}

// One from before escalations were answered by a time has none, and gets it by day.
async function tellingTimeOf(tx: Tx, { now }: Ctx, due: Due): Promise<Date> {
  if (due.answerBy !== null || due.isUrgent) return now;
  return tellingTime(now, await quietHoursOf(tx, due.siteId), due.case.site.timeZone);
}

async function tellAgain(tx: Tx, ctx: Ctx, standing: Standing & { level: number }): Promise<void> {
  await tellOf(tx, ctx, standing);
  await recordEvent(tx, ctx, {
    subject: { noun: "case", id: standing.caseId },
    siteId: standing.siteId,
    event: { type: "escalation.reminded", data: { escalationId: standing.id, level: standing.level } },
  });
}

function after(now: Date, { answerWithinMinutes }: Deadline): Date {
  return new Date(now.getTime() + Math.max(answerWithinMinutes, 15) * 60_000);
}

/** What was set when it was raised: by its row then, or for what people raise. A later matrix does not reach back. */
async function deadlineOf(tx: Tx, { siteId, ruleId, matrixVersion }: Due): Promise<Deadline> {
  const { matrix } = await matrixOf(tx, siteId, matrixVersion ?? undefined);
  return matrix.rows.find(({ id }) => id === ruleId) ?? matrix.byHand;
}

async function goOn(tx: Tx, ctx: Ctx, due: Due, rowId: string): Promise<void> {
  const { matrix, version } = await matrixOf(tx, due.siteId, due.matrixVersion ?? undefined);
  const next = matrix.rows.find(({ id }) => id === rowId);
  if (!next) throw new Error(`the matrix ${version} of a site has no row ${rowId}`);
  await passOn(tx, ctx, due);
  const to = await chooseTarget(tx, ctx, due.siteId, (around) => pickTarget(next, around));
  await writeEscalation(tx, ctx, {
    ...{ caseId: due.caseId, siteId: due.siteId, zone: due.case.site.timeZone, reason: due.reason, raisedById: null },
    to: { ...to, route: `Level ${due.level} went unanswered. ${to.route}` },
    level: Math.max(due.level, next.level),
    ...{ ruleId: next.id, matrixVersion: version, occasion: `after ${due.id}`, previousId: due.id },
    runId: due.runId,
    isUrgent: due.isUrgent || next.overridesQuietHours,
    deadline: next,
  });
}
