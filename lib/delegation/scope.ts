import "server-only";
import { sitesFor } from "@/lib/access/policy";
import type { Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";

/** The delegations of the sites whose administrators or managers the viewer is one of. */
export function delegationsKeptBy(viewer: Viewer): Prisma.DelegationWhereInput {
  return { siteId: { in: sitesFor(viewer, "delegation.keep") } };
}
