import "server-only";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import { Conflict, NotFound } from "@/lib/platform/errors";
import type { StopBulkInput } from "../schema";
import { runsOf } from "../scope";

/**
 * Ends a run between two of its cases, by whoever began it: what is done stays done, and the rest is left out. Its worker, that holds the
 * run no longer, finds nothing open. Of one that has ended nothing happens; one that is being taken back goes on.
 */
export async function stopBulk(ctx: UserCtx, { runId }: StopBulkInput): Promise<{ runId: string }> {
  return withTransaction(ctx, async (tx) => {
    await tx.$executeRaw`SELECT "id" FROM "BulkRun" WHERE "id" = ${runId}::uuid FOR NO KEY UPDATE`;
    const run = await tx.bulkRun.findFirst({
      where: { AND: [{ id: runId }, runsOf(ctx.viewer)] },
      select: { title: true, endedAt: true, failedAt: true, undoAskedAt: true },
    });
    if (!run) throw new NotFound("This");
    if (run.undoAskedAt) throw new Conflict("This is being taken back, or was. That is not stopped.");
    if (run.endedAt || run.failedAt) return { runId };
    // Waits for the case that is under way, and counts it as done.
    const stopped = await tx.bulkRow.updateMany({
      where: { runId, outcome: null },
      data: {
        outcome: "left_out",
        why: `Stopped by ${ctx.actor.name} before it came to this case.`,
        settledAt: ctx.now,
      },
    });
    await tx.bulkRun.update({ where: { id: runId }, data: { endedAt: ctx.now, claimId: null } });
    await recordEvent(tx, ctx, {
      subject: { noun: "person", id: ctx.viewer.personId },
      siteId: null,
      event: { type: "bulk.stopped", data: { runId, deed: run.title, left: stopped.count } },
    });
    return { runId };
  });
}
