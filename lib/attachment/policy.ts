import { can } from "@/lib/access/policy";
import type { CaseState } from "@/lib/case/schema";
import type { Viewer } from "@/lib/platform/viewer";

type Holder = Pick<Viewer, "grants">;
type Facts = { siteId: string; state: CaseState };

/** A file may follow a case that is closed, as a note may: letters come late. */
export function canAttachFile(viewer: Holder, { siteId }: Facts): boolean {
  return can(viewer, "case.work", siteId);
}

/** What a closed case was closed with stays with it. */
export function canVoidFile(viewer: Holder, { siteId, state }: Facts): boolean {
  return can(viewer, "case.work", siteId) && state !== "closed";
}
