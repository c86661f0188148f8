import "server-only";
import { recordEvent } from "@/lib/events/record";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import { Conflict, NotFound } from "@/lib/platform/errors";
import type { BeginCycleInput, DecideCycleInput, ImprovementInput } from "../schema";
import { improvementsVisibleTo } from "../scope";
import { OPEN_STATES } from "../workflow";
import { findToUpdate } from "./move-improvement";

/** A round of plan, do, study, act begins with its plan. One is under way at a time: else nobody knows what made the difference. */
export async function beginCycle(
  ctx: UserCtx,
  { improvementId, cycleId, plan }: BeginCycleInput,
): Promise<ImprovementInput> {
  try {
    return await withTransaction(ctx, async (tx) => {
      const { siteId, state } = await findToUpdate(tx, ctx, improvementId);
      const twin = await tx.improvementCycle.count({ where: { id: cycleId, improvementId } });
      if (twin > 0) return { improvementId };
      if (!OPEN_STATES.some((open) => open === state)) {
        throw new Conflict("This action is done or was given up. Take it up again first.");
      }
      // Of two that begin at once the second waits here, and then finds the first.
      await tx.$queryRaw`SELECT 1 FROM "Improvement" WHERE "id" = ${improvementId}::uuid FOR UPDATE`;
      const running = await tx.improvementCycle.count({ where: { improvementId, decision: null } });
      if (running > 0) throw new Conflict("A cycle is under way. Say first what came of it.");
      const begun = { begunById: ctx.viewer.personId, begunAt: ctx.now };
      await tx.improvementCycle.create({ data: { id: cycleId, improvementId, siteId, plan, ...begun } });
      await recordEvent(tx, ctx, {
        subject: { noun: "site", id: siteId },
        siteId,
        event: { type: "improvement.cycle_begun", data: { improvementId, cycleId } },
      });
      return { improvementId };
    });
  } catch (error) {
    if (isDuplicate(error, "ImprovementCycle_pkey")) throw new NotFound("This cycle");
    throw error;
  }
}

/** What was done and found, and what comes of it, ends the round. */
export async function decideCycle(ctx: UserCtx, input: DecideCycleInput): Promise<ImprovementInput> {
  const { cycleId, did, studied, decision } = input;
  return withTransaction(ctx, async (tx) => {
    const cycle = await tx.improvementCycle.findFirst({
      where: { id: cycleId, improvement: improvementsVisibleTo(ctx.viewer) },
      select: { improvementId: true },
    });
    if (!cycle) throw new NotFound("This cycle");
    const { id: improvementId, siteId } = await findToUpdate(tx, ctx, cycle.improvementId);
    const decided = { decidedById: ctx.viewer.personId, decidedAt: ctx.now };
    const written = await tx.improvementCycle.updateMany({
      where: { id: cycleId, decision: null },
      data: { did, studied, decision, ...decided },
    });
    if (written.count === 0) throw new Conflict("It was already said what came of this cycle. Look at it again.");
    await recordEvent(tx, ctx, {
      subject: { noun: "site", id: siteId },
      siteId,
      event: { type: "improvement.cycle_decided", data: { improvementId, cycleId, decision } },
    });
    return { improvementId };
  });
}
