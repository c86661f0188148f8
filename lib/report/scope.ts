import "server-only";
import { sitesFor } from "@/lib/access/policy";
import type { Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";

/** Reports all of whose sites' figures the viewer sees: one site more in a report, and it is not theirs to read. */
export function reportsVisibleTo(viewer: Viewer): Prisma.ReportWhereInput {
  const siteIds = sitesFor(viewer, "insight.see");
  return { sites: { some: { siteId: { in: siteIds } }, every: { siteId: { in: siteIds } } } };
}

/** Also those that the viewer made, and those that take along the figures of a site where they may end that. */
export function schedulesVisibleTo(viewer: Viewer): Prisma.ReportScheduleWhereInput {
  const mayEnd = { siteId: { in: sitesFor(viewer, "report.schedule") } };
  return { OR: [{ of: reportsVisibleTo(viewer) }, { of: { sites: { some: mayEnd } } }, { madeById: viewer.personId }] };
}
