import "server-only";
import type { Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { OWNER_ROLES, sitesFor } from "./policy";

/** The people an administrator may manage: those of their organisation, at sites they administer or without any role yet. */
export function peopleManagedBy(viewer: Viewer): Prisma.PersonWhereInput {
  const siteIds = sitesFor(viewer, "people.manage");
  return {
    organisationId: viewer.organisationId,
    OR: [{ roles: { some: { siteId: { in: siteIds } } } }, ...(siteIds.length > 0 ? [{ roles: { none: {} } }] : [])],
  };
}

/** The sites an administrator may manage. */
export function sitesManagedBy(viewer: Viewer): Prisma.SiteWhereInput {
  return { id: { in: sitesFor(viewer, "people.manage") } };
}

/** Whoever works cases where the viewer sees them, and the viewer. */
export function colleaguesOf(viewer: Viewer): Prisma.PersonWhereInput {
  const siteId = { in: sitesFor(viewer, "case.see") };
  return { OR: [{ id: viewer.personId }, { roles: { some: { siteId, role: { in: [...OWNER_ROLES] } } } }] };
}

/** When the viewer and those they work with are away. */
export function absencesVisibleTo(viewer: Viewer): Prisma.AbsenceWhereInput {
  return { person: colleaguesOf(viewer) };
}
