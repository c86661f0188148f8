import { canWorkCase } from "@/lib/case/policy";
import type { CaseState } from "@/lib/case/schema";
import type { Viewer } from "@/lib/platform/viewer";

type Facts = { siteId: string; state: CaseState; ownerId: string | null };

/** Who works an open case also says what its clocks wait for, and gives more time within the pack's limit. */
export function canChangeClocks(viewer: Pick<Viewer, "grants" | "personId">, facts: Facts): boolean {
  return canWorkCase(viewer, { ...facts, escalation: null });
}
