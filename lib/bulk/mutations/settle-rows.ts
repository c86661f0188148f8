import "server-only";
import { assignCase, takeCase } from "@/lib/case/mutations/assign-case";
import { moveCase, waitOnCase } from "@/lib/case/mutations/move-case";
import { undoAssignment, undoMove } from "@/lib/case/mutations/undo";
import { lockCase } from "@/lib/case/scope";
import { withdrawEscalation } from "@/lib/escalation/mutations/answer-escalation";
import { raiseEscalation } from "@/lib/escalation/mutations/raise-escalation";
import { recordEvent } from "@/lib/events/record";
import { chainOf, readEvent } from "@/lib/events/schema";
import { planFollowUp } from "@/lib/follow-up/mutations/plan-follow-up";
import { cancelFollowUp } from "@/lib/follow-up/mutations/settle-follow-up";
import { asFailure } from "@/lib/platform/action";
import { type Ctx, type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, LostRace, NotFound } from "@/lib/platform/errors";
import { viewerForJob } from "@/lib/platform/viewer";
import { tagCase, untagCase } from "@/lib/tag/mutations";
import { tagKey } from "@/lib/tag/rules";
import { type FoundFacts, readAround, readFacts } from "../queries/facts";
import { UNDO_HOURS, whyNot } from "../rules";
import type { BulkDeedInput } from "../schema";

/** A run as its worker holds it. */
export type Run = {
  id: string;
  claimId: string;
  byId: string;
  title: string;
  asOf: Date;
  deed: BulkDeedInput;
  actor: { id: string; name: string };
  isUndo: boolean;
};

/** Another worker goes on with this run by now. */
export class Overtaken extends Error {}

const ROW = {
  ...{ caseId: true, seenVersion: true, key: true, settledAt: true, version: true, madeId: true },
  ...{ outcome: true, undone: true },
} as const;

type Row = Awaited<ReturnType<typeof lockRow>>;
type Told = { position: number; now: Date };

const MOST_TRIES = 3;

/** Does what is to be done to one case, or writes down why not. Whoever began it is looked up anew, so that a role that ended ends it. */
export async function settleRow(ctx: Ctx, run: Run, { position, now }: Told, tries = 1): Promise<void> {
  try {
    const viewer = await viewerForJob(run.byId);
    if (!viewer) throw new Conflict("Who began this can no longer sign in.");
    const theirs: UserCtx = { actor: run.actor, now, viewer };
    await withTransaction(theirs, (tx) =>
      run.isUndo ? undoRow(tx, theirs, run, position) : doRow(tx, theirs, run, position),
    );
  } catch (error) {
    if (error instanceof LostRace && tries < MOST_TRIES) return settleRow(ctx, run, { position, now }, tries + 1);
    const why = reasonOf(error);
    await withTransaction(ctx, (tx) => leave(tx, run, { position, now, why }));
  }
}

const CHANGED = "It has changed since you looked, so it was left as it is.";

/** The deed and what is written down of it are one transaction: a worker that is killed has done both, or neither. */
async function doRow(tx: Tx, ctx: UserCtx, { id: runId, deed }: Run, position: number): Promise<void> {
  const row = await lockRow(tx, runId, position);
  if (row.outcome !== null) return;
  await lockCase(tx, row.caseId);
  const [found] = await readFacts(tx, ctx.viewer, { ids: [row.caseId], deed, now: ctx.now });
  if (!found) throw new NotFound("This case");
  const around = await readAround(tx, ctx.viewer, deed);
  const why = whyNot(ctx.viewer, { deed, facts: found.facts, around });
  if (why !== null) throw new Conflict(why);
  if (found.version !== row.seenVersion) throw new Conflict(CHANGED);
  const made: Made = await doDeed(tx, { ...ctx, within: tx, runId }, { deed, found, key: row.key });
  await tx.bulkRow.update({
    where: { runId_position: { runId, position } },
    data: { outcome: "done", settledAt: ctx.now, version: made.version, madeId: made.madeId },
  });
}

async function undoRow(tx: Tx, ctx: UserCtx, { id: runId, deed }: Run, position: number): Promise<void> {
  const row = await lockRow(tx, runId, position);
  if (row.outcome !== "done" || row.undone !== null) return;
  await lockCase(tx, row.caseId);
  await takeBack(tx, { ...ctx, within: tx, runId }, { deed, row });
  await tx.bulkRow.update({ where: { runId_position: { runId, position } }, data: { undone: "done" } });
}

