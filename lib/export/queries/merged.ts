import "server-only";
import { casesVisibleTo } from "@/lib/case/scope";
import { snapshotSchema } from "@/lib/case-join/schema";
import { dbFor, type Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { isSamePerson } from "../rules/outside-people";
import type { CaseFile } from "../types";

/** No case has as many merged into it. */
const MOST = 1_000;

const CASE = {
  ...{ id: true, reference: true, patientId: true, reporterKind: true, reporterName: true },
  // A letter that was sent stands among the letters.
  _count: { select: { contacts: { where: { voidedAt: null, party: "patient", letterSending: { is: null } } } } },
} satisfies Prisma.CaseSelect;

/** What was merged into a case, also through another, and what of the case is somebody else's for that reason. */
export async function readMerged(
  viewer: Viewer,
  caseId: string,
  mergedIds: string[],
): Promise<Pick<CaseFile, "merged" | "ofOthers">> {
  const db = dbFor(viewer);
  const seen = casesVisibleTo(viewer);
  const ids = [caseId, ...mergedIds];
  const [cases, merges] = await Promise.all([
    db.case.findMany({
      where: { AND: [{ id: { in: ids } }, seen] },
      select: CASE,
      orderBy: { reference: "asc" },
      take: MOST,
    }),
    db.caseMerge.findMany({
      where: { survivorId: { in: ids }, undoneAt: null, survivor: seen },
      select: { snapshot: true, mergedId: true },
      orderBy: [{ mergedAt: "asc" }, { id: "asc" }],
      take: MOST,
    }),
  ]);
  const own = cases.find(({ id }) => id === caseId);
  const theirs = new Set(cases.flatMap((one) => (own && isSamePerson(one, own) ? one.id : [])));
  const came = merges
    .filter(({ mergedId }) => !theirs.has(mergedId))
    .map(({ snapshot }) => snapshotSchema.parse(snapshot));
  return {
    merged: cases
      .filter(({ id }) => id !== caseId)
      .map(({ id, reference, reporterKind, reporterName, _count }) => ({
        ...{ reference, reporterKind, reporterName, contacts: _count.contacts, isTheirs: theirs.has(id) },
      })),
    ofOthers: new Set(
      came.flatMap(({ issues, promises, letters }) => [...issues.map(({ id }) => id), ...promises, ...letters]),
    ),
  };
}
