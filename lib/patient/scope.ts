import "server-only";
import { sitesFor } from "@/lib/access/policy";
import type { Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";

/** The patients of the sites where the viewer's role sees patients. */
export function patientsVisibleTo(viewer: Viewer): Prisma.PatientWhereInput {
  return { siteId: { in: sitesFor(viewer, "patient.see") } };
}
