import "server-only";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import { announce } from "@/lib/platform/live";
import type { ReadAllInput, ReadNotificationInput } from "../schema";
import { notificationsOf } from "../scope";

/** Marks one notification of the viewer as read. Saying so again changes nothing. */
export async function readNotification(
  ctx: UserCtx,
  { notificationId }: ReadNotificationInput,
): Promise<Record<string, never>> {
  return withTransaction(ctx, async (tx) => {
    const where = { AND: [{ id: notificationId }, notificationsOf(ctx.viewer)] };
    const row = await tx.notification.findFirst({ where, select: { id: true } });
    if (!row) throw new NotFound("This notification");
    const read = await tx.notification.updateMany({
      where: { id: row.id, readAt: null },
      data: { readAt: ctx.now },
    });
    if (read.count > 0) await announce({ kind: "told", personId: ctx.viewer.personId }, tx);
    return {};
  });
}

/** Marks everything that the viewer was told until an instant as read. */
export async function readAll(ctx: UserCtx, { until }: ReadAllInput): Promise<{ count: number }> {
  return withTransaction(ctx, async (tx) => {
    const { count } = await tx.notification.updateMany({
      where: { personId: ctx.viewer.personId, isInApp: true, readAt: null, createdAt: { lte: new Date(until) } },
      data: { readAt: ctx.now },
    });
    if (count > 0) await announce({ kind: "told", personId: ctx.viewer.personId }, tx);
    return { count };
  });
}
