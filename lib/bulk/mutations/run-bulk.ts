import "server-only";
import { casesVisibleTo } from "@/lib/case/scope";
import { recordEvent } from "@/lib/events/record";
import { type Ctx, withTransaction } from "@/lib/platform/context";
import { dbFor, type Tx } from "@/lib/platform/db";
import { enqueue } from "@/lib/platform/jobs";
import { describeError, log } from "@/lib/platform/log";
import { type Viewer, viewerForJob } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import { listMatching } from "../queries/facts";
import { bulkDeedSchema, MOST_AT_ONCE, runBulkJob } from "../schema";
import { endRun, Overtaken, type Run, settleRow, tellGivenUp } from "./settle-rows";

type Clock = () => Date;

/** Then other jobs have their turn, and other runs. */
const SLICE_MS = 10_000;
const LOST_MINUTES = 1;
const MOST_ATTEMPTS = 3;
const AT_ONCE = 20;
const BEAT_MS = 1_000;

/**
 * Works on a run for some seconds, then has the next worker go on with it. Whoever works says so every second: another takes over where that
 * stops. `clock` tells the time of each row.
 */
export async function runBulk(ctx: Ctx, runId: string, clock: Clock = () => new Date()): Promise<void> {
  const run = await withTransaction(ctx, (tx) => claim(tx, runId, clock()));
  if (!run) return;
  try {
    if (run.filter !== null) await findCases(ctx, run, run.filter);
    const isEnded = await settleRows(ctx, run, { clock, until: Date.now() + SLICE_MS });
    if (!isEnded) await handOn(ctx, run);
  } catch (error) {
    if (error instanceof Overtaken) return;
    log.error("a change of many cases was interrupted", { runId, error: describeError(error) });
    await withTransaction(ctx, (tx) => release(tx, run));
    throw error;
  }
}

/** Null: nothing is to be done for it now, or not any more, where each of its workers died over it. */
async function claim(tx: Tx, runId: string, now: Date): Promise<(Run & { filter: string | null }) | null> {
  const given = await tx.$executeRaw`
    UPDATE "BulkRun" SET "failedAt" = now(), "endedAt" = coalesce("endedAt", now()), "claimId" = NULL
    WHERE "id" = ${runId}::uuid AND "failedAt" IS NULL AND "attempts" >= ${MOST_ATTEMPTS}
      AND ("endedAt" IS NULL OR ("undoAskedAt" IS NOT NULL AND "undoneAt" IS NULL))
      AND ("claimId" IS NULL OR "beatAt" < now() - make_interval(mins => ${LOST_MINUTES}))`;
  if (given > 0) {
    log.error("a change of many cases is given up, since each worker that took it up stopped", { runId });
    await tellGivenUp(tx, runId, now);
    return null;
  }
  const claimId = newId();
  const count = await tx.$executeRaw`
    UPDATE "BulkRun" SET "claimId" = ${claimId}::uuid, "beatAt" = now(), "attempts" = "attempts" + 1
    WHERE "id" = ${runId}::uuid AND "failedAt" IS NULL
      AND ("endedAt" IS NULL OR ("undoAskedAt" IS NOT NULL AND "undoneAt" IS NULL))
      AND ("claimId" IS NULL OR "beatAt" < now() - make_interval(mins => ${LOST_MINUTES}))`;
  if (count === 0) return null;
  const { id, byId, title, input, filter, asOf, resolvedAt, undoAskedAt, by } = await tx.bulkRun.findUniqueOrThrow({
    where: { id: runId },
    include: { by: { select: { name: true } } },
  });
  return {
    ...{ id, claimId, byId, title, asOf, deed: bulkDeedSchema.parse(input) },
    actor: { id: byId, name: by.name },
    isUndo: undoAskedAt !== null,
    // One that was stopped before its cases were looked for has none to take back.
    filter: resolvedAt || undoAskedAt ? null : filter,
  };
}

