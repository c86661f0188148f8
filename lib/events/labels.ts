import { BASIS_LABELS, REPRESENTATIVE_FIELD_LABELS } from "@/lib/representative/labels";
import type { HeardEvent } from "./schema";

/** What happened, as the rest of a sentence that begins with who did it: "Dana Moreau logged this case". */
export function describeEvent(event: HeardEvent, actorId: string | null = null): string {
  switch (event.type) {
    case "case.logged":
      return `logged this case as ${event.data.reference}`;
    case "case.assigned":
      return describeAssignment(event.data, actorId);
    case "case.triaged":
      return "finished its triage";
    case "case.closed":
      return event.data.outcome ? `closed this case: ${event.data.outcome}` : "closed this case";
    case "case.changed":
      return `changed ${listChanges(event.data.changes)}`;
    case "issue.added":
      return `added an issue: ${event.data.summary}`;
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
    case "patient.merged":
      return event.data.as === "survivor" ? "merged another record into this one" : "merged this record into another";
    case "patient.unmerged":
      return describeUnmerging(event.data.kept);
    case "alert.added":
      return "added an alert";
    case "alert.ended":
      return "ended an alert";
    case "representative.added":
      return `recorded who may be told (${basisWords(event.data.basis)})`;
    case "representative.changed":
      return `changed what is on record of a representative: ${event.data.fields.map(representativeWord).join(", ")}`;
    case "representative.ended":
      return "ended the authority of a representative";
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

type Assignment = Extract<HeardEvent, { type: "case.assigned" }>["data"];

function describeAssignment({ fromName, toName, toId }: Assignment, actorId: string | null): string {
  if (toName === null) return "took the owner off this case";
  if (toId === actorId) return fromName ? `took this case over from ${fromName}` : "took this case";
  return fromName ? `gave this case to ${toName}, from ${fromName}` : `gave this case to ${toName}`;
}

function describeRole({ role, site, unit }: { role: string; site: string; unit: string | null }): string {
  return `${role} at ${site}${unit ? `, ${unit}` : ""}`;
}

function describeUnmerging(kept: string[]): string {
  const left = kept.map((field) => FIELD_WORDS[field] ?? field).join(", ");
  return `undid a merge of two records${left ? `; changed since, and left as it is: ${left}` : ""}`;
}

function basisWords(basis: string): string {
  const labels: Record<string, string> = BASIS_LABELS;
  return (labels[basis] ?? basis).toLowerCase();
}

function representativeWord(field: string): string {
  const labels: Record<string, string> = REPRESENTATIVE_FIELD_LABELS;
  return (labels[field] ?? field).toLowerCase();
}

const FIELD_WORDS: Record<string, string> = {
  about: "what it is about",
  kind: "the kind",
  severity: "the severity",
  unitId: "the unit",
  state: "the state",
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
