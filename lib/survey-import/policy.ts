import { can } from "@/lib/access/policy";
import type { Viewer } from "@/lib/platform/viewer";

type Holder = Pick<Viewer, "grants">;

/** Whoever decides what a site asks brings in what others asked; the files hold what patients wrote. */
export function canImportSurveys(viewer: Holder, siteId: string): boolean {
  return can(viewer, "survey.manage", siteId);
}
