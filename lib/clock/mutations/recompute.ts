import "server-only";
import { recordEvent } from "@/lib/events/record";
import { firstDraftAt } from "@/lib/letter/rules/drafting";
import type { Ctx } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { packOf } from "@/lib/regulation/rules";
import { newId } from "@/lib/shared/ids";
import { dueLabel } from "../labels";
import { CLOCK_FACTS, type CountedBy, calendarOf, readKnownCase } from "../queries/facts";
import { type KeptClock, keepClock, nextDue, nextSweep } from "../rules/kept";
import type { ClockCause, ClockKind } from "../schema";

/** A due time that was `before` and is `after` now. */
export type MovedClock = { clockId: string; clock: ClockKind; before: Date; after: Date };

type Told = { clockId: string; clock: ClockKind; dueAt: Date };
type Changes = { siteId: string; zone: string; started: Told[]; met: (Told & { metAt: Date })[]; moved: MovedClock[] };

/**
 * Writes the clocks of a case anew from its facts, in the transaction that changed one, and tells what changed: what began, what was done,
 * what is due at another time and why. The case is locked by then. Nothing is counted on: whatever the row said is replaced.
 */
export async function recomputeClocks(
  tx: Tx,
  ctx: Ctx,
  { caseId, because, countedBy }: { caseId: string; because: ClockCause; countedBy?: CountedBy },
): Promise<MovedClock[]> {
  const changes = await writeClocks(tx, ctx, { caseId, countedBy });
  await tellChanges(tx, ctx, { caseId, because, changes });
  return changes.moved;
}

/** The same where something arrived, or what had arrived was taken off: it matters to a case that waits, or once waited. */
export async function recomputeArrived(tx: Tx, ctx: Ctx, caseId: string): Promise<void> {
  const wait = await tx.caseWait.findFirst({ where: { caseId }, select: { id: true } });
  if (wait) await recomputeClocks(tx, ctx, { caseId, because: "arrived" });
}

/** The same for a case that never had clocks: they began long ago, so nothing is told now. What has run out already is not told either. */
export async function fillClocks(tx: Tx, ctx: Ctx, caseId: string): Promise<void> {
  await writeClocks(tx, ctx, { caseId });
  await tx.clock.updateMany({ where: { caseId, dueAt: { lte: ctx.now } }, data: { sweepAt: null, draftAt: null } });
}

type Row = Awaited<ReturnType<typeof listKept>>[number];

function listKept(tx: Tx, caseId: string) {
  return tx.clock.findMany({ where: { caseId }, orderBy: { id: "asc" }, take: 100 });
}

async function writeClocks(
  tx: Tx,
  ctx: Ctx,
  { caseId, countedBy }: { caseId: string; countedBy?: CountedBy },
): Promise<Changes> {
  const row = await tx.case.findUniqueOrThrow({ where: { id: caseId }, select: CLOCK_FACTS });
  const { calendar, version } = countedBy ?? (await calendarOf(tx, row.siteId));
  const { clocks, overAt } = await readKnownCase(tx, row, ctx.now);
  const before = await listKept(tx, caseId);
  const changes: Changes = { siteId: row.siteId, zone: row.site.timeZone, started: [], met: [], moved: [] };
  const kept: KeptClock[] = [];
  for (const clock of clocks) {
    const { id: limitId, clock: kind } = clock.limit;
    const now = keepClock(clock, { overAt }, { calendar, now: ctx.now });
    kept.push(now);
    const old = before.find((each) => each.limitId === limitId);
    if (old && isSame(old, now) && old.calendarVersion === version) continue;
    const clockId = old?.id ?? newId();
    const data = { ...now, droppedAt: null, sweepAt: sweepOf(old, now, ctx.now), calendarVersion: version };
    const draftAt = isAsBefore(old, now) ? old.draftAt : firstDraftAt(packOf(row), { ...now, clock: kind }, ctx.now);
    const written = {
      ...data,
      draftAt,
      startedFrom: clock.limit.startsAt,
      ruleId: row.kindRuleId,
      computedAt: ctx.now,
    };
    if (old) await tx.clock.update({ where: { id: old.id }, data: written });
    else {
      const { siteId, packId, packVersion } = row;
      await tx.clock.create({
        data: { id: clockId, caseId, siteId, clock: kind, limitId, packId, packVersion, ...written },
      });
    }
    note(changes, { clockId, clock: kind }, old, now);
  }
  const limitIds = clocks.map(({ limit }) => limit.id);
  const gone = before.filter(({ limitId, droppedAt }) => droppedAt === null && !limitIds.includes(limitId));
  await tx.clock.updateMany({
    where: { id: { in: gone.map(({ id }) => id) } },
    data: { droppedAt: ctx.now, isOpen: false, isPaused: false, sweepAt: null, draftAt: null, computedAt: ctx.now },
  });
  const nextDueAt = nextDue(kept);
  if (row.clocksAt === null || row.nextDueAt.getTime() !== nextDueAt.getTime()) {
    await tx.case.update({ where: { id: caseId }, data: { nextDueAt, clocksAt: ctx.now } });
  }
  return changes;
}

