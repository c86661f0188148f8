import "server-only";
import { casesVisibleTo } from "@/lib/case/scope";
import { dbFor } from "@/lib/platform/db";
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
