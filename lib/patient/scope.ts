import "server-only";
import { sitesFor } from "@/lib/access/policy";
import type { Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";

/** The patients of the sites where the viewer's role sees patients, but for records that were merged into another. */
export function patientsVisibleTo(viewer: Viewer): Prisma.PatientWhereInput {
  return { ...patientsEverVisibleTo(viewer), mergedIntoId: null };
}

/** The same with merged records: for what leads on from them, and for the audit trail. */
export function patientsEverVisibleTo(viewer: Viewer): Prisma.PatientWhereInput {
  return { siteId: { in: sitesFor(viewer, "patient.see") } };
}
