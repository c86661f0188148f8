import { can, unitsFor } from "@/lib/access/policy";
import type { Viewer } from "@/lib/platform/viewer";
import type { RequestState } from "./schema";
import { nextState, type RequestDeed } from "./workflow";

type Holder = Pick<Viewer, "grants">;
type Facts = { siteId: string; unitId: string; state: RequestState };

/** Whoever works the case asks, as long as it is open. */
export function canAskUnit(viewer: Holder, { siteId, isClosed }: { siteId: string; isClosed: boolean }): boolean {
  return can(viewer, "case.work", siteId) && !isClosed;
}

/** The unit's own responders answer it or send it back; nobody else speaks for a unit. */
export function canReply(viewer: Holder, { unitId, state }: Facts): boolean {
  return answersFor(viewer, unitId) && nextState(state, "answer") !== null;
}

export function answersFor(viewer: Holder, unitId: string): boolean {
  return unitsFor(viewer, "request.answer").includes(unitId);
}

/** Whoever works cases at the site reminds and withdraws, so that an absence strands none. */
export function canPursue(viewer: Holder, { siteId, state }: Facts, deed: Extract<RequestDeed, "remind" | "withdraw">) {
  return can(viewer, "case.work", siteId) && nextState(state, deed) !== null;
}
