import { z } from "zod";

const id = z.uuid();
const text = z.string();
const change = z.object({ field: text, before: text.nullable(), after: text.nullable() });

const event = <T extends string, S extends z.ZodRawShape>(type: T, data: S) =>
  z.object({ type: z.literal(type), data: z.object(data) });

/**
 * Everything that can happen, past tense. Data holds ids and labels as they were then, never secrets; what a person wrote stays in its
 * own row. Adding a field later means making it optional: old rows are never rewritten.
 */
export const eventSchema = z.discriminatedUnion("type", [
  event("case.logged", { reference: text, kind: text, channel: text, severity: z.number(), unit: text.nullable() }),
  event("case.assigned", {
    fromId: id.nullable(),
    fromName: text.nullable(),
    toId: id.nullable(),
    toName: text.nullable(),
  }),
  event("case.triaged", {}),
  event("case.moved", {
    event: z.enum(["investigate", "wait", "resume", "draft_response", "answer"]),
    from: text,
    to: text,
    waitId: id.optional(),
    waitingFor: text.optional(),
    answeredVia: text.optional(),
  }),
  event("case.closed", { outcome: text.nullable(), closingId: id.optional() }),
  event("case.reopened", { closingId: id }),
  event("case.changed", { changes: z.array(change) }),
  event("issue.added", { issueId: id, summary: text, severity: z.number() }),
  event("issue.coded", { issueId: id, position: z.number(), fields: z.array(text) }),
  event("issue.decided", { issueId: id, position: z.number(), finding: text.nullable() }),
  event("issue.voided", { issueId: id, position: z.number() }),
  event("issue.agreed", { agreementId: id, channel: text, count: z.number() }),
  event("note.added", { noteId: id }),
  event("escalation.raised", { escalationId: id, toName: text.nullable() }),
  event("escalation.answered", { escalationId: id }),
  event("patient.registered", { name: text }),
  event("patient.changed", { changes: z.array(change) }),
  event("session.started", { sessionId: id }),
  event("session.ended", {
    sessionId: id,
    reason: z.enum(["signed_out", "revoked", "password_changed", "deactivated"]),
  }),
  event("person.added", { email: text, name: text }),
  event("person.deactivated", {}),
  event("person.reactivated", {}),
  event("person.password_set", {}),
  event("role.granted", { role: text, site: text, unit: text.nullable() }),
  event("role.withdrawn", { role: text, site: text, unit: text.nullable() }),
  event("organisation.founded", { name: text }),
  event("site.added", { name: text, timeZone: text, country: text }),
  event("unit.added", { name: text }),
  event("draft.started", { kind: text }),
  event("draft.discarded", { kind: text }),
]);

export type HeardEvent = z.infer<typeof eventSchema>;
export type EventType = HeardEvent["type"];
export type FieldChange = z.infer<typeof change>;

/** What an event's chain is about. */
export type Subject = { noun: "case" | "patient" | "person" | "site" | "organisation"; id: string };

export function chainOf({ noun, id: subjectId }: Subject): string {
  return `${noun}:${subjectId}`;
}

/** One thing that happened to a case. `text` is what a person wrote then: a note, a reason, an answer. */
export type TimelineEntry = {
  id: string;
  type: EventType;
  at: string;
  actor: string;
  sentence: string;
  text: string | null;
};

/** A page of a timeline, newest first; `older` is the chain position before which the next page begins. */
export type Timeline = { entries: TimelineEntry[]; older: number | null };

/** The parameter of a case's address that turns to the older entries of its timeline. */
export const timelineParams = z.object({
  before: z.coerce.number().int().min(2).max(2_147_483_647).nullable().default(null).catch(null),
});

export type AuditRow = {
  id: string;
  at: string;
  actorId: string | null;
  actor: string;
  sentence: string;
  /** Null where the viewer may not know which it was, and the sentence says all there is to say. */
  subject: { label: string; href: string | null } | null;
};

export const AUDIT_SUBJECTS = ["case", "patient", "person", "site", "organisation", "draft"] as const;
export type AuditSubjectKind = (typeof AUDIT_SUBJECTS)[number];

/** What the address of the audit trail asks for: what about, by whom, on which day. */
export const auditFilterSchema = z.object({
  about: z.enum(AUDIT_SUBJECTS).optional().catch(undefined),
  who: id.optional().catch(undefined),
  on: z.iso
    .date()
    .refine((day) => day > "1900")
    .optional()
    .catch(undefined),
  page: z.string().max(2_000).optional().catch(undefined),
});
export type AuditFilter = z.infer<typeof auditFilterSchema>;
