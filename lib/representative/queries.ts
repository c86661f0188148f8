import "server-only";
import { casesVisibleTo } from "@/lib/case/scope";
import { patientsVisibleTo } from "@/lib/patient/scope";
import { dbFor, type Prisma, type Tx } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { isoDay } from "@/lib/shared/dates";
import type { Representative } from "./types";

const ROW = {
  id: true,
  name: true,
  relation: true,
  phone: true,
  email: true,
  basis: true,
  extent: true,
  caseId: true,
  agreed: true,
  startsOn: true,
  expiresOn: true,
  document: true,
  seenOn: true,
  endedAt: true,
  endedReason: true,
  seenBy: { select: { name: true } },
  endedBy: { select: { name: true } },
} satisfies Prisma.RepresentativeSelect;

/** A patient's representatives, those that hold first, then by who came first; at most 50. */
export async function listRepresentatives(
  viewer: Viewer,
  patientId: string,
  db: Tx = dbFor(viewer),
): Promise<Representative[]> {
  const rows = await db.representative.findMany({
    where: { patientId, patient: patientsVisibleTo(viewer) },
    select: ROW,
    orderBy: [{ endedAt: { sort: "asc", nulls: "first" } }, { createdAt: "asc" }, { id: "asc" }],
    take: 50,
  });
  const caseIds = rows.flatMap(({ caseId }) => caseId ?? []);
  const cases = await db.case.findMany({
    where: { AND: [{ id: { in: caseIds } }, casesVisibleTo(viewer)] },
    select: { id: true, reference: true },
    take: rows.length,
  });
  const referenceOf = new Map(cases.map(({ id, reference }) => [id, reference]));
  return rows.map(({ caseId, seenBy, endedAt, endedBy, endedReason, ...row }) => ({
    ...row,
    startsOn: isoDay(row.startsOn),
    expiresOn: isoDay(row.expiresOn),
    seenOn: isoDay(row.seenOn),
    case: caseId ? { id: caseId, reference: referenceOf.get(caseId) ?? "" } : null,
    seenBy: seenBy?.name ?? null,
    ended: endedAt && { at: endedAt.toISOString(), by: endedBy?.name ?? "", reason: endedReason ?? "" },
  }));
}
