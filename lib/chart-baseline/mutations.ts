import "server-only";
import { can } from "@/lib/access/policy";
import { recordEvent } from "@/lib/events/record";
import { readShown } from "@/lib/insight/queries/charts";
import { asOfClosing } from "@/lib/insight/queries/closed";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, NotFound } from "@/lib/platform/errors";
import { canRebase } from "./policy";
import { listBaselines } from "./queries";
import type { EndBaselineInput, RebaseSeriesInput } from "./schema";
import { baselinesVisibleTo } from "./scope";

const HAS_CHANGED = "The chart has changed since you looked at it. Look again, then decide.";

/**
 * Lets the limits of a chart begin anew where a run begins that still goes on, with the reason. Without such a run they stay: a new
 * baseline would hide the next change instead of telling this one.
 * Source: NHS England, Making Data Count.
 */
export async function rebaseSeries(ctx: UserCtx, input: RebaseSeriesInput): Promise<{ baselineId: string }> {
  const { baselineId, siteId, unitId, figure, part, kinds, startsOn, reason } = input;
  const { viewer, now } = ctx;
  if (!can(viewer, "insight.see", siteId)) throw new NotFound("This chart");
  const standing = await listBaselines(viewer, { siteId, unitId, kinds });
  const seen = await asOfClosing(viewer, unitId, now);
  const chart = await readShown(
    seen.viewer,
    { figure, part, which: { siteId, unitId: unitId ?? undefined, kinds }, standing },
    seen.asOf,
  );
  try {
    return await withTransaction(ctx, async (tx) => {
      await refuseForeignUnit(tx, { siteId, unitId });
      if (!canRebase(viewer, siteId)) throw new Forbidden("A manager lets limits begin anew.");
      if (await tx.chartBaseline.findUnique({ where: { id: baselineId }, select: { id: true } })) return { baselineId };
      if (!chart?.runSince) {
        throw new Conflict("There is no run of seven or more that still goes on, so the limits stay as they are.");
      }
      if (chart.runSince !== startsOn) throw new Conflict(HAS_CHANGED);
      await tx.chartBaseline.create({
        data: {
          ...{ id: baselineId, siteId, unitId, figure, part, kinds, startsOn: new Date(startsOn), reason },
          ...{ byId: viewer.personId, at: now },
        },
      });
      await recordEvent(tx, ctx, {
        subject: { noun: "site", id: siteId },
        siteId,
        event: { type: "chart.rebased", data: { baselineId, figure, startsOn } },
      });
      return { baselineId };
    });
  } catch (error) {
    // Somebody else let the same limits begin anew since the chart was read.
    if (isDuplicate(error, "ChartBaseline_standing")) throw new Conflict(HAS_CHANGED);
    throw error;
  }
}

/** Takes back that limits began anew. What was taken back already stays so. */
export async function endBaseline(ctx: UserCtx, { baselineId }: EndBaselineInput): Promise<{ baselineId: string }> {
  return withTransaction(ctx, async (tx) => {
    const row = await tx.chartBaseline.findFirst({
      where: { AND: [baselinesVisibleTo(ctx.viewer), { id: baselineId }] },
      select: { siteId: true, figure: true },
    });
    if (!row) throw new NotFound("This baseline");
    if (!canRebase(ctx.viewer, row.siteId)) throw new Forbidden("A manager takes new limits back.");
    const written = await tx.chartBaseline.updateMany({
      where: { id: baselineId, endedAt: null },
      data: { endedAt: ctx.now, endedById: ctx.viewer.personId },
    });
    if (written.count > 0) {
      await recordEvent(tx, ctx, {
        subject: { noun: "site", id: row.siteId },
        siteId: row.siteId,
        event: { type: "chart.rebase_undone", data: { baselineId, figure: row.figure } },
      });
    }
    return { baselineId };
  });
}

async function refuseForeignUnit(tx: Tx, { siteId, unitId }: { siteId: string; unitId: string | null }): Promise<void> {
  if (unitId === null) return;
  const unit = await tx.unit.findFirst({ where: { id: unitId, siteId }, select: { id: true } });
  if (!unit) throw new NotFound("This unit");
}
