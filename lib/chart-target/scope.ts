import "server-only";
import { sitesFor } from "@/lib/access/policy";
import type { Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";

/** Of the sites at which the viewer may look at figures. */
export function targetsVisibleTo(viewer: Viewer): Prisma.ChartTargetWhereInput {
  return { siteId: { in: sitesFor(viewer, "insight.see") } };
}
