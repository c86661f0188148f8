import "server-only";
import { sitesFor } from "@/lib/access/policy";
import type { Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";

/** The files of the sites whose surveys the viewer manages. */
export function importsVisibleTo(viewer: Viewer): Prisma.SurveyImportWhereInput {
  return { siteId: { in: sitesFor(viewer, "survey.manage") } };
}

/** The mappings that were kept there. */
export function profilesVisibleTo(viewer: Viewer): Prisma.SurveyImportProfileWhereInput {
  return { siteId: { in: sitesFor(viewer, "survey.manage") } };
}