async function lockRow(tx: Tx, runId: string, position: number) {
  await tx.$executeRaw`
    SELECT "position" FROM "BulkRow" WHERE "runId" = ${runId}::uuid AND "position" = ${position} FOR UPDATE`;
  return tx.bulkRow.findUniqueOrThrow({ where: { runId_position: { runId, position } }, select: ROW });
}

async function leave(tx: Tx, { id: runId, isUndo }: Run, { position, now, why }: Told & { why: string }) {
  if (isUndo) {
    const where = { runId, position, outcome: "done" as const, undone: null };
    await tx.bulkRow.updateMany({ where, data: { undone: "left_out", undoWhy: why } });
    return;
  }
  await tx.bulkRow.updateMany({
    where: { runId, position, outcome: null },
    data: { outcome: "left_out", why, settledAt: now },
  });
}

function reasonOf(error: unknown): string {
  const { message, fieldErrors } = asFailure("runBulk", error);
  return Object.values(fieldErrors ?? {})[0]?.[0] ?? message;
}

/** Writes down that nothing is left to do for a run. */
export async function endRun(ctx: Ctx, run: Run, now: Date): Promise<void> {
  const { id: runId, claimId, byId, title, actor, isUndo } = run;
  await withTransaction(ctx, async (tx) => {
    const ended = await tx.bulkRun.updateMany({
      where: { id: runId, claimId, ...(isUndo ? { undoneAt: null } : { endedAt: null }) },
      data: { ...(isUndo ? { undoneAt: now } : { endedAt: now }), claimId: null },
    });
    if (ended.count === 0) throw new Overtaken();
    await tellEnd(tx, { actor, now }, { runId, byId, title, isUndo });
  });
}

/**
 * Writes down how a run stands that no worker ends: what it did not come to is left out. What an undoing did not come to stays open, for it
 * can be asked for again.
 */
export async function tellGivenUp(tx: Tx, runId: string, now: Date): Promise<void> {
  await tx.bulkRow.updateMany({
    where: { runId, outcome: null },
    data: { outcome: "left_out", why: "The change was given up before it came to this case.", settledAt: now },
  });
  const { byId, by, title, undoAskedAt } = await tx.bulkRun.findUniqueOrThrow({
    where: { id: runId },
    select: { byId: true, by: { select: { name: true } }, title: true, undoAskedAt: true },
  });
  await tellEnd(tx, { actor: { id: byId, name: by.name }, now }, { runId, byId, title, isUndo: undoAskedAt !== null });
}

async function tellEnd(
  tx: Tx,
  ctx: { actor: { id: string; name: string }; now: Date },
  { runId, byId, title, isUndo }: { runId: string; byId: string; title: string; isUndo: boolean },
): Promise<void> {
  const all = isUndo ? { runId, outcome: "done" as const } : { runId };
  const [count, done] = [
    await tx.bulkRow.count({ where: all }),
    await tx.bulkRow.count({ where: { runId, [isUndo ? "undone" : "outcome"]: "done" } }),
  ];
  await recordEvent(tx, ctx, {
    subject: { noun: "person", id: byId },
    siteId: null,
    event: {
      type: isUndo ? "bulk.undone" : "bulk.ended",
      data: { runId, deed: title, done, left: count - done },
    },
  });
}

type Doing = { deed: BulkDeedInput; found: FoundFacts; key: string };
type Made = { version: number | null; madeId: string | null };

/** The deed as it is done to a single case, by what that needs to know of the case beside. */
async function doDeed(tx: Tx, ctx: UserCtx, { deed, found, key }: Doing): Promise<Made> {
  const { id: caseId, facts } = found;
  const onCase = (version: number | null): Made => ({ version, madeId: null });
  const beside = (madeId: string | null): Made => ({ version: null, madeId });
  switch (deed.deed) {
    case "assign":
      return onCase((await assignCase(ctx, { caseId, expectedOwnerId: facts.ownerId, ownerId: deed.ownerId })).version);
    case "take":
      return onCase((await takeCase(ctx, { caseId, expectedOwnerId: facts.ownerId })).version);
    case "move":
      return onCase((await moveCase(ctx, { caseId, expectedState: facts.state, event: deed.event })).version);
    case "wait": {
      const { waitingFor, reason, until } = deed;
      const input = { caseId, expectedState: facts.state, waitingFor, reason, until };
      return onCase((await waitOnCase(ctx, input)).version);
    }
    case "tag":
      return beside((await tagCase(ctx, { caseId, label: deed.label })).tagId);
    case "untag": {
      const where = { siteId_key: { siteId: facts.siteId, key: tagKey(deed.label) } };
      const tag = await tx.tag.findUniqueOrThrow({ where, select: { id: true } });
      return beside((await untagCase(ctx, { caseId, tagId: tag.id })).tagId);
    }
    case "escalate":
      await raiseEscalation(ctx, { caseId, reason: deed.reason, level: deed.level, toPersonId: null });
      return beside(null);
    case "follow_up": {
      const { what, dueOn, channel, bestTime } = deed;
      const language = await languageFor(tx, caseId);
      const input = { idempotencyKey: key, caseId, what, dueOn, channel, bestTime, language };
      const ownerId = deed.doneBy === "owner" ? facts.ownerId : null;
      return beside((await planFollowUp(ctx, { ...input, whom: "patient", partyName: null, ownerId })).followUpId);
    }
    default:
      return deed satisfies never;
  }
}

