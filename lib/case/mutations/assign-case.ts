import "server-only";
import { OWNER_ROLES } from "@/lib/access/policy";
import { refuseMerged } from "@/lib/case-join/queries";
import { recordEvent } from "@/lib/events/record";
import { handOnAll, handOnStranded } from "@/lib/follow-up/mutations/hand-on";
import { notify } from "@/lib/notification/mutations/notify";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import type { Person } from "@/lib/shared/person";
import { canAssignCase, canTakeCase } from "../policy";
import type { AssignCaseInput, TakeCaseInput } from "../schema";
import { casesVisibleTo } from "../scope";
import { nextState } from "../workflow";

export type AssignedCase = {
  caseId: string;
  reference: string;
  owner: Person;
  previousOwner: Person | null;
  /** What it may be undone by; null where nothing was changed. */
  version: number | null;
};

/** Gives a case to somebody who works cases at its site. A new case is thereby triaged. */
export async function assignCase(
  ctx: UserCtx,
  { caseId, expectedOwnerId, ownerId }: AssignCaseInput,
): Promise<AssignedCase> {
  return withTransaction(ctx, async (tx) => {
    const row = await findForAssignment(tx, ctx, caseId);
    if (!canAssignCase(ctx.viewer, factsOf(row))) throw new Forbidden(refusal(row));
    const owner = await tx.person.findFirst({
      where: {
        id: ownerId,
        deactivatedAt: null,
        roles: { some: { siteId: row.siteId, role: { in: [...OWNER_ROLES] } } },
      },
      select: { id: true, name: true },
    });
    if (!owner) throw new Invalid({ ownerId: "Choose somebody who works cases at this site." });
    return writeOwner(tx, ctx, { row, expectedOwnerId, owner });
  });
}

/** Takes a case for oneself: one that nobody has, or, for who assigns cases, one that somebody has. */
export async function takeCase(ctx: UserCtx, { caseId, expectedOwnerId }: TakeCaseInput): Promise<AssignedCase> {
  return withTransaction(ctx, async (tx) => {
    const row = await findForAssignment(tx, ctx, caseId);
    const owner = { id: ctx.viewer.personId, name: ctx.viewer.name };
    if (row.ownerId === owner.id) {
      return { caseId, reference: row.reference, owner, previousOwner: row.owner, version: null };
    }
    if (!canTakeCase(ctx.viewer, factsOf(row))) {
      if (row.owner && row.ownerId !== expectedOwnerId) throw staleOwner(row, owner);
      throw new Forbidden(
        row.owner ? `${row.owner.name} has this case. A supervisor can give it to you.` : refusal(row),
      );
    }
    return writeOwner(tx, ctx, { row, expectedOwnerId, owner });
  });
}

/** Makes somebody the owner of a case that the caller has locked, whoever had it. */
export async function handCase(tx: Tx, ctx: UserCtx, caseId: string, owner: Person): Promise<AssignedCase> {
  const row = await findForAssignment(tx, ctx, caseId);
  return writeOwner(tx, ctx, { row, expectedOwnerId: row.ownerId, owner });
}

/** Who had the case, and whether they still own cases at its site: with whoever left meanwhile nobody would see it. */
export async function findOwner(
  tx: Tx,
  { ownerId, siteId }: { ownerId: string | null; siteId: string },
): Promise<{ name: string; isHere: boolean } | null> {
  if (ownerId === null) return null;
  const owner = await tx.person.findUnique({
    where: { id: ownerId },
    select: {
      name: true,
      deactivatedAt: true,
      roles: { where: { siteId, role: { in: [...OWNER_ROLES] } }, select: { id: true }, take: 1 },
    },
  });
  return owner && { name: owner.name, isHere: owner.deactivatedAt === null && owner.roles.length > 0 };
}

const SELECT = {
  id: true,
  reference: true,
  siteId: true,
  state: true,
  ownerId: true,
  owner: { select: { id: true, name: true } },
} as const;

async function findForAssignment(tx: Tx, ctx: UserCtx, caseId: string) {
  const row = await tx.case.findFirst({ where: { AND: [{ id: caseId }, casesVisibleTo(ctx.viewer)] }, select: SELECT });
  if (!row) throw new NotFound("This case");
  return row;
}

type Row = Awaited<ReturnType<typeof findForAssignment>>;

function factsOf(row: Row) {
  return { siteId: row.siteId, state: row.state, ownerId: row.ownerId, escalation: null };
}

type Handover = { row: Row; expectedOwnerId: string | null; owner: Person };

async function writeOwner(tx: Tx, ctx: UserCtx, { row, expectedOwnerId, owner }: Handover): Promise<AssignedCase> {
  const state = nextState(row.state, "assign");
  if (state === null) throw new Conflict(refusal(row));
  await refuseMerged(tx, row.id);
  const result = { caseId: row.id, reference: row.reference, owner, previousOwner: row.owner };
  if (row.ownerId === owner.id) return { ...result, version: null };
  const written = await tx.case.updateMany({
    where: { id: row.id, ownerId: expectedOwnerId, state: row.state, mergedIntoId: null },
    data: { ownerId: owner.id, state, updatedAt: ctx.now, version: { increment: 1 } },
  });
  if (written.count === 0) throw staleOwner(await findForAssignment(tx, ctx, row.id), owner);
  const subject = { noun: "case" as const, id: row.id };
  await recordEvent(tx, ctx, {
    subject,
    siteId: row.siteId,
    event: {
      type: "case.assigned",
      data: { fromId: row.ownerId, fromName: row.owner?.name ?? null, toId: owner.id, toName: owner.name },
    },
  });
  if (row.state !== state) {
    await recordEvent(tx, ctx, { subject, siteId: row.siteId, event: { type: "case.triaged", data: {} } });
  }
  // What was promised goes with the case.
  if (row.ownerId) await handOnAll(tx, ctx, { caseIds: [row.id], fromId: row.ownerId, toId: owner.id });
  await handOnStranded(tx, ctx, { caseId: row.id, siteId: row.siteId, toId: owner.id });
  const { version } = await tx.case.findUniqueOrThrow({ where: { id: row.id }, select: { version: true } });
  await notify(tx, ctx, {
    ...{ type: row.ownerId ? "handed_over" : "assigned", siteId: row.siteId, caseId: row.id, to: [owner.id] },
    dedupeKey: `assigned:${row.id}:${version}`,
  });
  return { ...result, version };
}

function staleOwner(row: Row, owner: Person): Conflict {
  const theirs = row.owner?.name ?? "nobody";
  return new Conflict(`Somebody else changed this case a moment ago; it is now with ${theirs}.`, [
    { field: "ownerId", label: "Owner", theirs, yours: owner.name, theirValue: row.ownerId ?? "" },
  ]);
}

function refusal(row: Row): string {
  if (nextState(row.state, "assign") === null) return "This case is closed, so nobody needs to own it.";
  return "Only a supervisor or manager of the site assigns cases.";
}
