import { can } from "@/lib/access/policy";
import type { Viewer } from "@/lib/platform/viewer";

/** Managers say how many patients there were; whoever sees the cases sees what rates are counted in. */
export function canKeepDenominators(viewer: Pick<Viewer, "grants">, siteId: string): boolean {
  return can(viewer, "denominator.keep", siteId);
}
