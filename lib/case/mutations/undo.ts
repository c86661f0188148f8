import "server-only";
import { can } from "@/lib/access/policy";
import { recomputeClocks } from "@/lib/clock/mutations/recompute";
import { recordEvent } from "@/lib/events/record";
import { chainOf, type HeardEvent, readEvent } from "@/lib/events/schema";
import { handBack } from "@/lib/follow-up/mutations/hand-on";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden } from "@/lib/platform/errors";
import { STATE_LABELS } from "../labels";
import { CaseState, type UndoInput } from "../schema";
import { findOwner } from "./assign-case";
import { findForMove, type MovingCase } from "./move-case";

/** Longer than the offer stands on the screen, to make up for a slow network. */
const UNDO_WITHIN_MS = 60_000;

const STEPS: HeardEvent["type"][] = [
  "case.assigned",
  "case.triaged",
  "case.moved",
  "case.closed",
  "case.reopened",
  "case.assignment_undone",
  "case.handed_over",
  "case.handover_undone",
  "case.move_undone",
];

/** Gives a case back to whoever had it, by whoever has just assigned or taken it and while nothing has changed since. */
export async function undoAssignment(ctx: UserCtx, input: UndoInput, withinMs = UNDO_WITHIN_MS) {
  return withTransaction(ctx, async (tx) => {
    const row = await findToUndo(tx, ctx, input);
    const steps = await lastSteps(tx, ctx, row, withinMs);
    const hasTriaged = steps[0]?.type === "case.triaged";
    const assigned = hasTriaged ? steps[1] : steps[0];
    if (assigned?.type !== "case.assigned" || assigned.data.toId !== row.ownerId) throw changedSince();
    const { fromId, fromName, toId, toName } = assigned.data;
    const owner = await findOwner(tx, { ownerId: fromId, siteId: row.siteId });
    if (fromId !== null && !owner?.isHere)
      throw new Conflict(`${fromName ?? "Whoever had it"} no longer works here. Assign the case to somebody else.`);
    await tx.case.update({
      where: { id: row.id },
      data: {
        ownerId: fromId,
        state: hasTriaged ? await stateBeforeTriage(tx, row) : row.state,
        updatedAt: ctx.now,
        version: { increment: 1 },
      },
    });
    if (fromId && toId) {
      const handedAt = await assignedAt(tx, row);
      await handBack(tx, ctx, { caseIds: [row.id], fromId: toId, toId: fromId, handedAt });
    }
    await recordEvent(tx, ctx, {
      subject: { noun: "case", id: row.id },
      siteId: row.siteId,
      event: {
        type: "case.assignment_undone",
        data: { fromId: toId, fromName: toName, toId: fromId, toName: fromName },
      },
    });
    return { reference: row.reference };
  });
}

/** Puts a case back into the state that whoever asks has just moved it from, while nothing has changed since. */
export async function undoMove(ctx: UserCtx, input: UndoInput, withinMs = UNDO_WITHIN_MS) {
  return withTransaction(ctx, async (tx) => {
    const row = await findToUndo(tx, ctx, input);
    const [moved] = await lastSteps(tx, ctx, row, withinMs);
    if (moved?.type !== "case.moved" || moved.data.to !== STATE_LABELS[row.state]) throw changedSince();
    const before = Object.values(CaseState).find((state) => STATE_LABELS[state] === moved.data.from);
    // How and when they were told is no longer known, so an answer is recorded again.
    if (!before || before === "answered" || row.state === "answered") {
      throw new Conflict("This step cannot be taken back. Take the next step instead.");
    }
    if (before === "waiting") await reopenWait(tx, row);
    else await tx.caseWait.updateMany({ where: { caseId: row.id, endedAt: null }, data: { endedAt: ctx.now } });
    await tx.case.update({
      where: { id: row.id },
      data: { state: before, updatedAt: ctx.now, version: { increment: 1 } },
    });
    await recordEvent(tx, ctx, {
      subject: { noun: "case", id: row.id },
      siteId: row.siteId,
      event: { type: "case.move_undone", data: { from: STATE_LABELS[row.state], to: STATE_LABELS[before] } },
    });
    await recomputeClocks(tx, ctx, { caseId: row.id, because: "step" });
    return { reference: row.reference };
  });
}

async function findToUndo(tx: Tx, ctx: UserCtx, { caseId, version }: UndoInput): Promise<MovingCase> {
  const row = await findForMove(tx, ctx, caseId);
  if (!can(ctx.viewer, "case.work", row.siteId)) throw new Forbidden();
  if (row.version !== version) throw changedSince();
  return row;
}

/** What last changed the owner or state of the case, newest first, where the person who asks did it so short a time ago. */
async function lastSteps(tx: Tx, ctx: UserCtx, row: MovingCase, withinMs: number): Promise<HeardEvent[]> {
  const found = await tx.event.findMany({
    where: { chain: chainOf({ noun: "case", id: row.id }), type: { in: STEPS } },
    orderBy: { position: "desc" },
    take: 2,
    select: { type: true, data: true, actorId: true, at: true },
  });
  const [last] = found;
  if (!last || last.actorId !== ctx.viewer.personId) throw changedSince();
  if (ctx.now.getTime() - last.at.getTime() > withinMs) {
    throw new Conflict("It is too late to take this back. Change the case itself instead.");
  }
  return found.flatMap((each) => readEvent({ ...each, detail: null }) ?? []);
}

async function assignedAt(tx: Tx, { id }: MovingCase): Promise<Date> {
  const assigned = await tx.event.findFirstOrThrow({
    where: { chain: chainOf({ noun: "case", id }), type: "case.assigned" },
    orderBy: { position: "desc" },
    select: { at: true },
  });
  return assigned.at;
}

// A case is new only until its first triage; any later one followed a reopening.
async function stateBeforeTriage(tx: Tx, { id }: MovingCase): Promise<CaseState> {
  const reopenings = await tx.event.count({
    where: { chain: chainOf({ noun: "case", id }), type: "case.reopened" },
  });
  return reopenings > 0 ? "reopened" : "new";
}

async function reopenWait(tx: Tx, { id }: MovingCase): Promise<void> {
  const wait = await tx.caseWait.findFirst({
    where: { caseId: id },
    orderBy: [{ since: "desc" }, { id: "desc" }],
    select: { id: true },
  });
  if (wait) await tx.caseWait.update({ where: { id: wait.id }, data: { endedAt: null } });
}

function changedSince(): Conflict {
  return new Conflict("This case has changed since, so it was left as it is. Look at it again.");
}
