import "server-only";
import { lockCase } from "@/lib/case/scope";
import { recordEvent } from "@/lib/events/record";
import { type Ctx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { enqueue } from "@/lib/platform/jobs";
import { describeError, log } from "@/lib/platform/log";
import { newId } from "@/lib/shared/ids";
import { calendarOf } from "../queries/facts";
import { recountClocksJob } from "../schema";
import { fillClocks, recomputeClocks } from "./recompute";

const BATCH = 50;
const MOST_WAITS = 500;
const MOST_LEFT = 500;
/** After so long nobody counts on that a recount still goes on. */
const LOST_MS = 3_600_000;
const NO_ID = "00000000-0000-0000-0000-000000000000";

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

/**
 * Counts every open clock of the site that was counted by an older calendar, case by case, until all are done. Whoever comes after one
 * that died goes on where it was, and two at once count no case twice.
 */
export async function recountClocks(ctx: Ctx, recountId: string): Promise<void> {
  while (await recountBatch(ctx, recountId));
}

/** Some cases, each in a transaction of its own; false when they were the last. A case that fails is left to `recountLeft`. */
async function recountBatch(ctx: Ctx, recountId: string): Promise<boolean> {
  const found = await withTransaction(ctx, (tx) => listToRecount(tx, recountId));
  if (!found) return false;
  const { siteId, caseIds } = found;
  for (const caseId of caseIds) await recountOrLog(ctx, { recountId, caseId, siteId });
  return withTransaction(ctx, (tx) => endBatch(tx, ctx, { recountId, siteId, caseIds }));
}

async function listToRecount(tx: Tx, recountId: string): Promise<{ siteId: string; caseIds: string[] } | null> {
  const recount = await tx.clockRecount.findUnique({
    where: { id: recountId },
    select: { siteId: true, lastCaseId: true, finishedAt: true },
  });
  if (!recount || recount.finishedAt) return null;
  const { siteId, lastCaseId } = recount;
  const rows = await tx.$queryRaw<{ caseId: string }[]>`
    SELECT DISTINCT k."caseId" FROM "Clock" k JOIN "SiteCalendar" s ON s."siteId" = k."siteId"
    WHERE k."siteId" = ${siteId}::uuid AND k."isOpen" AND k."calendarVersion" < s."version"
      AND (${lastCaseId}::uuid IS NULL OR k."caseId" > ${lastCaseId}::uuid)
    ORDER BY k."caseId" LIMIT ${BATCH}`;
  return { siteId, caseIds: rows.map(({ caseId }) => caseId) };
}

type Batch = { recountId: string; siteId: string; caseIds: string[] };

async function endBatch(tx: Tx, ctx: Ctx, { recountId, siteId, caseIds }: Batch): Promise<boolean> {
  const isLast = caseIds.length < BATCH;
  const { count } = await tx.clockRecount.updateMany({
    where: { id: recountId, finishedAt: null },
    data: { lastCaseId: caseIds.at(-1), finishedAt: isLast ? ctx.now : null },
  });
  if (isLast && count > 0) await tellRecounted(tx, ctx, recountId, siteId);
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

type Recounted = { recountId: string | null; caseId: string; siteId: string };

async function recountOrLog(ctx: Ctx, recounted: Recounted): Promise<void> {
  try {
    await withTransaction(ctx, (tx) => recountCase(tx, ctx, recounted));
  } catch (error) {
    log.error("clocks of a case could not be counted anew", { caseId: recounted.caseId, error: describeError(error) });
  }
}

async function recountCase(tx: Tx, ctx: Ctx, { recountId, caseId, siteId }: Recounted): Promise<void> {
  await lockCase(tx, caseId);
  const countedBy = await calendarOf(tx, siteId);
  const older = { caseId, isOpen: true, calendarVersion: { lt: countedBy.version } };
  if (!(await tx.clock.findFirst({ where: older, select: { id: true } }))) return;
  const moved = await recomputeClocks(tx, ctx, { caseId, because: "calendar", countedBy });
  if (recountId === null) return;
  await tx.clockMove.createMany({
    data: moved.map(({ clockId, before, after }) => ({
      ...{ id: newId(), recountId, clockId, caseId, siteId },
      ...{ before, after },
    })),
  });
  await tx.clockRecount.update({ where: { id: recountId }, data: { done: { increment: 1 } } });
}

/**
 * Counts what the recount of a calendar left: cases that were being logged by the old one while it ran, and those that failed then.
 * Where a recount still goes on they are its own. Returns how many cases it found.
 */
export async function recountLeft(ctx: Ctx): Promise<number> {
  const found = await withTransaction(ctx, (tx) => listLeft(tx, ctx.now));
  for (const row of found) await recountOrLog(ctx, { ...row, recountId: null });
  return found.length;
}

// A site at a time is asked of the index, so that a sweep reads little however many clocks are open.
function listLeft(tx: Tx, now: Date): Promise<{ caseId: string; siteId: string }[]> {
  const lost = new Date(now.getTime() - LOST_MS);
  return tx.$queryRaw`
    SELECT DISTINCT k."caseId", s."siteId" FROM "SiteCalendar" s CROSS JOIN LATERAL (
      SELECT "caseId" FROM "Clock"
      WHERE "siteId" = s."siteId" AND "isOpen" AND "calendarVersion" < s."version" LIMIT ${MOST_LEFT}
    ) k
    WHERE NOT EXISTS (
      SELECT FROM "ClockRecount" r WHERE r."siteId" = s."siteId" AND r."finishedAt" IS NULL AND r."askedAt" > ${lost}::timestamptz
    )
    ORDER BY s."siteId", k."caseId" LIMIT ${MOST_LEFT}`;
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
      log.error("clocks of a wait that is over could not go on", { caseId, error: describeError(error) });
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
  let after = NO_ID;
  for (;;) {
    const found = await withTransaction(ctx, (tx) => listMissing(tx, after));
    for (const { id } of found) filled += await fillOrLog(ctx, id);
    if (found.length < BATCH) return filled;
    after = found.at(-1)?.id ?? after;
  }
}

function listMissing(tx: Tx, after: string): Promise<{ id: string }[]> {
  return tx.case.findMany({
    where: { clocksAt: null, id: { gt: after } },
    select: { id: true },
    orderBy: { id: "asc" },
    take: BATCH,
  });
}

/** 1 when it has its clocks now. One that fails must not keep the others waiting; it is tried again the next time. */
async function fillOrLog(ctx: Ctx, caseId: string): Promise<number> {
  try {
    return await withTransaction(ctx, async (tx) => {
      await lockCase(tx, caseId);
      if ((await tx.case.count({ where: { id: caseId, clocksAt: null } })) === 0) return 0;
      await fillClocks(tx, ctx, caseId);
      return 1;
    });
  } catch (error) {
    log.error("a case could not be given its clocks", { caseId, error: describeError(error) });
    return 0;
  }
}
