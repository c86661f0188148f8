import { can, type Deed } from "@/lib/access/policy";
import { countCases, EVENT_LABELS, STATE_LABELS, WAITING_PHRASES } from "@/lib/case/labels";
import { canAssignCase, canEscalateCase, canTakeCase, canWorkCase } from "@/lib/case/policy";
import { describeMissing } from "@/lib/case/rules";
import { type CaseEvent, nextState, type WorkflowFacts, whatIsMissing } from "@/lib/case/workflow";
import { WAY_LABELS } from "@/lib/contact/labels";
import { LEVEL_HINTS, LEVEL_LABELS } from "@/lib/escalation/labels";
import { canFollowUp } from "@/lib/follow-up/policy";
import { dayProblem } from "@/lib/follow-up/rules/days";
import type { Viewer } from "@/lib/platform/viewer";
import { formatDay } from "@/lib/shared/dates";
import { MOST_TAGS, tagKey } from "@/lib/tag/rules";
import type { BulkDeed, BulkDeedInput } from "./schema";
import type { BulkAround, BulkFacts, LeftGroup, PreviewWords } from "./types";

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

/** Why a run that ended then cannot be taken back at `now`, as a sentence, or null. */
export function whyNoUndo(endedAt: Date, now: Date): string | null {
  if (now.getTime() - endedAt.getTime() > UNDO_HOURS * 3_600_000) {
    return `This can be taken back for ${UNDO_HOURS} hours only.`;
  }
  return null;
}

type Previewed = {
  deed: BulkDeedInput;
  /** To whom cases are to be assigned. */
  ownerName: string | null;
  viewerId: string;
  total: number;
  /** The cases to which it will be done, as they are now. */
  facts: readonly Pick<BulkFacts, "ownerId" | "ownerName" | "state">[];
};

/** What a deed will do to the cases of a preview, with the names and words that it will use. */
export function describePreview(previewed: Previewed): PreviewWords {
  const { deed, ownerName, total, facts } = previewed;
  const count = countCases(facts.length);
  if (facts.length === 0) {
    const sentence = total === 1 ? "This cannot be done to this case." : "This can be done to none of these cases.";
    return { sentence, notes: [], begin: "" };
  }
  const which =
    facts.length === total ? describeAll(total) : `${facts.length.toLocaleString("en")} of ${countCases(total)}`;
  const taken = describeTaken(previewed);
  const say = (what: string, begin: string, notes: string[] = []): PreviewWords => ({
    ...{ sentence: `${which} will ${what}.`, begin, notes: [...taken, ...notes] },
  });
  switch (deed.deed) {
    case "assign":
      return say(`go to ${ownerName ?? "somebody"}`, `Assign ${count} to ${ownerName ?? "somebody"}`);
    case "take":
      return say("be yours", `Take ${count}`);
    case "move": {
      const to = movedTo(deed.event, facts);
      return say(`be moved to ${to}`, `Move ${count} to ${to}`);
    }
    case "wait": {
      const until = deed.until ? ` You look at them again on ${formatDay(new Date(deed.until))}.` : "";
      const why = `They wait for ${WAITING_PHRASES[deed.waitingFor]}: “${deed.reason}”.${until}`;
      return say("be moved to Waiting", `Move ${count} to Waiting`, [why]);
    }
    case "tag":
      return say(`get the tag “${deed.label}”`, `Tag ${count}`);
    case "untag":
      return say(`lose the tag “${deed.label}”`, `Take the tag off ${count}`);
    case "escalate": {
      const level = `${LEVEL_LABELS[deed.level]} (${LEVEL_HINTS[deed.level].toLowerCase()})`;
      const to = "The supervisors or managers of each case's site are told, and any of them may answer.";
      return say(`be escalated at ${level}`, `Escalate ${count}`, [to, `Each says: “${deed.reason}”`]);
    }
    case "follow_up": {
      const who = deed.doneBy === "me" ? "you" : "whoever has the case";
      const day = formatDay(new Date(deed.dueOn));
      const plan = `${WAY_LABELS[deed.channel]} on ${day}, by ${who}: “${deed.what}”`;
      return say("get a follow-up", `Plan a follow-up for ${count}`, [plan]);
    }
    default:
      return deed satisfies never;
  }
}

function describeAll(total: number): string {
  return total === 1 ? "This case" : `All ${countCases(total)}`;
}

function movedTo(event: Extract<BulkDeedInput, { deed: "move" }>["event"], facts: Previewed["facts"]): string {
  const to = facts[0] ? nextState(facts[0].state, event) : null;
  return to ? STATE_LABELS[to] : EVENT_LABELS[event];
}

const MOST_COLLEAGUES = 5;

/** From whom cases are taken, with how many of each, the most first. News of it goes to the new owner alone. */
function describeTaken({ deed, ownerName, viewerId, facts }: Previewed): string[] {
  if (deed.deed !== "assign" && deed.deed !== "take") return [];
  const owners = new Map<string, { name: string; count: number }>();
  for (const fact of facts) {
    if (!fact.ownerId) continue;
    const name = fact.ownerId === viewerId ? "you" : (fact.ownerName ?? "somebody");
    const owner = owners.get(fact.ownerId) ?? { name, count: 0 };
    owner.count++;
    owners.set(fact.ownerId, owner);
  }
  if (owners.size === 0) return [];
  const all = [...owners.values()].sort((one, other) => other.count - one.count || (one.name < other.name ? -1 : 1));
  const count = all.reduce((sum, owner) => sum + owner.count, 0);
  const named = all.slice(0, MOST_COLLEAGUES).map((owner) => `${owner.name} ${owner.count.toLocaleString("en")}`);
  const more = all.length - named.length;
  const rest = more > 0 ? `, and ${more} more ${more === 1 ? "colleague" : "colleagues"}` : "";
  const lead = count === 1 ? "1 has an owner now" : `${count.toLocaleString("en")} have an owner now`;
  const isToOther = deed.deed === "assign" && deed.ownerId !== viewerId;
  const told = isToOther ? ` ${ownerName ?? "The new owner"} is told; they are not.` : " They are not told of it.";
  return [`${lead}: ${named.join(", ")}${rest}.${told}`];
}
