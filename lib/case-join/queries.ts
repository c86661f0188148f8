import "server-only";
import { readReference } from "@/lib/case/rules";
import { casesVisibleTo } from "@/lib/case/scope";
import type { UserCtx } from "@/lib/platform/context";
import { dbFor, type Prisma, type Tx } from "@/lib/platform/db";
import { Conflict, Invalid, NotFound } from "@/lib/platform/errors";
import type { Viewer } from "@/lib/platform/viewer";
import { linkLabel } from "./labels";
import { canLinkCases, canUnmergeCases } from "./policy";
import type { CaseChoice, CaseLinkRow, Joined, MergedInto } from "./types";

const NAMED = { reference: true, about: true } as const;
const MOST = 50;

/** What belongs with a case, as far as the viewer may see the other side. */
export async function listJoined(viewer: Viewer, caseId: string): Promise<Joined> {
  const seen = casesVisibleTo(viewer);
  const db = dbFor(viewer);
  const [links, merges] = await Promise.all([
    db.caseLink.findMany({
      where: { OR: [{ fromId: caseId }, { toId: caseId }], from: seen, to: seen },
      select: {
        ...{ id: true, fromId: true, type: true, note: true, voidReason: true },
        from: { select: { ...NAMED, state: true, siteId: true } },
        to: { select: { ...NAMED, state: true, siteId: true } },
      },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: MOST,
    }),
    db.caseMerge.findMany({
      where: { survivorId: caseId, undoneAt: null, survivor: seen },
      select: {
        id: true,
        reason: true,
        mergedAt: true,
        merged: { select: NAMED },
        mergedBy: { select: { name: true } },
      },
      orderBy: [{ mergedAt: "asc" }, { id: "asc" }],
      take: MOST,
    }),
  ]);
  return {
    links: links.map(({ id, fromId, type, note, voidReason, from, to }): CaseLinkRow => {
      const isFrom = fromId === caseId;
      const { reference, about, state } = isFrom ? to : from;
      const own = isFrom ? from : to;
      return {
        ...{ id, reference, about, state, note, voidReason },
        label: linkLabel(type, isFrom ? "from" : "to"),
        mayRemove: type !== "split" && voidReason === null && canLinkCases(viewer, own.siteId),
      };
    }),
    splitFrom: links.find(({ fromId, type }) => type === "split" && fromId === caseId)?.to.reference ?? null,
    merged: merges.map(({ id, reason, mergedAt, merged, mergedBy }) => ({
      ...merged,
      ...{ mergeId: id, reason, by: mergedBy.name, at: mergedAt.toISOString() },
    })),
  };
}

/** Where a case went; null while it stands for itself. */
export async function findMergedInto(viewer: Viewer, caseId: string): Promise<MergedInto | null> {
  const row = await dbFor(viewer).caseMerge.findFirst({
    where: { mergedId: caseId, undoneAt: null, merged: casesVisibleTo(viewer) },
    select: {
      ...{ id: true, siteId: true, reason: true, mergedAt: true },
      survivor: { select: NAMED },
      mergedBy: { select: { name: true } },
    },
  });
  return (
    row && {
      ...row.survivor,
      ...{ mergeId: row.id, reason: row.reason, by: row.mergedBy.name, at: row.mergedAt.toISOString() },
      mayUndo: canUnmergeCases(viewer, row.siteId),
    }
  );
}

