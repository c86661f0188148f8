import "server-only";
import { escalateByMatrix } from "@/lib/escalation/mutations/by-matrix";
import { recordEvent } from "@/lib/events/record";
import { idsOfRoles, notify } from "@/lib/notification/mutations/notify";
import { type Ctx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { describeError, log } from "@/lib/platform/log";
import { dueLabel } from "../labels";
import type { ClockKind } from "../schema";

// Few, so that whoever works on one of these cases never waits long, and that a batch with many to tell ends well within its time.
const BATCH = 10;

/** A clock that came to a stage: two days or a quarter before it is due, or past it. */
export type ClockNews = {
  clockId: string;
  caseId: string;
  siteId: string;
  ownerId: string | null;
  clock: ClockKind;
  stage: "due_soon" | "late";
  dueAt: Date;
};

/**
 * Tells of every clock whose time soon runs out or has run out, once for each due time and stage however many sweep and however often.
 * What is found is read from an index of what has yet to be told. Who dies in the middle has told nothing of that batch. Returns how
 * many it told.
 */
export async function sweepClocks(ctx: Ctx): Promise<number> {
  let told = 0;
  const at: Progress = { clockId: null, failed: [] };
  for (;;) {
    try {
      const batch = await withTransaction(ctx, (tx) => sweepBatch(tx, ctx, at));
      told += batch.told;
      if (batch.found < BATCH) return told;
    } catch (error) {
      // One that cannot be told must not keep the others waiting. It is tried again by the next sweep.
      if (at.clockId === null) throw error;
      log.error("clock could not be told of", { clockId: at.clockId, error: describeError(error) });
      at.failed.push(at.clockId);
    }
  }
}

/** Which clock a sweep is at, and those that it leaves out because they failed. */
type Progress = { clockId: string | null; failed: string[] };

/** One batch. Cases that somebody works on are left for the next sweep. */
export async function sweepBatch(
  tx: Tx,
  ctx: Ctx,
  at: Progress = { clockId: null, failed: [] },
): Promise<{ found: number; told: number }> {
  at.clockId = null;
  const due = await takeDue(tx, ctx.now, at.failed);
  let told = 0;
  for (const row of due) {
    at.clockId = row.clockId;
    const stage = row.dueAt < ctx.now ? ("late" as const) : ("due_soon" as const);
    const { clockId, dueAt } = row;
    const { count } = await tx.clockNotice.createMany({
      data: [{ clockId, stage, dueAt, at: ctx.now }],
      skipDuplicates: true,
    });
    await tx.clock.update({ where: { id: clockId }, data: { sweepAt: stage === "late" ? null : dueAt } });
    if (count === 0) continue;
    await tellState(tx, ctx, { ...row, stage });
    told += 1;
  }
  at.clockId = null;
  return { found: due.length, told };
}

type DueRow = Omit<ClockNews, "stage"> & { zone: string };

// Both rows are locked, so that what another sweep or verb has just changed is read anew or left out.
async function takeDue(tx: Tx, now: Date, without: string[]): Promise<DueRow[]> {
  return tx.$queryRaw<DueRow[]>`
    SELECT k."id" AS "clockId", k."caseId", k."siteId", k."clock"::text AS "clock", k."dueAt",
           c."ownerId", s."timeZone" AS "zone"
    FROM "Clock" k JOIN "Case" c ON c."id" = k."caseId" JOIN "Site" s ON s."id" = k."siteId"
    WHERE k."sweepAt" < ${now}::timestamptz AND k."id" <> ALL(${without}::uuid[])
    ORDER BY k."sweepAt", k."id" LIMIT ${BATCH}
    FOR NO KEY UPDATE OF c, k SKIP LOCKED`;
}

/** What follows when a clock comes to a stage: its event, that people are told, and what the escalation matrix makes of it. */
async function tellState(tx: Tx, ctx: Ctx, { zone, ...news }: ClockNews & { zone: string }): Promise<void> {
  const { clockId, caseId, siteId, clock, stage, dueAt } = news;
  await recordEvent(tx, ctx, {
    subject: { noun: "case", id: caseId },
    siteId,
    event: { type: `clock.${stage}`, data: { clockId, clock, due: dueLabel(dueAt, zone) } },
  });
  const type = stage === "late" ? "clock_late" : "clock_due_soon";
  const deciders = stage === "late" || news.ownerId === null ? await idsOfRoles(tx, siteId, ["supervisor"]) : [];
  await notify(tx, ctx, {
    ...{ type, siteId, caseId, to: [news.ownerId, ...deciders] },
    dedupeKey: `${type}:${clockId}:${dueAt.toISOString()}`,
  });
  await escalateByMatrix(tx, ctx, caseId);
}
