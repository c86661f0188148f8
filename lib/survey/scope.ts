import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { casesVisibleTo } from "@/lib/case/scope";
import type { Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";

/** The surveys of the cases that the viewer sees. */
export function invitationsVisibleTo(viewer: Viewer): Prisma.SurveyInvitationWhereInput {
  return { siteId: { in: sitesFor(viewer, "case.see") }, case: casesVisibleTo(viewer) };
}

/** The surveys that the viewer's sites made themselves. */
export function instrumentsVisibleTo(viewer: Viewer): Prisma.SurveyInstrumentWhereInput {
  return { siteId: { in: sitesFor(viewer, "survey.see") } };
}

/** The sites whose figures the viewer sees; of these one, where it was asked for and is among them. */
export function surveySites(viewer: Viewer, site?: string): string[] {
  const all = sitesFor(viewer, "survey.see");
  return site && all.includes(site) ? [site] : all;
}
