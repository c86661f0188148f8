import "server-only";
import { lockCasesOf } from "@/lib/case/scope";
import { escalateByMatrix } from "@/lib/escalation/mutations/by-matrix";
import { listOpenCasesOf } from "@/lib/escalation/queries/timely";
import { recordEvent } from "@/lib/events/record";
import type { HeardEvent } from "@/lib/events/schema";
import { patientsEverVisibleTo } from "@/lib/patient/scope";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import { Prisma, type Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { canMergePatients, canUnmergePatients } from "./policy";
import { asColumns, asRecord, combine, MOVING, type MovingReference, problemOf, takeApart } from "./rules";
import {
  type MergePatientsInput,
  type PatientField,
  type PatientRecord,
  type Snapshot,
  snapshotSchema,
  type UnmergePatientsInput,
} from "./schema";

export type Merged = { survivorId: string; mergedId: string };
export type Unmerged = Merged & { kept: PatientField[] };

/**
 * Makes two records of one person one, with the fields that were chosen. Everything that refers to the merged record moves to the
 * survivor; the merged one stays and points there. Kept in whole, so that it can be undone.
 */
export async function mergePatients(ctx: UserCtx, input: MergePatientsInput): Promise<Merged> {
  const { mergeId, survivorId, mergedId } = input;
  await withTransaction(ctx, async (tx) => {
    const [survivor, merged] = await lockAll(tx, ctx, { survivorId, mergedId });
    if (await isDoneAlready(tx, ctx, input)) return;
    const { siteId } = survivor;
    if (!canMergePatients(ctx.viewer, siteId)) throw new Forbidden();
    if (merged.siteId !== siteId) {
      throw new Conflict("These two are registered at different sites, and a record never leaves its site.");
    }
    if (survivor.mergedIntoId || merged.mergedIntoId) {
      throw new Conflict("One of the two has been merged already. Reload the page to see where it went.");
    }
    if (survivor.version !== input.survivorVersion || merged.version !== input.mergedVersion) {
      throw new Conflict("One of the two was changed while you compared them. Reload the page and compare again.");
    }
    const before = { survivor: asRecord(survivor), merged: asRecord(merged) };
    const { next, taken } = combine(before.survivor, before.merged, input.take ?? {});
    const problem = problemOf(next);
    if (problem) throw new Invalid({ [`take.${problem.field}`]: problem.message });

    // A record number belongs to one record at a site, so the merged one lets go of it first.
    const recordNumber = taken.includes("recordNumber") ? null : before.merged.recordNumber;
    await write(tx, mergedId, { ...before.merged, recordNumber });
    await tx.patient.update({ where: { id: mergedId }, data: { mergedIntoId: survivorId } });
    await write(tx, survivorId, next);
    const moved = await moveAll(tx, { from: mergedId, to: survivorId });
    const snapshot: Snapshot = { ...before, taken, moved };
    await tx.patientMerge.create({
      data: { id: mergeId, siteId, survivorId, mergedId, snapshot, mergedById: ctx.viewer.personId, mergedAt: ctx.now },
    });
    const tell = (id: string, otherId: string, as: "survivor" | "merged") =>
      record(tx, ctx, { id, siteId, event: { type: "patient.merged", data: { mergeId, otherId, as } } });
    await tell(survivorId, mergedId, "survivor");
    await tell(mergedId, survivorId, "merged");
    await tellCases(tx, ctx, {
      ...{ siteId, caseIds: moved[CASES] ?? [] },
      event: { type: "record.merged", data: { mergeId, fromId: mergedId, toId: survivorId } },
    });
    await escalateCasesOf(tx, ctx, [survivorId]);
  });
  return { survivorId, mergedId };
}

/**
 * Undoes a merge: what was moved and still stands with the survivor goes back, both records are as they were. A field that was taken
 * over and changed since stays as it is, and is told.
 */
export async function unmergePatients(ctx: UserCtx, { mergeId, reason }: UnmergePatientsInput): Promise<Unmerged> {
  try {
    return await withTransaction(ctx, (tx) => takeBack(tx, ctx, { mergeId, reason }));
  } catch (error) {
    if (!isDuplicate(error, "Patient_siteId_recordNumberKey_key")) throw error;
    throw new Conflict("Its record number has meanwhile been given to somebody else. Change it there, then undo this.");
  }
}

async function takeBack(tx: Tx, ctx: UserCtx, { mergeId, reason }: UnmergePatientsInput): Promise<Unmerged> {
  const found = await tx.patientMerge.findFirst({
    where: { id: mergeId, survivor: patientsEverVisibleTo(ctx.viewer) },
    select: { survivorId: true, mergedId: true, siteId: true },
  });
  if (!found) throw new NotFound("This merge");
  const { survivorId, mergedId, siteId } = found;
  if (!canUnmergePatients(ctx.viewer, siteId)) throw new Forbidden("Only a manager of the site undoes a merge.");
  const [survivor] = await lockAll(tx, ctx, { survivorId, mergedId });
  const merge = await tx.patientMerge.findUniqueOrThrow({ where: { id: mergeId } });
  if (merge.undoneAt) throw new Conflict("This merge has been undone already.");
  if (survivor.mergedIntoId) {
    throw new Conflict("The record that stayed has itself been merged since. Undo that merge first, then this one.");
  }
  const snapshot = snapshotSchema.parse(merge.snapshot);
  const { next, kept } = takeApart(asRecord(survivor), snapshot);
  await write(tx, survivorId, next);
  await write(tx, mergedId, snapshot.merged);
  await tx.patient.update({ where: { id: mergedId }, data: { mergedIntoId: null } });
  const movedBack = await moveBack(tx, { moved: snapshot.moved, from: survivorId, to: mergedId });
  await tx.patientMerge.update({
    where: { id: mergeId },
    data: { undoneAt: ctx.now, undoneById: ctx.viewer.personId, undoneReason: reason },
  });
  const tell = (id: string, otherId: string) =>
    record(tx, ctx, { id, siteId, event: { type: "patient.unmerged", data: { mergeId, otherId, kept } } });
  await tell(survivorId, mergedId);
  await tell(mergedId, survivorId);
  await tellCases(tx, ctx, {
    ...{ siteId, caseIds: movedBack },
    event: { type: "record.unmerged", data: { mergeId, fromId: survivorId, toId: mergedId } },
  });
  await escalateCasesOf(tx, ctx, [survivorId, mergedId]);
  return { survivorId, mergedId, kept };
}

type Pair = { survivorId: string; mergedId: string };

/**
 * Both records and the cases of either, locked: some move, and of all it changes which repeat they are. The cases come first, as in every
 * verb on a case: whoever holds one may still write a row that names its patient, and would wait for the record. A case that was logged
 * meanwhile is locked after all.
 */
async function lockAll(tx: Tx, ctx: UserCtx, pair: Pair) {
  const patients = [pair.survivorId, pair.mergedId];
  await lockCasesOf(tx, patients);
  const both = await lockBoth(tx, ctx, pair);
  await lockCasesOf(tx, patients);
  return both;
}

/** Locked in the order of their ids, so that two merges of the same two wait for each other instead of both going on. */
async function lockBoth(tx: Tx, ctx: UserCtx, { survivorId, mergedId }: Pair) {
  await tx.$executeRaw`
    SELECT "id" FROM "Patient" WHERE "id" IN (${survivorId}::uuid, ${mergedId}::uuid) ORDER BY "id" FOR UPDATE`;
  const rows = await tx.patient.findMany({
    where: { AND: [{ id: { in: [survivorId, mergedId] } }, patientsEverVisibleTo(ctx.viewer)] },
    take: 2,
  });
  const survivor = rows.find(({ id }) => id === survivorId);
  const merged = rows.find(({ id }) => id === mergedId);
  if (!survivor || !merged) throw new NotFound("One of these patients");
  return [survivor, merged] as const;
}

async function isDoneAlready(tx: Tx, ctx: UserCtx, { mergeId, survivorId, mergedId }: MergePatientsInput) {
  const mine = { id: mergeId, survivorId, mergedId, mergedById: ctx.viewer.personId, undoneAt: null };
  return (await tx.patientMerge.findFirst({ where: mine, select: { id: true } })) !== null;
}

async function write(tx: Tx, id: string, record: PatientRecord): Promise<void> {
  await tx.patient.update({ where: { id }, data: { ...asColumns(record), version: { increment: 1 } } });
}

type Way = { from: string; to: string };

/** Which repeat a case is has changed for every case of either: the escalation matrix looks at that. */
async function escalateCasesOf(tx: Tx, ctx: UserCtx, patientIds: string[]): Promise<void> {
  for (const caseId of await listOpenCasesOf(tx, patientIds)) await escalateByMatrix(tx, ctx, caseId);
}

async function moveAll(tx: Tx, { from, to }: Way): Promise<Snapshot["moved"]> {
  const moved: Snapshot["moved"] = {};
  for (const reference of MOVING) {
    const { name, table, column } = identifiers(reference);
    const rows = await tx.$queryRaw<{ id: string }[]>`
      UPDATE ${table} SET ${column} = ${to}::uuid WHERE ${column} = ${from}::uuid RETURNING "id"`;
    moved[name] = rows.map(({ id }) => id);
  }
  return moved;
}

/** The ids of the cases that went back. */
async function moveBack(tx: Tx, { moved, from, to }: Way & { moved: Snapshot["moved"] }): Promise<string[]> {
  const cases: string[] = [];
  for (const reference of MOVING) {
    const { name, table, column } = identifiers(reference);
    const ids = moved[name] ?? [];
    if (ids.length === 0) continue;
    const rows = await tx.$queryRaw<{ id: string }[]>`
      UPDATE ${table} SET ${column} = ${to}::uuid WHERE ${column} = ${from}::uuid AND "id" = ANY(${ids}::uuid[])
      RETURNING "id"`;
    if (name === CASES) cases.push(...rows.map(({ id }) => id));
  }
  // Whoever was named since for one of those cases goes with the case.
  await tx.representative.updateMany({
    where: { patientId: from, case: { id: { in: moved[CASES] ?? [] }, patientId: to } },
    data: { patientId: to },
  });
  return cases;
}

const CASES = "Case.patientId";

type Telling = { siteId: string; caseIds: string[]; event: HeardEvent };

/** Tells it where it changed whose case it is: in the order of their ids, as everybody who writes in several chains. */
async function tellCases(tx: Tx, ctx: UserCtx, { siteId, caseIds, event }: Telling): Promise<void> {
  for (const id of caseIds.toSorted()) await recordEvent(tx, ctx, { subject: { noun: "case", id }, siteId, event });
}

function identifiers({ table, column }: MovingReference) {
  return { name: `${table}.${column}`, table: Prisma.raw(`"${table}"`), column: Prisma.raw(`"${column}"`) };
}

async function record(tx: Tx, ctx: UserCtx, { id, siteId, event }: { id: string; siteId: string; event: HeardEvent }) {
  await recordEvent(tx, ctx, { subject: { noun: "patient", id }, siteId, event });
}
