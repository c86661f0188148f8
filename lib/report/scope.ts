import "server-only";
import { sitesFor } from "@/lib/access/policy";
import type { Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";

/** Reports all of whose sites' figures the viewer sees: one site more in a report, and it is not theirs to read. */
export function reportsVisibleTo(viewer: Viewer): Prisma.ReportWhereInput {
  const siteIds = sitesFor(viewer, "insight.see");
  return { sites: { some: { siteId: { in: siteIds } }, every: { siteId: { in: siteIds } } } };
}

export function schedulesVisibleTo(viewer: Viewer): Prisma.ReportScheduleWhereInput {
  return { of: reportsVisibleTo(viewer) };
}
