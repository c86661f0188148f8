import { can } from "@/lib/access/policy";
import type { Viewer } from "@/lib/platform/viewer";

/** Whoever answers for a site says from when its limits begin anew: whoever is measured by them would be tempted to. */
export function canRebase(viewer: Pick<Viewer, "grants">, siteId: string): boolean {
  return can(viewer, "insight.rebase", siteId);
}
