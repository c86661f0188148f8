import "server-only";
import { can, canAnywhere } from "@/lib/access/policy";
import { recordEvent } from "@/lib/events/record";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { canKeepView } from "./policy";
import { isSameName, nameBesides, readViewQuery, writeViewQuery } from "./rules";
import type {
  ChooseDefaultInput,
  ChooseLookInput,
  RemoveViewInput,
  RenameViewInput,
  SaveViewInput,
  UpdateViewInput,
} from "./schema";
import { viewsVisibleTo } from "./scope";

const MOST_KEPT = 20;

type Kept = { viewId: string; name: string; query: string };

/** Keeps what the queue shows under a name, for oneself or, by whoever assigns there, for a site or a role at it. */
export async function saveView(ctx: UserCtx, { viewId, name, audience, query, columns, density }: SaveViewInput) {
  const { viewer } = ctx;
  const siteId = audience?.siteId ?? null;
  const ownerId = viewer.personId;
  try {
    return await withTransaction(ctx, async (tx): Promise<Kept> => {
      if (!canAnywhere(viewer, "case.see")) throw new NotFound("The queue");
      if (siteId !== null && !can(viewer, "case.see", siteId)) throw new NotFound("This site");
      if (!canKeepView(viewer, { ownerId, siteId })) {
        throw new Forbidden("A supervisor or manager saves views for others. You can save it for yourself.");
      }
      await holdViews(tx, { ownerId, siteId });
      const made = await findMade(tx, { viewId, ownerId });
      if (made) return made;
      const many = await tx.savedView.count({
        where: { ...(siteId === null ? { ownerId, siteId } : { siteId }), removedAt: null },
        take: MOST_KEPT,
      });
      if (many >= MOST_KEPT)
        throw new Invalid({ name: `There are ${MOST_KEPT} views already. Remove one, then save this.` });
      await refuseNameTwice(tx, { ownerId, siteId, name });
      const kept = { name, query: writeViewQuery(readViewQuery(query)) };
      await tx.savedView.create({
        data: {
          ...{ id: viewId, ownerId, siteId, role: audience?.role ?? null, ...kept, columns, density },
          ...{ createdAt: ctx.now, updatedAt: ctx.now },
        },
      });
      await tell(tx, ctx, { siteId, viewId, type: "view.shared" });
      return { viewId, ...kept };
    });
  } catch (error) {
    // Made at the same moment for somebody else, or for another site.
    if (!isDuplicate(error, "SavedView_pkey")) throw error;
    const made = await withTransaction(ctx, (tx) => findMade(tx, { viewId, ownerId }));
    if (made) return made;
    throw new NotFound("This view");
  }
}

/** The view of this id that the same form made already; that of somebody else is none of theirs. */
async function findMade(tx: Tx, { viewId, ownerId }: { viewId: string; ownerId: string }): Promise<Kept | null> {
  const made = await tx.savedView.findUnique({ where: { id: viewId }, select: { ownerId: true, ...KEPT } });
  if (made && made.ownerId !== ownerId) throw new NotFound("This view");
  return made && { viewId, name: made.name, query: made.query };
}

/** Makes whoever else saves or names a view beside these wait, so that no two get one name, and no more are kept than may be. */
async function holdViews(tx: Tx, { ownerId, siteId }: { ownerId: string; siteId: string | null }): Promise<void> {
  await (siteId === null
    ? tx.$executeRaw`SELECT "id" FROM "Person" WHERE "id" = ${ownerId}::uuid FOR NO KEY UPDATE`
    : tx.$executeRaw`SELECT "id" FROM "Site" WHERE "id" = ${siteId}::uuid FOR NO KEY UPDATE`);
}

export async function renameView(ctx: UserCtx, { viewId, version, name }: RenameViewInput) {
  return change(ctx, { viewId, version, data: { name } });
}

/** Makes a view what the queue shows now. */
export async function updateView(ctx: UserCtx, { viewId, version, query, columns, density }: UpdateViewInput) {
  const data = { query: writeViewQuery(readViewQuery(query)), columns, density };
  return change(ctx, { viewId, version, data });
}

type Change = {
  viewId: string;
  version: number;
  data: { name?: string; query?: string; columns?: string[]; density?: string };
};

async function change(ctx: UserCtx, { viewId, version, data }: Change): Promise<Kept> {
  return withTransaction(ctx, async (tx) => {
    const { siteId, ownerId, removedAt } = await findKept(tx, ctx, viewId);
    if (removedAt) throw new NotFound("This view");
    if (data.name !== undefined) {
      await holdViews(tx, { ownerId, siteId });
      await refuseNameTwice(tx, { ownerId, siteId, name: data.name, viewId });
    }
    const written = await tx.savedView.updateMany({
      where: { id: viewId, version, removedAt: null },
      data: { ...data, version: { increment: 1 }, updatedAt: ctx.now },
    });
    if (written.count === 0) throw new Conflict("Somebody changed this view meanwhile. Look at it, then try again.");
    await tell(tx, ctx, { siteId, viewId, type: "view.changed" });
    return { viewId, ...(await tx.savedView.findUniqueOrThrow({ where: { id: viewId }, select: KEPT })) };
  });
}

