import { can } from "@/lib/access/policy";
import type { Viewer } from "@/lib/platform/viewer";
import type { Approval } from "./rules/approval";
import type { LetterState } from "./schema";
import { type LetterDeed, nextState } from "./workflow";

type Holder = Pick<Viewer, "grants" | "personId">;
type Facts = { siteId: string; state: LetterState };

/** Letters may follow a case that is closed: what changed because of it is often known later. */
export function canWriteLetter(viewer: Holder, { siteId }: { siteId: string }): boolean {
  return can(viewer, "case.work", siteId);
}

/** Whoever works cases at the site works on its letters, so that an absence strands none. */
export function canChangeLetter(
  viewer: Holder,
  { siteId, state }: Facts,
  deed: Extract<LetterDeed, "save" | "submit" | "take_back" | "void">,
): boolean {
  return can(viewer, "case.work", siteId) && nextState(state, deed) !== null;
}

type Decision = Facts & { approval: Approval };

/** Whom the pack names decides on a letter; unless it says so, nobody on one that they wrote, changed or submitted. */
export function canDecideLetter(
  viewer: Holder,
  { hands, ...decision }: Decision & { hands: readonly string[] },
): boolean {
  return mayDecideAt(viewer, decision) && (decision.approval.mayApproveOwn || !hands.includes(viewer.personId));
}

export function mayDecideAt(viewer: Holder, { siteId, state, approval: { roles } }: Decision): boolean {
  if (!can(viewer, "case.work", siteId) || nextState(state, "approve") === null) return false;
  return (
    roles === null ||
    viewer.grants.some((grant) => grant.siteId === siteId && roles.some((role) => role === grant.role))
  );
}

/** Whoever has the case sends its letters, and so does whoever decides at the site; they also stop one, and write down that it came back. */
export function canSendLetter(
  viewer: Holder,
  { siteId, state, ownerId }: Facts & { ownerId: string | null },
  deed: Extract<LetterDeed, "send" | "stop" | "come_back"> = "send",
): boolean {
  return maySendAt(viewer, { siteId, ownerId }) && nextState(state, deed) !== null;
}

export function maySendAt(viewer: Holder, { siteId, ownerId }: { siteId: string; ownerId: string | null }): boolean {
  return can(viewer, "case.assign", siteId) || (can(viewer, "case.work", siteId) && viewer.personId === ownerId);
}

/** Administrators and managers keep the templates of a site. */
export function canKeepTemplates(viewer: Holder, siteId: string): boolean {
  return can(viewer, "letter.templates", siteId);
}

/** A translation is signed off by somebody else than whoever wrote it. */
export function canSignOff(viewer: Holder, { siteId, writtenById }: { siteId: string; writtenById: string }): boolean {
  return canKeepTemplates(viewer, siteId) && viewer.personId !== writtenById;
}