// What was told of a due time was told of that one; another is told anew.
function sweepOf(old: Row | undefined, now: KeptClock, at: Date): Date | null {
  return isAsBefore(old, now) ? old.sweepAt : nextSweep(now, at);
}

function isAsBefore(old: Row | undefined, now: KeptClock): old is Row {
  const wasRunning = old?.isOpen === true && !old.isPaused;
  return wasRunning && now.isOpen && !now.isPaused && old.dueAt.getTime() === now.dueAt.getTime();
}

const TIMES = ["startedAt", "metAt", "endedAt", "dueAt", "dueSoonAt"] as const;

function isSame(old: Row, now: KeptClock): boolean {
  return (
    old.droppedAt === null &&
    old.isOpen === now.isOpen &&
    old.isPaused === now.isPaused &&
    TIMES.every((key) => (old[key]?.getTime() ?? null) === (now[key]?.getTime() ?? null))
  );
}

function note(changes: Changes, named: { clockId: string; clock: ClockKind }, old: Row | undefined, now: KeptClock) {
  const wasOpen = old?.isOpen === true;
  if (now.isOpen && !wasOpen) changes.started.push({ ...named, dueAt: now.dueAt });
  // An update ends with the answer, which tells of itself.
  if (now.metAt && !old?.metAt && named.clock !== "update") {
    changes.met.push({ ...named, dueAt: now.dueAt, metAt: now.metAt });
  }
  // Another round of an update is no other due time; what began it tells of itself.
  const isSameRound = old?.startedAt.getTime() === now.startedAt.getTime();
  if (wasOpen && now.isOpen && isSameRound && old.dueAt.getTime() !== now.dueAt.getTime()) {
    changes.moved.push({ ...named, before: old.dueAt, after: now.dueAt });
  }
}

type Telling = { caseId: string; because: ClockCause; changes: Changes };

async function tellChanges(tx: Tx, ctx: Ctx, { caseId, because, changes }: Telling): Promise<void> {
  const { siteId, zone, started, met, moved } = changes;
  const subject = { noun: "case", id: caseId } as const;
  const due = (at: Date) => dueLabel(at, zone);
  if (started.length > 0) {
    const clocks = started.map(({ dueAt, ...named }) => ({ ...named, due: due(dueAt) }));
    await recordEvent(tx, ctx, { subject, siteId, event: { type: "clock.started", data: { clocks } } });
  }
  if (met.length > 0) {
    const clocks = met.map(({ dueAt, metAt, ...named }) => ({ ...named, due: due(dueAt), isLate: metAt > dueAt }));
    await recordEvent(tx, ctx, { subject, siteId, event: { type: "clock.met", data: { clocks } } });
  }
  if (moved.length > 0) {
    const clocks = moved.map(({ before, after, ...named }) => ({ ...named, from: due(before), to: due(after) }));
    await recordEvent(tx, ctx, { subject, siteId, event: { type: "clock.moved", data: { because, clocks } } });
  }
}
