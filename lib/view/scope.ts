import "server-only";
import { can } from "@/lib/access/policy";
import type { Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";

/** The viewer's own views and those of their sites and roles. Who sees no case there sees no view of them; who assigns there sees all. */
export function viewsVisibleTo(viewer: Viewer): Prisma.SavedViewWhereInput {
  const shared = viewer.grants
    .filter(({ siteId }) => can(viewer, "case.see", siteId))
    .map(({ siteId, role }) =>
      can(viewer, "case.assign", siteId) ? { siteId } : { siteId, OR: [{ role: null }, { role }] },
    );
  return { OR: [{ ownerId: viewer.personId, siteId: null }, ...shared] };
}
