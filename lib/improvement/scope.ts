import "server-only";
import { sitesFor } from "@/lib/access/policy";
import type { Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";

/** The actions of the sites where the viewer sees what came of cases. */
export function improvementsVisibleTo(viewer: Viewer): Prisma.ImprovementWhereInput {
  return { siteId: { in: sitesFor(viewer, "improvement.see") } };
}
