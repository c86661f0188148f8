import { can } from "@/lib/access/policy";
import type { Viewer } from "@/lib/platform/viewer";

/** Whoever answers for a site says what it aims for, as they say from when its limits begin anew. */
export function canSetTarget(viewer: Pick<Viewer, "grants">, siteId: string): boolean {
  return can(viewer, "insight.rebase", siteId);
}
