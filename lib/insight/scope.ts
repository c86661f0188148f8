import "server-only";
import { sitesFor } from "@/lib/access/policy";
import type { Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";

/** How many patients of each group there were, at the sites where the viewer sees figures. */
export function groupVolumesVisibleTo(viewer: Viewer): Prisma.GroupVolumeWhereInput {
  return { siteId: { in: sitesFor(viewer, "insight.see") } };
}

/** The denominators of the sites where the viewer sees cases. */
export function denominatorsVisibleTo(viewer: Viewer): Prisma.DenominatorWhereInput {
  return { siteId: { in: sitesFor(viewer, "case.see") } };
}
