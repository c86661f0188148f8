import "server-only";
import { casesVisibleTo } from "@/lib/case/scope";
import { snapshotSchema } from "@/lib/case-join/schema";
import { dbFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { isSamePerson } from "../rules/outside-people";

/** No case has as many merged into it. */
const MOST = 1_000;

const WHOSE = { patientId: true, reporterName: true } as const;

/** The ids of issues, promises and letters that came to a case with the cases of other people that were merged into it. */
export async function listOfOthers(viewer: Viewer, caseId: string, mergedIds: string[]): Promise<Set<string>> {
  const db = dbFor(viewer);
  const seen = casesVisibleTo(viewer);
  const [own, merges] = await Promise.all([
    db.case.findFirst({ where: { AND: [{ id: caseId }, seen] }, select: WHOSE }),
    db.caseMerge.findMany({
      where: { survivorId: { in: [caseId, ...mergedIds] }, undoneAt: null, survivor: seen },
      select: { snapshot: true, merged: { select: WHOSE } },
      orderBy: [{ mergedAt: "asc" }, { id: "asc" }],
      take: MOST,
    }),
  ]);
  const came = merges.filter(({ merged }) => own === null || !isSamePerson(merged, own));
  return new Set(
    came.flatMap(({ snapshot }) => {
      const { issues, promises, letters } = snapshotSchema.parse(snapshot);
      return [...issues.map(({ id }) => id), ...promises, ...letters];
    }),
  );
}
