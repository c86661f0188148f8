import { can } from "@/lib/access/policy";
import { canWorkCase } from "@/lib/case/policy";
import type { CaseState } from "@/lib/case/schema";
import type { Viewer } from "@/lib/platform/viewer";

type Holder = Pick<Viewer, "grants" | "personId">;
type Facts = { siteId: string; state: CaseState; ownerId: string | null };

/** Whoever works the case works its billing dispute, and not once the case is closed. */
export function canWorkDispute(viewer: Holder, facts: Facts): boolean {
  return canWorkCase(viewer, { ...facts, escalation: null });
}

/** A hold is lifted and a plan voided on a closed case too: both go on outside, and closing must not freeze them. */
export function canEndInDispute(viewer: Holder, { siteId }: Facts): boolean {
  return can(viewer, "case.work", siteId);
}
