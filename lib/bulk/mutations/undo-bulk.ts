import "server-only";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import { Conflict, NotFound } from "@/lib/platform/errors";
import { enqueue } from "@/lib/platform/jobs";
import { whyNoUndo } from "../rules";
import { runBulkJob, type UndoBulkInput } from "../schema";
import { runsOf } from "../scope";

/**
 * Has a run taken back by a worker, by whoever began it: each case of it that nobody has changed since. One that was given up is taken back
 * as far as it came. Asked again nothing happens.
 */
export async function undoBulk(ctx: UserCtx, { runId }: UndoBulkInput): Promise<{ runId: string }> {
  return withTransaction(ctx, async (tx) => {
    await tx.$executeRaw`SELECT "id" FROM "BulkRun" WHERE "id" = ${runId}::uuid FOR NO KEY UPDATE`;
    const run = await tx.bulkRun.findFirst({
      where: { AND: [{ id: runId }, runsOf(ctx.viewer)] },
      select: { title: true, endedAt: true, failedAt: true, undoAskedAt: true },
    });
    if (!run) throw new NotFound("This");
    if (run.undoAskedAt && !run.failedAt) return { runId };
    const endedAt = run.endedAt ?? run.failedAt;
    if (!endedAt) throw new Conflict("This is still under way. Take it back once it has ended.");
    const obstacle = whyNoUndo(endedAt, ctx.now);
    if (obstacle) throw new Conflict(obstacle);
    await tx.bulkRun.update({
      where: { id: runId },
      data: { undoAskedAt: ctx.now, endedAt, failedAt: null, claimId: null, beatAt: null, attempts: 0 },
    });
    await recordEvent(tx, ctx, {
      subject: { noun: "person", id: ctx.viewer.personId },
      siteId: null,
      event: { type: "bulk.undo_begun", data: { runId, deed: run.title } },
    });
    await enqueue(tx, runBulkJob, { runId });
    return { runId };
  });
}
