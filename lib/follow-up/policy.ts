import { can } from "@/lib/access/policy";
import type { Viewer } from "@/lib/platform/viewer";
import { type Limits, limitOf } from "./rules/authority";
import type { PromiseApproval, PromiseState } from "./schema";

type Holder = Pick<Viewer, "grants" | "personId">;

/** Whoever works cases at the site follows up and keeps promises, so that an absence strands none; a closed case may still be owed something. */
export function canFollowUp(viewer: Holder, { siteId }: { siteId: string }): boolean {
  return can(viewer, "case.work", siteId);
}

type Facts = {
  siteId: string;
  state: PromiseState;
  approval: PromiseApproval | null;
  madeById: string;
  amount: number | null;
};

/** A second person, whose own limit covers the amount, and never whoever promised it. */
export function canDecidePromise(
  viewer: Holder,
  { siteId, state, approval, ...promise }: Facts,
  limits: Limits,
): boolean {
  if (state !== "open" || approval !== "pending" || !can(viewer, "case.work", siteId)) return false;
  return promise.madeById !== viewer.personId && limitOf(viewer, siteId, limits) >= (promise.amount ?? 0);
}

/** The administrators of the site. */
export function canSetLimits(viewer: Holder, { siteId }: { siteId: string }): boolean {
  return can(viewer, "people.manage", siteId);
}
