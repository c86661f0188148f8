import "server-only";
import { lockCase } from "@/lib/case/scope";
import { recordEvent } from "@/lib/events/record";
import { type Ctx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { enqueue } from "@/lib/platform/jobs";
import { log } from "@/lib/platform/log";
import { newId } from "@/lib/shared/ids";
import { type CountedBy, calendarOf } from "../queries/facts";
import { recountClocksJob } from "../schema";
import { fillClocks, recomputeClocks } from "./recompute";

const BATCH = 50;
const MOST_WAITS = 500;

/**
 * Runs in the transaction that changes a calendar: has the open clocks of the site counted anew by a worker, since there may be many.
 * Returns in how many cases.
 */
export async function askRecount(tx: Tx, ctx: Ctx, siteId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ cases: number }[]>`
    SELECT count(DISTINCT "caseId")::int AS "cases" FROM "Clock" WHERE "siteId" = ${siteId}::uuid AND "isOpen"`;
  const cases = row?.cases ?? 0;
  if (cases === 0) return 0;
  const recountId = newId();
  await tx.clockRecount.create({ data: { id: recountId, siteId, askedAt: ctx.now, askedById: ctx.actor.id, cases } });
  await enqueue(tx, recountClocksJob, { recountId }, { key: `recount:${recountId}` });
  return cases;
}

/** Counts batch after batch until all is done. Whoever comes after one that died goes on where it was. */
export async function recountClocks(ctx: Ctx, recountId: string): Promise<void> {
  while (await withTransaction(ctx, (tx) => recountBatch(tx, ctx, recountId)));
}

/** One batch; false when it was the last. The row is locked, so that two workers never count the same. */
export async function recountBatch(tx: Tx, ctx: Ctx, recountId: string): Promise<boolean> {
  const [recount] = await tx.$queryRaw<{ siteId: string; lastCaseId: string | null; finishedAt: Date | null }[]>`
    SELECT "siteId", "lastCaseId", "finishedAt" FROM "ClockRecount" WHERE "id" = ${recountId}::uuid FOR UPDATE`;
  if (!recount || recount.finishedAt) return false;
  const { siteId, lastCaseId } = recount;
  const found = await tx.$queryRaw<{ caseId: string }[]>`
    SELECT DISTINCT "caseId" FROM "Clock"
    WHERE "siteId" = ${siteId}::uuid AND "isOpen" AND (${lastCaseId}::uuid IS NULL OR "caseId" > ${lastCaseId}::uuid)
    ORDER BY "caseId" LIMIT ${BATCH}`;
  const countedBy = await calendarOf(tx, siteId);
  for (const { caseId } of found) await recountCase(tx, ctx, { recountId, caseId, siteId, countedBy });
  const isLast = found.length < BATCH;
  await tx.clockRecount.update({
    where: { id: recountId },
    data: {
      done: { increment: found.length },
      ...(found.length > 0 ? { lastCaseId: found.at(-1)?.caseId } : {}),
      finishedAt: isLast ? ctx.now : null,
    },
  });
  if (isLast) await tellRecounted(tx, ctx, recountId, siteId);
  return !isLast;
}

async function tellRecounted(tx: Tx, ctx: Ctx, recountId: string, siteId: string): Promise<void> {
  const [result] = await tx.$queryRaw<{ moved: number; earlier: number }[]>`
    SELECT count(*)::int AS "moved", (count(*) FILTER (WHERE "after" < "before"))::int AS "earlier"
    FROM "ClockMove" WHERE "recountId" = ${recountId}::uuid`;
  await recordEvent(tx, ctx, {
    subject: { noun: "site", id: siteId },
    siteId,
    event: {
      type: "calendar.recounted",
      data: { recountId, moved: result?.moved ?? 0, earlier: result?.earlier ?? 0 },
    },
  });
}

type Recounted = { recountId: string; caseId: string; siteId: string; countedBy: CountedBy };

async function recountCase(tx: Tx, ctx: Ctx, { recountId, caseId, siteId, countedBy }: Recounted): Promise<void> {
  await lockCase(tx, caseId);
  const moved = await recomputeClocks(tx, ctx, { caseId, because: "calendar", countedBy });
  await tx.clockMove.createMany({
    data: moved.map(({ clockId, before, after }) => ({
      id: newId(),
      recountId,
      clockId,
      caseId,
      siteId,
      before,
      after,
    })),
  });
}

/** Lets the clocks go on of cases that wait and whose day has come, though nobody went on with them. Returns how many. */
export async function endWaits(ctx: Ctx): Promise<number> {
  const found = await withTransaction(ctx, (tx) => listWaitedOut(tx, ctx.now));
  for (const { caseId } of found) {
    try {
      await withTransaction(ctx, async (tx) => {
        await lockCase(tx, caseId);
        await recomputeClocks(tx, ctx, { caseId, because: "day" });
      });
    } catch (error) {
      // One that fails must not keep the others waiting. It is tried again by the next sweep.
      log.error("clocks of a wait that is over could not go on", { caseId, error: String(error) });
    }
  }
  return found.length;
}

// No day has come in any zone that is not yesterday, today or tomorrow in UTC: that bound is what the index serves.
function listWaitedOut(tx: Tx, now: Date): Promise<{ caseId: string }[]> {
  return tx.$queryRaw`
    SELECT w."caseId" FROM "CaseWait" w JOIN "Site" s ON s."id" = w."siteId"
    WHERE w."endedAt" IS NULL AND w."until" IS NOT NULL AND w."until" <= (${now}::timestamptz AT TIME ZONE 'UTC')::date + 1
      AND w."until" <= (${now}::timestamptz AT TIME ZONE s."timeZone")::date
      AND EXISTS (SELECT FROM "Clock" k WHERE k."caseId" = w."caseId" AND k."isOpen" AND k."isPaused")
      AND NOT EXISTS (SELECT FROM "ClockPause" p WHERE p."caseId" = w."caseId" AND p."until" IS NULL)
    ORDER BY w."until", w."caseId" LIMIT ${MOST_WAITS}`;
}

/** Gives clocks to cases that never had any, such as those from before there were clocks, or from an import. Returns how many cases. */
export async function fillMissing(ctx: Ctx): Promise<number> {
  let filled = 0;
  for (;;) {
    const found = await withTransaction(ctx, (tx) => fillBatch(tx, ctx));
    filled += found;
    if (found < BATCH) return filled;
  }
}

async function fillBatch(tx: Tx, ctx: Ctx): Promise<number> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Case" WHERE "clocksAt" IS NULL ORDER BY "id" LIMIT ${BATCH} FOR NO KEY UPDATE SKIP LOCKED`;
  for (const { id } of rows) await fillClocks(tx, ctx, id);
  return rows.length;
}