/** What the filter matches, as the person who asked sees it now, of the cases that were there when they asked. */
async function findCases(ctx: Ctx, run: Run, filter: string): Promise<void> {
  const viewer = await viewerForJob(run.byId);
  const rows = viewer ? await readMatching(viewer, run, filter) : [];
  await withTransaction(ctx, async (tx) => {
    const count = await tx.$executeRaw`
      UPDATE "BulkRun" SET "resolvedAt" = now(), "beatAt" = now()
      WHERE "id" = ${run.id}::uuid AND "claimId" = ${run.claimId}::uuid AND "resolvedAt" IS NULL`;
    if (count === 0) throw new Overtaken();
    await tx.bulkRow.createMany({
      data: rows.map(({ id: caseId, siteId, version, updatedAt }, position) => ({
        ...{ runId: run.id, position, caseId, siteId, key: newId() },
        // One that has changed since they looked has no version that they saw.
        seenVersion: updatedAt > run.asOf ? 0 : version,
      })),
    });
    await recordEvent(
      tx,
      { actor: run.actor, now: ctx.now },
      {
        subject: { noun: "person", id: run.byId },
        siteId: null,
        event: { type: "bulk.found", data: { runId: run.id, cases: rows.length } },
      },
    );
  });
}

/** Settles one row after the other until the time is up; true where none is left, and the run has ended. */
async function settleRows(ctx: Ctx, run: Run, { clock, until }: { clock: Clock; until: number }): Promise<boolean> {
  let beatAt = 0;
  for (;;) {
    const positions = await withTransaction(ctx, (tx) => findOpen(tx, run));
    if (positions.length === 0) {
      await endRun(ctx, run, clock());
      return true;
    }
    for (const position of positions) {
      await settleRow(ctx, run, { position, now: clock() });
      if (Date.now() - beatAt > BEAT_MS) {
        await beat(ctx, run);
        beatAt = Date.now();
      }
      if (Date.now() > until) return false;
    }
  }
}

async function readMatching(viewer: Viewer, { asOf }: Run, filter: string) {
  const db = dbFor(viewer);
  const ids = await listMatching(db, viewer, { query: filter, asOf, take: MOST_AT_ONCE });
  return db.case.findMany({
    where: { AND: [{ id: { in: ids } }, casesVisibleTo(viewer)] },
    select: { id: true, siteId: true, version: true, updatedAt: true },
    orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
    take: ids.length,
  });
}

async function findOpen(tx: Tx, { id: runId, isUndo }: Run): Promise<number[]> {
  const rows = await tx.bulkRow.findMany({
    where: isUndo ? { runId, outcome: "done", undone: null } : { runId, outcome: null },
    select: { position: true },
    orderBy: { position: "asc" },
    take: AT_ONCE,
  });
  return rows.map(({ position }) => position);
}

async function beat(ctx: Ctx, { id, claimId }: Run): Promise<void> {
  const count = await withTransaction(
    ctx,
    (tx) => tx.$executeRaw`
      UPDATE "BulkRun" SET "beatAt" = now(), "attempts" = 0 WHERE "id" = ${id}::uuid AND "claimId" = ${claimId}::uuid`,
  );
  if (count === 0) throw new Overtaken();
}

async function handOn(ctx: Ctx, run: Run): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    if ((await release(tx, run)) > 0) await enqueue(tx, runBulkJob, { runId: run.id });
  });
}

async function release(tx: Tx, { id, claimId }: Run): Promise<number> {
  return tx.$executeRaw`
    UPDATE "BulkRun" SET "claimId" = NULL WHERE "id" = ${id}::uuid AND "claimId" = ${claimId}::uuid`;
}

/** Goes on with runs whose worker was killed, or that were never begun. Returns how many were found. */
export async function runLostBulk(ctx: Ctx, clock?: Clock): Promise<number> {
  const rows = await withTransaction(
    ctx,
    (tx) => tx.$queryRaw<{ id: string }[]>`
      SELECT "id" FROM "BulkRun"
      WHERE "failedAt" IS NULL AND ("endedAt" IS NULL OR ("undoAskedAt" IS NOT NULL AND "undoneAt" IS NULL))
        AND coalesce("beatAt", "undoAskedAt", "begunAt") < now() - make_interval(mins => ${LOST_MINUTES})
      ORDER BY "begunAt", "id" LIMIT 5`,
  );
  for (const { id } of rows) await runBulk(ctx, id, clock);
  return rows.length;
}
