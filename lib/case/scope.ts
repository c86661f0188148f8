import "server-only";
import { sitesFor } from "@/lib/access/policy";
import type { Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";

/** The cases of the sites where the viewer's role sees cases. Every read of a case, its lists, counts and children goes through it. */
export function casesVisibleTo(viewer: Viewer): Prisma.CaseWhereInput {
  return { siteId: { in: sitesFor(viewer, "case.see") } };
}
