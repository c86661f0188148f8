import { can, canAnywhere, sitesFor } from "@/lib/access/policy";
import type { Viewer } from "@/lib/platform/viewer";

/** Whoever reads cases takes out those that they read; the units and the administrators, who read none, take out none. */
export function canExport(viewer: Pick<Viewer, "grants">): boolean {
  return canAnywhere(viewer, "case.export");
}

/** A file that was made is handed out only while its maker may still take out the cases of every site that it covers. */
export function canTakeExport(viewer: Pick<Viewer, "grants">, { siteIds }: { siteIds: string[] }): boolean {
  const allowed = sitesFor(viewer, "case.export");
  return siteIds.length > 0 && siteIds.every((siteId) => allowed.includes(siteId));
}

/** A printed file is taken out as an export is. */
export function canPrintCase(viewer: Pick<Viewer, "grants">, siteId: string): boolean {
  return can(viewer, "case.export", siteId);
}
