import "server-only";
import { OWNER_ROLES } from "@/lib/access/policy";
import { recordEvent } from "@/lib/events/record";
import { chainOf, readEvent } from "@/lib/events/schema";
import { notify } from "@/lib/notification/mutations/notify";
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
    if (owner.id !== row.ownerId) await givePromise(tx, ctx, row, owner);
    return { reference: row.case.reference };
  });
}

type Handed = Pick<PromiseToSettle, "id" | "caseId" | "siteId" | "owner">;

/** Gives a promise to somebody, and tells them. */
export async function givePromise(tx: Tx, ctx: Ctx, row: Handed, owner: Person): Promise<void> {
  await writePromiseOwner(tx, ctx, row, owner);
  await tellGiven(tx, ctx, { type: "promise_given", row, owner });
}

async function giveFollowUp(tx: Tx, ctx: Ctx, row: Handed, owner: Person): Promise<void> {
  await writeFollowUpOwner(tx, ctx, row, owner);
  await tellGiven(tx, ctx, { type: "follow_up_given", row, owner });
}

type Given = { type: "promise_given" | "follow_up_given"; row: Handed; owner: Person };

// It may come to the same person more than once, and is news each time.
async function tellGiven(tx: Tx, ctx: Ctx, { type, row: { id, siteId, caseId }, owner }: Given): Promise<void> {
  const dedupeKey = `${type}:${id}:${ctx.now.toISOString()}`;
  await notify(tx, ctx, { type, siteId, caseId, to: [owner.id], dedupeKey });
}

async function writePromiseOwner(tx: Tx, ctx: Ctx, row: Handed, owner: Person): Promise<void> {
  await tx.patientPromise.update({ where: { id: row.id }, data: { ownerId: owner.id } });
  await recordEvent(tx, ctx, {
    subject: { noun: "case", id: row.caseId },
    siteId: row.siteId,
    event: { type: "promise.handed_on", data: { promiseId: row.id, ...names(row.owner, owner) } },
  });
}

const ROW = { id: true, caseId: true, siteId: true, owner: { select: { id: true, name: true } } } as const;
const WITH_OWNER = { ...ROW, case: { select: { owner: { select: { id: true, name: true } } } } } as const;
const MOST = 5000;

/**
 * Gives everything open on these cases that one person answers for to another: follow-ups and promises. For the handing over of cases:
 * call it inside that transaction, once both are known to work at the sites. That the case is theirs now is the news; of each promise on
 * it they are not told besides. Returns how many.
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

type HandedBack = { caseIds: string[]; fromId: string; toId: string; handedAt: Date };

/**
 * Takes back what the viewer's own handing on of these cases gave to somebody, by the events of that moment: what they answered for before
 * stays with them.
 */
export async function handBack(tx: Tx, ctx: UserCtx, { caseIds, fromId, toId, handedAt }: HandedBack): Promise<void> {
  const found = await tx.event.findMany({
    where: {
      chain: { in: caseIds.map((id) => chainOf({ noun: "case", id })) },
      type: { in: ["promise.handed_on", "follow_up.handed_on"] },
      ...{ at: handedAt, actorId: ctx.viewer.personId },
    },
    select: { type: true, data: true },
    orderBy: [{ chain: "asc" }, { position: "asc" }],
    take: 2 * MOST,
  });
  const deeds = found.flatMap((each) => readEvent({ ...each, detail: null }) ?? []);
  const promiseIds = deeds.flatMap((deed) =>
    deed.type === "promise.handed_on" && deed.data.toId === fromId ? deed.data.promiseId : [],
  );
  const followUpIds = deeds.flatMap((deed) =>
    deed.type === "follow_up.handed_on" && deed.data.toId === fromId ? deed.data.followUpId : [],
  );
  const to = await tx.person.findUniqueOrThrow({ where: { id: toId }, select: { id: true, name: true } });
  const open = { caseId: { in: caseIds }, ownerId: fromId, state: "open" } as const;
  const order = { select: ROW, orderBy: { id: "asc" }, take: MOST } as const;
  const promises = await tx.patientPromise.findMany({ where: { ...open, id: { in: promiseIds } }, ...order });
  for (const row of promises) await writePromiseOwner(tx, ctx, row, to);
  const followUps = await tx.followUp.findMany({ where: { ...open, id: { in: followUpIds } }, ...order });
  for (const row of followUps) await writeFollowUpOwner(tx, ctx, row, to);
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

/** What somebody who leaves answers for goes to whoever has its case. Where nobody has, it goes to the next owner of the case. */
export async function handOnToOwners(
  tx: Tx,
  ctx: Ctx,
  { personId, siteIds }: { personId: string; siteIds: string[] },
): Promise<void> {
  const open = {
    ...{ ownerId: personId, state: "open" as const, siteId: { in: siteIds } },
    case: { owner: { id: { not: personId }, deactivatedAt: null } },
  };
  const order = { select: WITH_OWNER, orderBy: { id: "asc" }, take: MOST } as const;
  for (const row of await tx.patientPromise.findMany({ where: open, ...order })) {
    if (row.case.owner) await givePromise(tx, ctx, row, row.case.owner);
  }
  for (const row of await tx.followUp.findMany({ where: open, ...order })) {
    if (row.case.owner) await giveFollowUp(tx, ctx, row, row.case.owner);
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
