import { can } from "@/lib/access/policy";
import type { Viewer } from "@/lib/platform/viewer";
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

/** Supervisors and managers decide on letters; nobody on one that they wrote, changed or submitted. */
export function canDecideLetter(viewer: Holder, facts: Facts & { hands: readonly string[] }): boolean {
  return mayDecideAt(viewer, facts) && !facts.hands.includes(viewer.personId);
}

export function mayDecideAt(viewer: Holder, { siteId, state }: Facts): boolean {
  return can(viewer, "case.assign", siteId) && nextState(state, "approve") !== null;
}

/** Administrators and managers keep the templates of a site. */
export function canKeepTemplates(viewer: Holder, siteId: string): boolean {
  return can(viewer, "letter.templates", siteId);
}

/** A translation is signed off by somebody else than whoever wrote it. */
export function canSignOff(viewer: Holder, { siteId, writtenById }: { siteId: string; writtenById: string }): boolean {
  return canKeepTemplates(viewer, siteId) && viewer.personId !== writtenById;
}
