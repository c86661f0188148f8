import "server-only";
import { sitesFor } from "@/lib/access/policy";
import type { Prisma, Tx } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";

/** The cases of the sites where the viewer's role sees cases. Every read of a case, its lists, counts and children goes through it. */
export function casesVisibleTo(viewer: Viewer): Prisma.CaseWhereInput {
  return { siteId: { in: sitesFor(viewer, "case.see") } };
}

/**
 * Holds a case until the transaction ends: whoever else locks it waits, and then sees what was done. Every verb on a case or on what belongs
 * to it takes its locks in this order, so that no two ever wait for each other: the case (several by their ids), its child, the chain of
 * its events. Rows that only refer to the case can still be added meanwhile.
 */
export async function lockCase(tx: Tx, caseId: string): Promise<void> {
  await tx.$executeRaw`SELECT "id" FROM "Case" WHERE "id" = ${caseId}::uuid FOR NO KEY UPDATE`;
}

/** Holds every case of these patients, before the patients themselves are held: what is written of a patient is written to their cases too. */
export async function lockCasesOf(tx: Tx, patientIds: string[]): Promise<void> {
  await tx.$executeRaw`
    SELECT "id" FROM "Case" WHERE "patientId" = ANY(${patientIds}::uuid[]) ORDER BY "id" FOR NO KEY UPDATE`;
}

/** What a change of many cases did and was not taken back. Stands beside the viewer's own scope, and widens nothing. */
export function changedBy(runId: string): Prisma.CaseWhereInput {
  return { bulkRows: { some: { runId, outcome: "done", OR: [{ undone: null }, { undone: "left_out" }] } } };
}
