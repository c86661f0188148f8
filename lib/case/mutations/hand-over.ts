import "server-only";
import { can, OWNER_ROLES } from "@/lib/access/policy";
import { recordEvent } from "@/lib/events/record";
import { handBack, handOnAll } from "@/lib/follow-up/mutations/hand-on";
import { notify } from "@/lib/notification/mutations/notify";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import { Prisma, type Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/shared/ids";
import type { Person } from "@/lib/shared/person";
import { canHandOver } from "../policy";
import type { HandOverInput } from "../schema";
import { casesVisibleTo } from "../scope";

export type HandedOver = {
  handoverId: string;
  personId: string;
  from: string;
  to: (Person & { count: number })[];
  /** Cases that were asked for and stay where they are, because somebody else changed them meanwhile. */
  left: { reference: string; why: string }[];
  canUndo: boolean;
};

/**
 * Gives cases of one person to others, all in one transaction. A case that is not theirs any more, or not open any more, stays as it is
 * and is named; the rest goes over, because one colleague who closed a case must not hold up a whole caseload. The state of a case stays.
 */
export async function handOverCases(ctx: UserCtx, input: HandOverInput): Promise<HandedOver> {
  const { handoverId, siteId, personId: fromId } = input;
  try {
    return await withTransaction(ctx, async (tx) => {
      const from = await lockFrom(tx, ctx, input);
      const rows = await lockCases(tx, ctx, input);
      const before = await tx.handover.findFirst({ where: { id: handoverId, fromId, byId: ctx.viewer.personId } });
      if (before) return tellOf(tx, input, from, rows);
      const owners = await findOwners(tx, input);
      const moving = rows.filter((row) => isTheirs(row, fromId));
      if (moving.length === 0) {
        throw new Conflict(`None of these cases is ${from.name}'s any more, so nothing was changed.`);
      }
      const ownerOf = new Map(input.moves.map(({ caseId, ownerId }) => [caseId, owners.get(ownerId)]));
      await tx.handover.create({
        data: {
          ...{ id: handoverId, siteId, fromId, byId: ctx.viewer.personId },
          ...{ reason: input.reason, note: input.note, createdAt: ctx.now },
        },
      });
      for (const owner of owners.values()) {
        const caseIds = moving.filter(({ id }) => ownerOf.get(id) === owner).map(({ id }) => id);
        if (caseIds.length === 0) continue;
        await tx.handoverPart.create({ data: { id: newId(), handoverId, siteId, toId: owner.id, caseIds } });
        await writeOwner(tx, ctx, { caseIds, fromId, toId: owner.id });
        // What was promised goes with the cases.
        await handOnAll(tx, ctx, { caseIds, fromId, toId: owner.id });
        await notify(tx, ctx, {
          ...{ type: "handed_over", siteId, to: [owner.id], dedupeKey: `handover:${handoverId}` },
          caseId: caseIds.length === 1 ? caseIds[0] : null,
        });
      }
      for (const { id } of moving) {
        const owner = ownerOf.get(id);
        if (!owner) continue;
        const data = { handoverId, fromId, fromName: from.name, toId: owner.id, toName: owner.name };
        const subject = { noun: "case" as const, id };
        await recordEvent(tx, ctx, { subject, siteId, event: { type: "case.handed_over", data } });
      }
      return tellOf(tx, input, from, rows);
    });
  } catch (error) {
    if (!isDuplicate(error, "Handover_pkey")) throw error;
    throw new Conflict("This handover could not be told from another. Load the page again and repeat it.");
  }
}

/** Gives everything of a handover back, by whoever has just made it and while none of the cases has changed since. */
export async function undoHandOver(
  ctx: UserCtx,
  { handoverId }: { handoverId: string },
): Promise<{ personId: string }> {
  return withTransaction(ctx, async (tx) => {
    await tx.$executeRaw`SELECT "id" FROM "Handover" WHERE "id" = ${handoverId}::uuid FOR NO KEY UPDATE`;
    const row = await tx.handover.findFirst({
      where: { id: handoverId, byId: ctx.viewer.personId },
      select: {
        ...{ siteId: true, fromId: true, createdAt: true, undoneAt: true },
        from: { select: { name: true, deactivatedAt: true } },
        parts: { select: { toId: true, caseIds: true, to: { select: { name: true } } } },
      },
    });
    if (!row || !can(ctx.viewer, "case.see", row.siteId)) throw new NotFound("This handover");
    const { siteId, fromId, from } = row;
    if (!can(ctx.viewer, "case.work", siteId)) throw new Forbidden();
    if (row.undoneAt) throw new Conflict("This handover has been taken back already.");
    if (from.deactivatedAt) throw new Conflict(`${from.name} no longer works here, so nothing was taken back.`);
    if (ctx.now.getTime() - row.createdAt.getTime() > UNDO_WITHIN_MS) {
      throw new Conflict("It is too late to take this back. Hand the cases over anew instead.");
    }
    await tx.handover.update({ where: { id: handoverId }, data: { undoneAt: ctx.now } });
    const caseIds = row.parts.flatMap((part) => part.caseIds);
    await tx.$executeRaw`SELECT "id" FROM "Case" WHERE "id" = ANY(${caseIds}::uuid[]) ORDER BY "id" FOR NO KEY UPDATE`;
    for (const { toId, to, caseIds: theirs } of row.parts) {
      await refuseChanged(tx, theirs, handoverId);
      await writeOwner(tx, ctx, { caseIds: theirs, fromId: toId, toId: fromId });
      await handBack(tx, ctx, { caseIds: theirs, fromId: toId, toId: fromId, handedAt: row.createdAt });
      for (const id of theirs.toSorted()) {
        const data = { handoverId, fromId: toId, fromName: to.name, toId: fromId, toName: from.name };
        const subject = { noun: "case" as const, id };
        await recordEvent(tx, ctx, { subject, siteId, event: { type: "case.handover_undone", data } });
      }
    }
    return { personId: fromId };
  });
}

/** Takes the news of a handover off the viewer's day. Saying so again changes nothing. */
export async function seeHandover(ctx: UserCtx, { partId }: { partId: string }): Promise<Record<string, never>> {
  const { personId } = ctx.viewer;
  return withTransaction(ctx, async (tx) => {
    const part = await tx.handoverPart.findFirst({
      where: { id: partId, toId: personId },
      select: { handoverId: true, siteId: true },
    });
    if (!part || !can(ctx.viewer, "case.see", part.siteId)) throw new NotFound("This handover");
    const seen = await tx.handoverPart.updateMany({ where: { id: partId, seenAt: null }, data: { seenAt: ctx.now } });
    if (seen.count === 0) return {};
    await recordEvent(tx, ctx, {
      subject: { noun: "person", id: personId },
      siteId: null,
      event: { type: "handover.seen", data: { handoverId: part.handoverId } },
    });
    return {};
  });
}

/** Longer than the offer stands on the screen, to make up for a slow network. */
const UNDO_WITHIN_MS = 60_000;

type From = { name: string; deactivatedAt: Date | null };

/**
 * Whoever has the cases now, who may have left. Their row is held, so that the same form sent twice comes one after the other; and whoever gets
 * cases keeps their name until they have them, in one order for all, so that two who hand over to each other do not lock each other out.
 */
async function lockFrom(tx: Tx, ctx: UserCtx, { personId, siteId, moves }: HandOverInput): Promise<From> {
  if (!can(ctx.viewer, "case.see", siteId)) throw new NotFound("This person");
  for (const id of [...new Set([personId, ...moves.map(({ ownerId }) => ownerId)])].toSorted()) {
    const how = Prisma.raw(id === personId ? "NO KEY UPDATE" : "SHARE");
    await tx.$executeRaw`SELECT "id" FROM "Person" WHERE "id" = ${id}::uuid FOR ${how}`;
  }
  const from = await tx.person.findFirst({
    where: { id: personId, OR: [{ roles: { some: { siteId } } }, { ownedCases: { some: { siteId } } }] },
    select: { name: true, deactivatedAt: true },
  });
  if (!from) throw new NotFound("This person");
  if (!canHandOver(ctx.viewer, { siteId, fromId: personId })) {
    throw new Forbidden("Only a supervisor or manager of the site hands over what somebody else has.");
  }
  return from;
}

const ROW = {
  id: true,
  reference: true,
  ownerId: true,
  closedAt: true,
  mergedIntoId: true,
  owner: { select: { name: true } },
} as const;

async function lockCases(tx: Tx, ctx: UserCtx, { siteId, moves }: HandOverInput) {
  const ids = moves.map(({ caseId }) => caseId);
  await tx.$executeRaw`SELECT "id" FROM "Case" WHERE "id" = ANY(${ids}::uuid[]) ORDER BY "id" FOR NO KEY UPDATE`;
  const rows = await tx.case.findMany({
    where: { AND: [{ id: { in: ids }, siteId }, casesVisibleTo(ctx.viewer)] },
    select: ROW,
    orderBy: { id: "asc" },
    take: ids.length,
  });
  if (rows.length < ids.length) throw new NotFound("One of these cases");
  return rows;
}

type Row = Awaited<ReturnType<typeof lockCases>>[number];

function isTheirs(row: Row, fromId: string): boolean {
  return row.ownerId === fromId && row.closedAt === null && row.mergedIntoId === null;
}

async function findOwners(tx: Tx, { siteId, personId, moves }: HandOverInput): Promise<Map<string, Person>> {
  const ids = [...new Set(moves.map(({ ownerId }) => ownerId))];
  if (ids.includes(personId)) throw new Invalid({ moves: "These cases are theirs already. Choose somebody else." });
  const owners = await tx.person.findMany({
    where: { id: { in: ids }, deactivatedAt: null, roles: { some: { siteId, role: { in: [...OWNER_ROLES] } } } },
    select: { id: true, name: true },
    orderBy: { id: "asc" },
    take: ids.length,
  });
  if (owners.length < ids.length) throw new Invalid({ moves: "Choose people who work cases at this site." });
  return new Map(owners.map((owner) => [owner.id, owner]));
}

type Change = { caseIds: string[]; fromId: string; toId: string };

async function writeOwner(tx: Tx, ctx: UserCtx, { caseIds, fromId, toId }: Change): Promise<void> {
  const written = await tx.case.updateMany({
    where: { id: { in: caseIds }, ownerId: fromId, closedAt: null, mergedIntoId: null },
    data: { ownerId: toId, updatedAt: ctx.now, version: { increment: 1 } },
  });
  if (written.count !== caseIds.length) throw changedSince();
}

async function refuseChanged(tx: Tx, caseIds: string[], handoverId: string): Promise<void> {
  const chains = caseIds.map((id) => `case:${id}`);
  const [row] = await tx.$queryRaw<{ changed: number }[]>`
    SELECT count(*)::int AS "changed" FROM "Event" h JOIN "Event" e ON e."chain" = h."chain" AND e."position" > h."position"
    WHERE h."chain" = ANY(${chains}::text[]) AND h."type" = 'case.handed_over' AND h."data"->>'handoverId' = ${handoverId}
      AND e."type" LIKE 'case.%'`;
  if (row?.changed) throw changedSince();
}

function changedSince(): Conflict {
  return new Conflict("Some of these cases have changed since, so nothing was taken back. Look at them again.");
}

/** What became of what was asked for: the same when it is asked for again. */
async function tellOf(tx: Tx, { handoverId, personId }: HandOverInput, from: From, rows: Row[]): Promise<HandedOver> {
  const parts = await tx.handoverPart.findMany({
    where: { handoverId },
    select: { caseIds: true, to: { select: { id: true, name: true } } },
    orderBy: { id: "asc" },
    take: 200,
  });
  const moved = new Set(parts.flatMap(({ caseIds }) => caseIds));
  return {
    ...{ handoverId, personId, from: from.name, canUndo: from.deactivatedAt === null },
    to: parts.map(({ to, caseIds }) => ({ ...to, count: caseIds.length })),
    left: rows.filter(({ id }) => !moved.has(id)).map((row) => ({ reference: row.reference, why: whyLeft(row) })),
  };
}

function whyLeft({ closedAt, mergedIntoId, owner }: Row): string {
  if (mergedIntoId) return "merged into another case meanwhile";
  if (closedAt) return "closed meanwhile";
  return owner ? `with ${owner.name} now` : "with nobody now";
}
