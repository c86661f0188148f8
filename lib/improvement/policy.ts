import { can } from "@/lib/access/policy";
import type { Viewer } from "@/lib/platform/viewer";

type Holder = Pick<Viewer, "grants" | "personId">;

/** Supervisors and managers decide what is to change. */
export function canPlanImprovement(viewer: Pick<Viewer, "grants">, siteId: string): boolean {
  return can(viewer, "improvement.keep", siteId);
}

/** Whoever answers for an action tells how it goes, and so do those who make actions there. */
export function canUpdateImprovement(
  viewer: Holder,
  { siteId, ownerId }: { siteId: string; ownerId: string },
): boolean {
  if (can(viewer, "improvement.keep", siteId)) return true;
  return ownerId === viewer.personId && can(viewer, "case.work", siteId);
}

/** A manager who does not answer for it: nobody marks their own work. */
export function canVerifyImprovement(
  viewer: Holder,
  { siteId, ownerId }: { siteId: string; ownerId: string },
): boolean {
  return ownerId !== viewer.personId && can(viewer, "improvement.verify", siteId);
}