/** Cases that somebody may mean who joins this one with another: of the same patient, and those that came from its unit within three days. At most five. */
export async function listCaseChoices(
  viewer: Viewer,
  {
    id,
    patientId,
    unitId,
    receivedAt,
  }: { id: string; patientId: string | null; unitId: string | null; receivedAt: string },
): Promise<CaseChoice[]> {
  const at = new Date(receivedAt).getTime();
  const days = 3 * 86_400_000;
  const ofPatient = patientId ? [{ patientId }] : [];
  const ofUnit = unitId ? [{ unitId, receivedAt: { gte: new Date(at - days), lte: new Date(at + days) } }] : [];
  if (ofPatient.length + ofUnit.length === 0) return [];
  const rows = await dbFor(viewer).case.findMany({
    where: {
      AND: [casesVisibleTo(viewer), { id: { not: id }, mergedIntoId: null }, { OR: [...ofPatient, ...ofUnit] }],
    },
    select: { ...NAMED, kind: true, patientId: true },
    orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
    take: 20,
  });
  const isSame = (row: (typeof rows)[number]) => patientId !== null && row.patientId === patientId;
  return [...rows.filter(isSame), ...rows.filter((row) => !isSame(row))].slice(0, 5).map((row) => ({
    ...{ reference: row.reference, about: row.about, kind: row.kind },
    why: isSame(row) ? "same patient" : "same unit, about the same time",
  }));
}

const BOTH = {
  id: true,
  reference: true,
  siteId: true,
  kind: true,
  state: true,
  ownerId: true,
  closedAt: true,
  escalatedAt: true,
  mergedIntoId: true,
  mergedInto: { select: { reference: true } },
  billingDispute: { select: { id: true } },
} satisfies Prisma.CaseSelect;

export type JoinedCase = Prisma.CaseGetPayload<{ select: typeof BOTH }>;

/** The id of the case that a typed reference names, if the viewer may open it; else says so beside the field. */
export async function findNamed(tx: Tx, ctx: UserCtx, { typed, field }: { typed: string; field: string }) {
  const reading = readReference(typed);
  if (reading.kind !== "reference") {
    throw new Invalid({ [field]: "This is not a case's reference, like PR-26-004217-8. Check its digits." });
  }
  const where = { AND: [{ reference: reading.reference }, casesVisibleTo(ctx.viewer)] };
  const row = await tx.case.findFirst({ where, select: { id: true } });
  if (!row) throw new Invalid({ [field]: "There is no case with this reference that you can open." });
  return row.id;
}

/** Both cases, locked in the order of their ids, so that two who join the same two wait for each other instead of both going on. */
export async function lockBoth(tx: Tx, ctx: UserCtx, firstId: string, secondId: string) {
  await tx.$executeRaw`
    SELECT "id" FROM "Case" WHERE "id" IN (${firstId}::uuid, ${secondId}::uuid) ORDER BY "id" FOR UPDATE`;
  const rows = await tx.case.findMany({
    where: { AND: [{ id: { in: [firstId, secondId] } }, casesVisibleTo(ctx.viewer)] },
    select: BOTH,
    take: 2,
  });
  const first = rows.find(({ id }) => id === firstId);
  const second = rows.find(({ id }) => id === secondId);
  if (!first || !second) throw new NotFound("One of these cases");
  return [first, second] as const;
}

/** The case from which somebody joins it with another. */
export async function findOwn(tx: Tx, ctx: UserCtx, caseId: string) {
  const row = await tx.case.findFirst({
    where: { AND: [{ id: caseId }, casesVisibleTo(ctx.viewer)] },
    select: { id: true, siteId: true },
  });
  if (!row) throw new NotFound("This case");
  return row;
}

/** The case where something for this one lands: the one it was merged into, however often, else itself. Whether the viewer may write there is judged after. */
export async function followMerge(ctx: UserCtx, caseId: string): Promise<string> {
  const row = await dbFor(ctx.viewer).case.findUnique({ where: { id: caseId }, select: { mergedIntoId: true } });
  return row?.mergedIntoId ? followMerge(ctx, row.mergedIntoId) : caseId;
}

/** Refuses what is done to a case that was merged: it goes on with the survivor. */
export async function refuseMerged(tx: Tx, caseId: string): Promise<void> {
  const row = await tx.case.findUnique({
    where: { id: caseId },
    select: { mergedInto: { select: { reference: true } } },
  });
  if (!row?.mergedInto) return;
  throw new Conflict(
    `This case was merged into ${row.mergedInto.reference}, so nothing more is done here. Go on there, or have the merge undone.`,
  );
}
