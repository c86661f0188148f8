import { can } from "@/lib/access/policy";
import type { Viewer } from "@/lib/platform/viewer";

type Holder = Pick<Viewer, "grants">;

export function canMergeCases(viewer: Holder, siteId: string): boolean {
  return can(viewer, "case.work", siteId);
}

/** A permission of its own: taking two cases apart again moves work back to where nobody looks at it any more. */
export function canUnmergeCases(viewer: Holder, siteId: string): boolean {
  return can(viewer, "case.unmerge", siteId);
}

/** Links may follow a case that is closed. */
export function canLinkCases(viewer: Holder, siteId: string): boolean {
  return can(viewer, "case.work", siteId);
}