/** As the form for a single follow-up begins: in their language where they need an interpreter. */
async function languageFor(tx: Tx, caseId: string): Promise<string | null> {
  const row = await tx.case.findUnique({
    where: { id: caseId },
    select: { patient: { select: { language: true, needsInterpreter: true } } },
  });
  return row?.patient?.needsInterpreter ? row.patient.language : null;
}

const UNDO_MS = UNDO_HOURS * 3_600_000;

/** Undoes what the deed made of a case, as it is undone for a single one; throws where the case has changed since. */
async function takeBack(tx: Tx, ctx: UserCtx, { deed, row }: { deed: BulkDeedInput; row: Row }): Promise<void> {
  const { caseId, version, madeId, settledAt } = row;
  switch (deed.deed) {
    case "assign":
    case "take":
      await undoAssignment(ctx, { caseId, version: version ?? 0 }, UNDO_MS);
      return;
    case "move":
    case "wait":
      await undoMove(ctx, { caseId, version: version ?? 0 }, UNDO_MS);
      return;
    case "tag": {
      const still = { caseId, tagId: madeId ?? "", removedAt: null, addedById: ctx.viewer.personId };
      const count = await tx.caseTag.count({ where: { ...still, addedAt: settledAt ?? ctx.now } });
      if (count === 0) throw new Conflict("The tag was taken off already.");
      await untagCase(ctx, { caseId, tagId: madeId ?? "" });
      return;
    }
    case "untag": {
      const since = { caseId, tagId: madeId ?? "", addedAt: { gt: settledAt ?? ctx.now }, removedAt: { not: null } };
      if ((await tx.caseTag.count({ where: since })) > 0)
        throw new Conflict("It was taken off by somebody else since.");
      if (!(await tagCase(ctx, { caseId, label: deed.label })).hasChanged)
        throw new Conflict("The tag is on it again.");
      return;
    }
    case "follow_up": {
      const followUpId = madeId ?? "";
      const tried = await tx.followUpAttempt.count({ where: { followUpId } });
      if (tried > 0) throw new Conflict("It has been followed up already.");
      if (!(await isAsPlanned(tx, { caseId, followUpId, deed }))) throw new Conflict("It was changed since.");
      await cancelFollowUp(ctx, { followUpId, reason: "Taken back with others that were planned together." });
      return;
    }
    case "escalate": {
      const raised = await tx.escalation.findFirst({
        where: { caseId, runId: ctx.runId, raisedById: ctx.viewer.personId, previousId: null },
        select: { id: true, answeredAt: true },
      });
      if (!raised || raised.answeredAt) throw new Conflict("It was answered or passed on already.");
      const reason = "Taken back with others that were escalated together.";
      await withdrawEscalation(ctx, { escalationId: raised.id, reason });
      return;
    }
    default:
      return deed satisfies never;
  }
}

type Planned = { caseId: string; followUpId: string; deed: BulkDeedInput & { deed: "follow_up" } };

/** Whether a follow-up is still on its case as it was planned, and with the owner that it was planned for. */
async function isAsPlanned(tx: Tx, { caseId, followUpId, deed }: Planned): Promise<boolean> {
  const { dueOn, bestTime } = deed;
  const row = await tx.followUp.findFirst({
    where: { id: followUpId, caseId, state: "open", dueOn: new Date(dueOn), bestTime },
    select: { ownerId: true },
  });
  if (!row) return false;
  const handedOn = await tx.event.findFirst({
    where: {
      ...{ chain: chainOf({ noun: "case", id: caseId }), type: "follow_up.handed_on" },
      data: { path: ["followUpId"], equals: followUpId },
    },
    orderBy: { position: "asc" },
    select: { data: true },
  });
  const handing = handedOn && readEvent({ type: "follow_up.handed_on", data: handedOn.data, detail: null });
  return handing?.type !== "follow_up.handed_on" || handing.data.fromId === row.ownerId;
}
