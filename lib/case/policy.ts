import { can, canAnywhere, homeRole } from "@/lib/access/policy";
import type { Viewer } from "@/lib/platform/viewer";
import { type CaseState, QUEUE_TABS, type QueueTab } from "./schema";
import { CASE_EVENTS, type CaseEvent, nextState, WORKFLOW } from "./workflow";

type Holder = Pick<Viewer, "grants" | "personId">;
type Facts = {
  siteId: string;
  state: CaseState;
  ownerId: string | null;
  escalation: { toPersonId: string | null } | null;
};

export function canWorkCase(viewer: Holder, { siteId, state }: Facts): boolean {
  return can(viewer, "case.work", siteId) && nextState(state, "change") !== null;
}

/** Notes may follow a case that is closed. */
export function canAddNote(viewer: Holder, { siteId }: Facts): boolean {
  return can(viewer, "case.work", siteId);
}

export function canAssignCase(viewer: Holder, { siteId, state }: Facts): boolean {
  return can(viewer, "case.assign", siteId) && nextState(state, "assign") !== null;
}

/** Who assigns cases hands anybody's over. Whoever works cases hands over their own: they know what they leave, and say why. */
export function canHandOver(viewer: Holder, { siteId, fromId }: { siteId: string; fromId: string }): boolean {
  return can(viewer, "case.assign", siteId) || (viewer.personId === fromId && can(viewer, "case.work", siteId));
}

/** Anybody who works cases takes one that nobody has; who assigns cases also takes over. */
export function canTakeCase(viewer: Holder, facts: Facts): boolean {
  if (facts.ownerId === viewer.personId || nextState(facts.state, "assign") === null) return false;
  return facts.ownerId === null ? can(viewer, "case.work", facts.siteId) : canAssignCase(viewer, facts);
}

/** One escalation waits at a time. */
export function canEscalateCase(viewer: Holder, facts: Facts): boolean {
  return (
    can(viewer, "case.work", facts.siteId) && facts.escalation === null && nextState(facts.state, "escalate") !== null
  );
}

/** Whoever answers escalations at the site may answer any of them, so that an absence strands none. */
export function canAnswerEscalation(viewer: Holder, { siteId, escalation }: Facts): boolean {
  return escalation !== null && can(viewer, "escalation.answer", siteId);
}

/** Only whoever raised it, while it waits; not where somebody may be in danger. */
export function canWithdrawEscalation(
  viewer: Holder,
  { siteId, escalation }: { siteId: string; escalation: { raisedById: string | null; isUrgent: boolean } | null },
): boolean {
  return escalation?.raisedById === viewer.personId && !escalation.isUrgent && can(viewer, "case.work", siteId);
}

/** The events that the viewer's role and the case's state allow, by the one table. */
export function movesOf(viewer: Holder, { siteId, state }: Pick<Facts, "siteId" | "state">): CaseEvent[] {
  return CASE_EVENTS.filter((event) => nextState(state, event) !== null && can(viewer, WORKFLOW[event].who, siteId));
}

/** A lower kind is confirmed or declined by a second person, never by whoever proposed it. */
export function canAnswerKindChange(viewer: Holder, facts: Facts, proposedById: string): boolean {
  return viewer.personId !== proposedById && canWorkCase(viewer, facts);
}

/** Who works no case owns none. */
export function queueTabsOf(viewer: Holder): QueueTab[] {
  return QUEUE_TABS.filter((tab) => tab !== "mine" || canAnywhere(viewer, "case.work"));
}

/** The tab that the queue shows where this one, or none, was asked for. Who decides over the work of others owns few cases, or none. */
export function queueTabFor(viewer: Holder, asked: QueueTab | undefined): QueueTab {
  if (asked && queueTabsOf(viewer).includes(asked)) return asked;
  return homeRole(viewer) === "associate" ? "mine" : "open";
}