/** Takes a view off the tabs. One that is off already stays off. */
export async function removeView(ctx: UserCtx, { viewId }: RemoveViewInput): Promise<Kept> {
  return withTransaction(ctx, async (tx) => {
    const { siteId, name, query } = await findKept(tx, ctx, viewId);
    const written = await tx.savedView.updateMany({
      where: { id: viewId, removedAt: null },
      data: { removedAt: ctx.now, updatedAt: ctx.now, version: { increment: 1 } },
    });
    if (written.count > 0) await tell(tx, ctx, { siteId, viewId, type: "view.removed" });
    return { viewId, name, query };
  });
}

/**
 * Takes back that a view was removed. Where another got its name meanwhile it comes back with a number behind it: the way back is offered
 * once, and a refusal would lose the view.
 */
export async function restoreView(ctx: UserCtx, { viewId }: RemoveViewInput): Promise<Kept> {
  return withTransaction(ctx, async (tx) => {
    const { siteId, ownerId, name, query, removedAt } = await findKept(tx, ctx, viewId);
    if (!removedAt) return { viewId, name, query };
    const free = nameBesides(name, await namesBeside(tx, { ownerId, siteId, viewId }));
    const written = await tx.savedView.updateMany({
      where: { id: viewId, removedAt: { not: null } },
      data: { name: free, removedAt: null, updatedAt: ctx.now, version: { increment: 1 } },
    });
    if (written.count > 0) await tell(tx, ctx, { siteId, viewId, type: "view.restored" });
    return { viewId, name: free, query };
  });
}

/** With which view the queue opens for this person. */
export async function chooseDefault(ctx: UserCtx, { viewId }: ChooseDefaultInput): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    const { personId } = ctx.viewer;
    if (viewId) {
      const where = { AND: [viewsVisibleTo(ctx.viewer), { id: viewId, removedAt: null }] };
      if (!(await tx.savedView.findFirst({ where, select: { id: true } }))) throw new NotFound("This view");
    }
    const chosen = { defaultViewId: viewId, changedAt: ctx.now };
    await tx.queueChoice.upsert({ where: { personId }, create: { personId, columns: [], ...chosen }, update: chosen });
  });
}

/** How the queue looks for this person wherever no view says otherwise. */
export async function chooseLook(ctx: UserCtx, look: ChooseLookInput): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    const { personId } = ctx.viewer;
    const chosen = { ...look, changedAt: ctx.now };
    await tx.queueChoice.upsert({ where: { personId }, create: { personId, ...chosen }, update: chosen });
  });
}

const KEPT = { name: true, query: true } as const;

async function findKept(tx: Tx, ctx: UserCtx, viewId: string) {
  const row = await tx.savedView.findFirst({
    where: { AND: [viewsVisibleTo(ctx.viewer), { id: viewId }] },
    select: { ...KEPT, ownerId: true, siteId: true, removedAt: true },
  });
  if (!row) throw new NotFound("This view");
  if (!canKeepView(ctx.viewer, row)) throw new Forbidden("This view is shared. A supervisor or manager changes it.");
  return row;
}

type Beside = { ownerId: string; siteId: string | null; viewId?: string };

// Of two tabs of one name nobody knows which is which.
async function refuseNameTwice(tx: Tx, { name, ...beside }: Beside & { name: string }): Promise<void> {
  const others = await namesBeside(tx, beside);
  if (others.some((other) => isSameName(other, name))) {
    throw new Invalid({ name: "There is a view of this name already. Choose another name." });
  }
}

// Those of a site belong to it, whoever made them.
async function namesBeside(tx: Tx, { ownerId, siteId, viewId }: Beside): Promise<string[]> {
  const where = {
    ...(siteId === null ? { ownerId, siteId } : { siteId }),
    removedAt: null,
    ...(viewId ? { NOT: { id: viewId } } : {}),
  };
  return (await tx.savedView.findMany({ where, select: { name: true } })).map(({ name }) => name);
}

type Told = {
  siteId: string | null;
  viewId: string;
  type: "view.shared" | "view.changed" | "view.removed" | "view.restored";
};

// What a person keeps for themselves is nobody's concern.
async function tell(tx: Tx, ctx: UserCtx, { siteId, viewId, type }: Told): Promise<void> {
  if (siteId === null) return;
  await recordEvent(tx, ctx, { subject: { noun: "site", id: siteId }, siteId, event: { type, data: { viewId } } });
}
