import { can } from "@/lib/access/policy";
import type { Viewer } from "@/lib/platform/viewer";

/** Administrators and managers keep what the governing body of their site put in writing. */
export function canKeepDelegation(viewer: Pick<Viewer, "grants">, siteId: string): boolean {
  return can(viewer, "delegation.keep", siteId);
}
