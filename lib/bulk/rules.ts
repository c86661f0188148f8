import { can, type Deed } from "@/lib/access/policy";
import { STATE_LABELS } from "@/lib/case/labels";
import { canAssignCase, canEscalateCase, canTakeCase, canWorkCase } from "@/lib/case/policy";
import { describeMissing } from "@/lib/case/rules";
import { type CaseEvent, nextState, type WorkflowFacts, whatIsMissing } from "@/lib/case/workflow";
import { canFollowUp } from "@/lib/follow-up/policy";
import { dayProblem } from "@/lib/follow-up/rules/days";
import type { Viewer } from "@/lib/platform/viewer";
import { MOST_TAGS, tagKey } from "@/lib/tag/rules";
import type { BulkDeed, BulkDeedInput } from "./schema";
import type { BulkAround, BulkFacts, LeftGroup } from "./types";

type Holder = Pick<Viewer, "grants" | "personId">;

/** What a person's role must allow somewhere before a deed is offered for many cases; each case is then judged by itself. */
export const DEED_NEEDS: Record<BulkDeed, Deed> = {
  assign: "case.assign",
  take: "case.work",
  move: "case.work",
  wait: "case.work",
  tag: "case.work",
  untag: "case.work",
  escalate: "case.work",
  follow_up: "case.work",
};

const NOT_YOURS = "Your role does not allow this at its site.";

type Asked = { deed: BulkDeedInput; facts: BulkFacts; around: BulkAround };

/**
 * Why a deed cannot be done to a case, as a sentence, or null. By the same policies and workflow as the single deed, which decides again
 * when it is done.
 */
export function whyNot(viewer: Holder, { deed, facts, around }: Asked): string | null {
  if (facts.mergedInto) return `It was merged into ${facts.mergedInto}, and goes on there.`;
  if (!can(viewer, DEED_NEEDS[deed.deed], facts.siteId)) return NOT_YOURS;
  switch (deed.deed) {
    case "assign":
      return whyNotAssigned(viewer, facts, around);
    case "take":
      return whyNotTaken(viewer, facts);
    case "move":
      return whyNotMoved(facts, deed.event);
    case "wait":
      return untilProblem(deed.until, facts.today) ?? whyNotMoved(facts, "wait");
    case "tag":
    case "untag":
      return whyNotTagged(viewer, { deed, facts, around });
    case "escalate":
      if (facts.isEscalated) return "It is escalated already and waits for its answer.";
      return canEscalateCase(viewer, asCase(facts)) ? null : "It is closed, so there is nothing to escalate.";
    case "follow_up":
      if (!canFollowUp(viewer, facts)) return NOT_YOURS;
      if (deed.doneBy === "owner" && facts.ownerId === null) return "Nobody has it, so nobody would follow up.";
      return dayProblem(deed.dueOn, facts.today);
    default:
      return deed satisfies never;
  }
}

function untilProblem(until: string | null, today: string): string | null {
  return until !== null && until <= today ? "The day to look again is not to come any more." : null;
}

/**
 * What is wrong with the day that a deed asks for, by its field, where it is wrong at the site of every case; null where one could have it.
 * It is for the form then, and not for each case to say.
 */
export function wrongDay(deed: BulkDeedInput, todays: readonly string[]): Record<string, string> | null {
  if (deed.deed === "follow_up") return atEach("dueOn", todays, (today) => dayProblem(deed.dueOn, today));
  if (deed.deed === "wait") return atEach("until", todays, (today) => untilProblem(deed.until, today));
  return null;
}

function atEach(field: string, todays: readonly string[], problemOn: (today: string) => string | null) {
  const problems = todays.map(problemOn);
  const [first] = problems;
  return first && problems.every((problem) => problem !== null) ? { [field]: first } : null;
}

function whyNotAssigned(viewer: Holder, facts: BulkFacts, { owner }: BulkAround): string | null {
  if (!canAssignCase(viewer, asCase(facts))) return "It is closed, so nobody needs to own it.";
  if (!owner?.siteIds.includes(facts.siteId)) return `${owner?.name ?? "This person"} does not work cases at its site.`;
  return facts.ownerId === owner.id ? `It is with ${owner.name} already.` : null;
}

function whyNotTaken(viewer: Holder, facts: BulkFacts): string | null {
  if (facts.ownerId === viewer.personId) return "You have it already.";
  if (nextState(facts.state, "assign") === null) return "It is closed, so nobody needs to own it.";
  if (canTakeCase(viewer, asCase(facts))) return null;
  return `${facts.ownerName ?? "Somebody"} has it. A supervisor can give it to you.`;
}

function whyNotMoved(facts: BulkFacts, event: CaseEvent): string | null {
  if (nextState(facts.state, event) === null) {
    return `This cannot be done to a case that is ${STATE_LABELS[facts.state].toLowerCase()}.`;
  }
  const [missing] = whatIsMissing(event, { ...NOTHING_ELSE_ASKED, ownerId: facts.ownerId });
  return missing ? describeMissing(missing, []) : null;
}

/** The steps that are offered for many cases at once: those that need no words for each case, and at most an owner. */
export const BULK_EVENTS = ["investigate", "wait", "resume", "draft_response"] as const satisfies readonly CaseEvent[];

const NOTHING_ELSE_ASKED: WorkflowFacts = {
  ...{ kind: "inquiry", reporterKind: "patient", ownerId: null, isTold: true, isEscalated: false },
  ...{ openRequests: 0, openPromises: 0, letter: null, issues: [] },
};

type Tagging = { deed: Extract<BulkDeedInput, { deed: "tag" | "untag" }>; facts: BulkFacts; around: BulkAround };

function whyNotTagged(viewer: Holder, { deed: { deed, label }, facts, around }: Tagging): string | null {
  if (!canWorkCase(viewer, asCase(facts))) return "It is closed. Reopen it to change its tags.";
  const hasIt = facts.tags.includes(tagKey(label));
  if (deed === "untag") return hasIt ? null : "This tag is not on it.";
  if (hasIt) return "It has this tag already.";
  if (around.retiredAt.includes(facts.siteId)) return "This tag is not used any more at its site.";
  return facts.tags.length >= MOST_TAGS ? `There are ${MOST_TAGS} tags on it already.` : null;
}

function asCase({ siteId, state, ownerId, isEscalated }: BulkFacts) {
  return { siteId, state, ownerId, escalation: isEscalated ? { toPersonId: null } : null };
}

const MOST_NAMED = 12;

/** Those that stay as they are, by reason, the most frequent first. */
export function groupLeft(left: readonly { why: string; reference: string }[]): LeftGroup[] {
  const groups = new Map<string, LeftGroup>();
  for (const { why, reference } of left) {
    const group = groups.get(why) ?? { why, count: 0, references: [] };
    group.count++;
    if (group.references.length < MOST_NAMED) group.references.push(reference);
    groups.set(why, group);
  }
  return [...groups.values()].sort((one, other) => other.count - one.count);
}

/** For how long a run can be taken back. */
export const UNDO_HOURS = 24;

/** Why a run of this deed cannot be taken back at `now`, as a sentence, or null. */
export function whyNoUndo(deed: BulkDeed, endedAt: Date, now: Date): string | null {
  if (deed === "escalate") return "An escalation is told to people, so it is answered and not taken back.";
  if (now.getTime() - endedAt.getTime() > UNDO_HOURS * 3_600_000) {
    return `This can be taken back for ${UNDO_HOURS} hours only.`;
  }
  return null;
}
