import { can } from "@/lib/access/policy";
import type { Viewer } from "@/lib/platform/viewer";

type Holder = Pick<Viewer, "grants">;

export function canMergePatients(viewer: Holder, siteId: string): boolean {
  return can(viewer, "patient.merge", siteId);
}

/** A permission of its own: taking two records apart again hands cases to another person. */
export function canUnmergePatients(viewer: Holder, siteId: string): boolean {
  return can(viewer, "patient.unmerge", siteId);
}
