import "server-only";
import { OWNER_ROLES, sitesFor } from "@/lib/access/policy";
import { casesVisibleTo } from "@/lib/case/scope";
import type { Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";

/** The follow-ups of the cases that the viewer sees. */
export function followUpsVisibleTo(viewer: Viewer): Prisma.FollowUpWhereInput {
  return { siteId: { in: sitesFor(viewer, "case.see") }, case: casesVisibleTo(viewer) };
}

/** The promises made on the cases that the viewer sees. */
export function promisesVisibleTo(viewer: Viewer): Prisma.PatientPromiseWhereInput {
  return { siteId: { in: sitesFor(viewer, "case.see") }, case: casesVisibleTo(viewer) };
}

/** Who may answer for a promise or a follow-up at a site: those who may own its cases. */
export function workersAt(siteId: string): Prisma.PersonWhereInput {
  return { deactivatedAt: null, roles: { some: { siteId, role: { in: [...OWNER_ROLES] } } } };
}
