import "server-only";
import { sitesFor, unitsFor } from "@/lib/access/policy";
import { casesVisibleTo } from "@/lib/case/scope";
import type { Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";

/** What the viewer's units are asked: those for which they hold the responder's role. */
export function requestsAskedOf(viewer: Viewer): Prisma.RequestWhereInput {
  return { unitId: { in: unitsFor(viewer, "request.answer") } };
}

/** The requests of the cases that the viewer sees. */
export function requestsOfCasesOf(viewer: Viewer): Prisma.RequestWhereInput {
  return { siteId: { in: sitesFor(viewer, "case.see") }, case: casesVisibleTo(viewer) };
}

/** Either: responders see what their units are asked, whoever works or reads cases the requests of those they see. */
export function requestsVisibleTo(viewer: Viewer): Prisma.RequestWhereInput {
  return { OR: [requestsAskedOf(viewer), requestsOfCasesOf(viewer)] };
}
