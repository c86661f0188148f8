import "server-only";
import { can } from "@/lib/access/policy";
import { recordEvent } from "@/lib/events/record";
import { METRICS } from "@/lib/insight/rules/metrics";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import { Conflict, Forbidden, NotFound } from "@/lib/platform/errors";
import { canSetTarget } from "./policy";
import { tellTarget } from "./rules";
import type { DropTargetInput, SetTargetInput } from "./schema";
import { targetsVisibleTo } from "./scope";

const HAS_CHANGED = "Somebody has changed this target since you looked at it. Look again, then decide.";

/** Says what a figure should come to at a site. The target that stood, which the person saw, ends. */
export async function setTarget(ctx: UserCtx, input: SetTargetInput): Promise<{ targetId: string }> {
  const { targetId, siteId, figure, standingId, value, reason } = input;
  const { viewer, now } = ctx;
  if (!can(viewer, "insight.see", siteId)) throw new NotFound("This chart");
  if (!canSetTarget(viewer, siteId)) throw new Forbidden("A manager sets targets.");
  try {
    return await withTransaction(ctx, async (tx) => {
      if (await tx.chartTarget.findFirst({ where: { id: targetId, siteId }, select: { id: true } }))
        return { targetId };
      const standing = await tx.chartTarget.findFirst({
        where: { siteId, figure, endedAt: null },
        select: { id: true, value: true },
      });
      if ((standing?.id ?? null) !== standingId) throw new Conflict(HAS_CHANGED);
      if (standing) {
        const ended = await tx.chartTarget.updateMany({
          where: { id: standing.id, endedAt: null },
          data: { endedAt: now, endedById: viewer.personId },
        });
        if (ended.count === 0) throw new Conflict(HAS_CHANGED);
      }
      await tx.chartTarget.create({
        data: { id: targetId, siteId, figure, value, reason, byId: viewer.personId, at: now },
      });
      const metric = METRICS[figure];
      const before = standing ? tellTarget(standing.value, metric) : null;
      await recordEvent(tx, ctx, {
        subject: { noun: "site", id: siteId },
        siteId,
        event: {
          type: "chart.target_set",
          data: { targetId, figure: metric.name, before, after: tellTarget(value, metric) },
        },
      });
      return { targetId };
    });
  } catch (error) {
    if (isDuplicate(error, "ChartTarget_standing")) throw new Conflict(HAS_CHANGED);
    throw error;
  }
}

/** Takes a target away. What was taken away or replaced already stays so. */
export async function dropTarget(ctx: UserCtx, { targetId }: DropTargetInput): Promise<{ targetId: string }> {
  return withTransaction(ctx, async (tx) => {
    const row = await tx.chartTarget.findFirst({
      where: { AND: [targetsVisibleTo(ctx.viewer), { id: targetId }] },
      select: { siteId: true, figure: true, value: true },
    });
    if (!row) throw new NotFound("This target");
    if (!canSetTarget(ctx.viewer, row.siteId)) throw new Forbidden("A manager takes targets away.");
    const written = await tx.chartTarget.updateMany({
      where: { id: targetId, endedAt: null },
      data: { endedAt: ctx.now, endedById: ctx.viewer.personId },
    });
    if (written.count > 0) {
      const metric = Object.entries(METRICS).find(([name]) => name === row.figure)?.[1];
      await recordEvent(tx, ctx, {
        subject: { noun: "site", id: row.siteId },
        siteId: row.siteId,
        event: {
          type: "chart.target_dropped",
          data: { targetId, figure: metric?.name ?? row.figure, before: metric ? tellTarget(row.value, metric) : "" },
        },
      });
    }
    return { targetId };
  });
}
