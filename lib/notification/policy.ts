import { canAnywhere } from "@/lib/access/policy";
import type { Viewer } from "@/lib/platform/viewer";

/** Whoever looks after the people looks after what is sent to them. */
export function canSeeOutbox(viewer: Pick<Viewer, "grants">): boolean {
  return canAnywhere(viewer, "people.manage");
}
