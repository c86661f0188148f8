import type { AuditSubjectKind, HeardEvent } from "./schema";

/** What happened, as the rest of a sentence that begins with who did it: "Dana Moreau logged this case". */
export function describeEvent(event: HeardEvent, actorId: string | null = null): string {
  switch (event.type) {
    case "case.logged":
      return `logged this case as ${event.data.reference}`;
    case "case.assigned":
      return describeAssignment(event.data, actorId);
    case "case.triaged":
      return "finished its triage";
    case "case.moved":
      return describeMove(event.data);
    case "case.closed":
      return event.data.outcome ? `closed this case: ${event.data.outcome}` : "closed this case";
    case "case.reopened":
      return "reopened this case";
    case "case.changed":
      return `changed ${listChanges(event.data.changes)}`;
    case "issue.added":
      return `added an issue: ${event.data.summary}`;
    case "issue.coded":
      return `coded issue ${event.data.position}: ${event.data.fields.map((field) => FIELD_WORDS[field] ?? field).join(", ")}`;
    case "issue.decided":
      return event.data.finding
        ? `decided issue ${event.data.position}: ${event.data.finding}`
        : `wrote the answer to issue ${event.data.position}`;
    case "issue.voided":
      return `took issue ${event.data.position} off the list`;
    case "issue.agreed":
      return `agreed the ${event.data.count === 1 ? "one issue" : `${event.data.count} issues`} with them, ${event.data.channel}`;
    case "note.added":
      return "added a note, staff only";
    case "escalation.raised":
      return `escalated this case to ${event.data.toName ?? "the supervisors"}`;
    case "escalation.answered":
      return "answered the escalation";
    case "patient.registered":
      return `registered ${event.data.name}`;
    case "patient.changed":
      return `changed ${listChanges(event.data.changes)}`;
    case "session.started":
      return "signed in";
    case "session.ended":
      return event.data.reason === "signed_out"
        ? "signed out"
        : `ended a sign-in (${event.data.reason.replaceAll("_", " ")})`;
    case "person.added":
      return `added ${event.data.name} (${event.data.email})`;
    case "person.deactivated":
      return "deactivated this person";
    case "person.reactivated":
      return "reactivated this person";
    case "person.password_set":
      return "set a new password";
    case "role.granted":
      return `gave the role ${describeRole(event.data)}`;
    case "role.withdrawn":
      return `took away the role ${describeRole(event.data)}`;
    case "organisation.founded":
      return `set up ${event.data.name}`;
    case "site.added":
      return `added the site ${event.data.name}`;
    case "unit.added":
      return `added the unit ${event.data.name}`;
    case "draft.started":
      return "began a draft";
    case "draft.discarded":
      return "discarded a draft";
    default:
      return event satisfies never;
  }
}

/**
 * The same for a reader who may not know whom or what it was about: "logged a case", "added a note on a case". Drawn from the type alone,
 * so that no new event can tell more by mistake.
 */
export function describePrivately(type: string, about: string): string {
  const [noun = "", verb = ""] = type.split(".");
  const deed = `${verb.replaceAll("_", " ")} ${withArticle(noun)}`;
  return noun === about ? deed : `${deed} on ${withArticle(about)}`;
}

function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun.replaceAll("_", " ")}`;
}

export const AUDIT_SUBJECT_LABELS: Record<AuditSubjectKind, string> = {
  case: "Cases",
  patient: "Patients",
  person: "People and sign-ins",
  site: "Sites and units",
  organisation: "The organisation",
  draft: "Unfinished forms",
};

type Move = Extract<HeardEvent, { type: "case.moved" }>["data"];

function describeMove({ event, waitingFor, answeredVia }: Move): string {
  switch (event) {
    case "investigate":
      return "started looking into it";
    case "wait":
      return `is waiting for ${waitingFor ?? "somebody"}`;
    case "resume":
      return "went on with it";
    case "draft_response":
      return "drafted the response";
    case "answer":
      return `gave them the answer${answeredVia ? `, ${answeredVia}` : ""}`;
    default:
      return event satisfies never;
  }
}

type Assignment = Extract<HeardEvent, { type: "case.assigned" }>["data"];

function describeAssignment({ fromName, toName, toId }: Assignment, actorId: string | null): string {
  if (toName === null) return "took the owner off this case";
  if (toId === actorId) return fromName ? `took this case over from ${fromName}` : "took this case";
  return fromName ? `gave this case to ${toName}, from ${fromName}` : `gave this case to ${toName}`;
}

function describeRole({ role, site, unit }: { role: string; site: string; unit: string | null }): string {
  return `${role} at ${site}${unit ? `, ${unit}` : ""}`;
}

const FIELD_WORDS: Record<string, string> = {
  about: "what it is about",
  kind: "the kind",
  severity: "the severity",
  unitId: "the unit",
  state: "the state",
  summary: "their words for it",
  category: "the category",
  stage: "the stage of care",
  staffGroup: "the staff group",
  allegedHarm: "the harm they describe",
  name: "the name",
  preferredName: "the preferred name",
  pronouns: "the pronouns",
  recordNumber: "the record number",
  bornOn: "the date of birth",
  isDeceased: "whether they have died",
  diedOn: "the date of death",
  language: "the language",
  needsInterpreter: "whether they need an interpreter",
  phone: "the phone number",
  email: "the e-mail address",
  address: "the address",
  preferredChannel: "the best way to reach them",
  contactNote: "the note on reaching them",
};

function listChanges(changes: { field: string; before: string | null; after: string | null }[]): string {
  return changes
    .map(({ field, before, after }) => `${FIELD_WORDS[field] ?? field} from ${before ?? "none"} to ${after ?? "none"}`)
    .join("; ");
}
