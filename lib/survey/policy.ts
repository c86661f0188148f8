import { can } from "@/lib/access/policy";
import type { Viewer } from "@/lib/platform/viewer";

type Holder = Pick<Viewer, "grants">;

/** Whoever works the case knows why somebody should not be asked just now. */
export function canWithholdSurvey(viewer: Holder, siteId: string): boolean {
  return can(viewer, "case.work", siteId);
}

/** Whether a site asks, and with what. */
export function canManageSurveys(viewer: Holder, siteId: string): boolean {
  return can(viewer, "survey.manage", siteId);
}
