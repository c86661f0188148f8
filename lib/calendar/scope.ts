import "server-only";
import type { Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";

/** The sites whose calendar the viewer may read: every site at which they hold a role. */
export function calendarsVisibleTo({ grants }: Viewer): Prisma.SiteWhereInput {
  return { id: { in: [...new Set(grants.map(({ siteId }) => siteId))] } };
}
