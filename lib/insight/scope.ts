import "server-only";
import { sitesFor } from "@/lib/access/policy";
import type { Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";

/** The denominators of the sites where the viewer sees cases. */
export function denominatorsVisibleTo(viewer: Viewer): Prisma.DenominatorWhereInput {
  return { siteId: { in: sitesFor(viewer, "case.see") } };
}
