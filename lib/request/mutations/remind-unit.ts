import "server-only";
import { lockCase } from "@/lib/case/scope";
import { recordEvent } from "@/lib/events/record";
import { idsOfResponders, notify } from "@/lib/notification/mutations/notify";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import { Conflict, Forbidden, NotFound } from "@/lib/platform/errors";
import { formatInstant } from "@/lib/shared/dates";
import { canPursue } from "../policy";
import { nextReminderAt, reminderBound } from "../rules";
import type { RemindUnitInput } from "../schema";
import { requestsOfCasesOf } from "../scope";

/** Reminds a unit of what it has not answered: a mark that its responders see. At most once an hour. */
export async function remindUnit(ctx: UserCtx, { requestId }: RemindUnitInput): Promise<{ reference: string }> {
  return withTransaction(ctx, async (tx) => {
    const row = await tx.request.findFirst({
      where: { AND: [{ id: requestId }, requestsOfCasesOf(ctx.viewer)] },
      select: {
        id: true,
        caseId: true,
        siteId: true,
        unitId: true,
        state: true,
        unit: { select: { name: true } },
        site: { select: { timeZone: true } },
        case: { select: { reference: true } },
      },
    });
    if (!row) throw new NotFound("This request");
    if (!canPursue(ctx.viewer, { ...row, state: "open" }, "remind")) throw new Forbidden();
    await lockCase(tx, row.caseId);
    const written = await tx.request.updateMany({
      where: {
        id: row.id,
        state: "open",
        OR: [{ remindedAt: null }, { remindedAt: { lte: reminderBound(ctx.now) } }],
      },
      data: { remindedAt: ctx.now, remindCount: { increment: 1 } },
    });
    if (written.count === 0) {
      const now = await tx.request.findUniqueOrThrow({
        where: { id: row.id },
        select: { state: true, remindedAt: true },
      });
      const next = now.state === "open" ? nextReminderAt(now.remindedAt, ctx.now) : null;
      throw new Conflict(
        next
          ? `They were reminded within the last hour. You can remind them again from ${formatInstant(next, row.site.timeZone)}.`
          : "This is not waiting for an answer any more, so there is nothing to remind of.",
      );
    }
    await recordEvent(tx, ctx, {
      subject: { noun: "case", id: row.caseId },
      siteId: row.siteId,
      event: { type: "request.reminded", data: { requestId: row.id, unit: row.unit.name } },
    });
    const { siteId, caseId, unitId } = row;
    await notify(tx, ctx, {
      ...{ type: "request_reminded", siteId, caseId, requestId, to: await idsOfResponders(tx, unitId) },
      dedupeKey: `request_reminded:${requestId}:${ctx.now.toISOString()}`,
    });
    return { reference: row.case.reference };
  });
}
