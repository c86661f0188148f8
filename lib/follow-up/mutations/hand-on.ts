import "server-only";
import { OWNER_ROLES } from "@/lib/access/policy";
import { recordEvent } from "@/lib/events/record";
import { type Ctx, type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import type { Person } from "@/lib/shared/person";
import type { HandOnPromiseInput } from "../schema";
import { findWorker } from "./plan-follow-up";
import { findPromise, type PromiseToSettle, refuseSettled } from "./settle-promise";

/** Somebody else answers for a promise from now on. */
export async function handOnPromise(
  ctx: UserCtx,
  { promiseId, ownerId }: HandOnPromiseInput,
): Promise<{ reference: string }> {
  return withTransaction(ctx, async (tx) => {
    const row = await findPromise(tx, ctx, promiseId);
    refuseSettled(row);
    const owner = await findWorker(tx, { siteId: row.siteId, personId: ownerId, field: "ownerId" });
    if (owner.id !== row.ownerId) await writePromiseOwner(tx, ctx, row, owner);
    return { reference: row.case.reference };
  });
}

type Handed = Pick<PromiseToSettle, "id" | "caseId" | "siteId" | "owner">;

export async function writePromiseOwner(tx: Tx, ctx: Ctx, row: Handed, owner: Person): Promise<void> {
  await tx.patientPromise.update({ where: { id: row.id }, data: { ownerId: owner.id } });
  await recordEvent(tx, ctx, {
    subject: { noun: "case", id: row.caseId },
    siteId: row.siteId,
    event: { type: "promise.handed_on", data: { promiseId: row.id, ...names(row.owner, owner) } },
  });
}

const ROW = { id: true, caseId: true, siteId: true, owner: { select: { id: true, name: true } } } as const;
const MOST = 5000;

/**
 * Gives everything open on these cases that one person answers for to another: follow-ups and promises. For the handing over of cases:
 * call it inside that transaction, once both are known to work at the sites. Returns how many.
 */
export async function handOnAll(
  tx: Tx,
  ctx: Ctx,
  { caseIds, fromId, toId }: { caseIds: string[]; fromId: string; toId: string },
): Promise<number> {
  if (fromId === toId) return 0;
  const to = await tx.person.findUniqueOrThrow({ where: { id: toId }, select: { id: true, name: true } });
  const open = { caseId: { in: caseIds }, ownerId: fromId, state: "open" } as const;
  const order = { select: ROW, orderBy: { id: "asc" }, take: MOST } as const;
  const promises = await tx.patientPromise.findMany({ where: open, ...order });
  for (const row of promises) await writePromiseOwner(tx, ctx, row, to);
  const followUps = await tx.followUp.findMany({ where: open, ...order });
  for (const row of followUps) await writeFollowUpOwner(tx, ctx, row, to);
  return promises.length + followUps.length;
}

/** What is open on a case and belongs to nobody who still works at its site goes to its new owner. */
export async function handOnStranded(
  tx: Tx,
  ctx: Ctx,
  { caseId, siteId, toId }: { caseId: string; siteId: string; toId: string },
): Promise<void> {
  const isHere = { deactivatedAt: null, roles: { some: { siteId, role: { in: [...OWNER_ROLES] } } } };
  const stranded = { caseId, state: "open", owner: { NOT: isHere } } as const;
  const select = { select: { ownerId: true }, orderBy: { id: "asc" }, take: MOST } as const;
  const owners = [
    ...(await tx.patientPromise.findMany({ where: stranded, ...select })),
    ...(await tx.followUp.findMany({ where: stranded, ...select })),
  ];
  for (const fromId of new Set(owners.map(({ ownerId }) => ownerId))) {
    await handOnAll(tx, ctx, { caseIds: [caseId], fromId, toId });
  }
}

async function writeFollowUpOwner(tx: Tx, ctx: Ctx, row: Handed, owner: Person): Promise<void> {
  await tx.followUp.update({ where: { id: row.id }, data: { ownerId: owner.id } });
  await recordEvent(tx, ctx, {
    subject: { noun: "case", id: row.caseId },
    siteId: row.siteId,
    event: { type: "follow_up.handed_on", data: { followUpId: row.id, ...names(row.owner, owner) } },
  });
}

function names(from: Person, to: Person) {
  return { fromId: from.id, fromName: from.name, toId: to.id, toName: to.name };
}
