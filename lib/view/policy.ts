import { can, canAnywhere } from "@/lib/access/policy";
import type { Viewer } from "@/lib/platform/viewer";

type Owned = { ownerId: string; siteId: string | null };

/** Whoever sees cases keeps views of their own; those of a site belong to whoever assigns its cases. */
export function canKeepView(viewer: Viewer, { ownerId, siteId }: Owned): boolean {
  if (siteId !== null) return can(viewer, "case.assign", siteId);
  return ownerId === viewer.personId && canAnywhere(viewer, "case.see");
}
