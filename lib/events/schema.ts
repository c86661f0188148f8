import { z } from "zod";
import { CLOCK_CAUSES, CLOCKS } from "@/lib/clock/schema";
import { TARGET_ROLES } from "@/lib/escalation/rules/matrix";

const id = z.uuid();
const text = z.string();
/** What makes an amount of minor units readable later. */
const money = { currency: text, digits: z.number() };
/** Which clock of a case; a due time beside it is a label, in the zone of its site. */
const clock = { clockId: id, clock: z.enum(CLOCKS) };
const change = z.object({ field: text, before: text.nullable(), after: text.nullable() });

const event = <T extends string, S extends z.ZodRawShape>(type: T, data: S) =>
  z.object({ type: z.literal(type), data: z.object(data) });

/**
 * Everything that can happen, past tense. Data holds ids and labels as they were then, never secrets; what a person wrote stays in its
 * own row, and the values of people in a side row (see PERSONAL_KEYS). Adding a field later means making it optional: old rows are never rewritten.
 */
export const eventSchema = z.discriminatedUnion("type", [
  event("case.logged", { reference: text, kind: text, channel: text, severity: z.number(), unit: text.nullable() }),
  event("case.assigned", {
    fromId: id.nullable(),
    fromName: text.nullable(),
    toId: id.nullable(),
    toName: text.nullable(),
  }),
  event("case.assignment_undone", {
    fromId: id.nullable(),
    fromName: text.nullable(),
    toId: id.nullable(),
    toName: text.nullable(),
  }),
  event("case.handed_over", { handoverId: id, fromId: id, fromName: text, toId: id, toName: text }),
  event("case.handover_undone", { handoverId: id, fromId: id, fromName: text, toId: id, toName: text }),
  event("case.triaged", {}),
  event("case.moved", {
    event: z.enum(["investigate", "wait", "resume", "draft_response", "answer"]),
    from: text,
    to: text,
    waitId: id.optional(),
    waitingFor: text.optional(),
    answeredVia: text.optional(),
    /** The day on which they were told, in the site's zone. */
    answeredOn: text.optional(),
  }),
  event("case.move_undone", { from: text, to: text }),
  event("case.closed", { outcome: text.nullable(), closingId: id.optional() }),
  event("case.reopened", { closingId: id }),
  event("case.changed", { changes: z.array(change) }),
  event("case.merged", {
    ...{ mergeId: id, otherId: id, otherReference: text, as: z.enum(["survivor", "merged"]) },
    issues: z.number(),
    letters: z.number().optional(),
  }),
  event("case.unmerged", { mergeId: id, otherId: id, otherReference: text, as: z.enum(["survivor", "merged"]) }),
  /** `label` is what the link says from this side. */
  event("case.linked", { linkId: id, otherId: id, otherReference: text, label: text }),
  event("case.unlinked", { linkId: id, otherId: id, otherReference: text }),
  event("case.split", {
    ...{ linkId: id, otherId: id, otherReference: text, as: z.enum(["original", "new"]) },
    position: z.number(),
  }),
  event("case.referred", { referralId: id, body: text, referredOn: text }),
  event("case.referral_taken_back", { referralId: id, body: text, referredOn: text }),
  event("case.tagged", { tagId: id, label: text }),
  event("case.untagged", { tagId: id, label: text }),
  event("case.facts_recorded", { changes: z.array(change) }),
  event("case.reclassified", {
    from: text,
    to: text,
    /** The rule that decided; null where a person did. */
    ruleId: text.nullable(),
    packId: text,
    packVersion: text,
    changeId: id.nullable(),
  }),
  event("kind.proposed", { changeId: id, from: text, to: text }),
  event("kind.declined", { changeId: id, from: text, to: text }),
  event("kind.voided", { changeId: id, from: text, to: text }),
  event("issue.added", { issueId: id, summary: text, severity: z.number() }),
  event("issue.coded", {
    issueId: id,
    position: z.number(),
    fields: z.array(text),
    changes: z.array(change).optional(),
  }),
  event("issue.decided", {
    issueId: id,
    position: z.number(),
    finding: text.nullable(),
    /** What it was before and is now, so that no answer that was given is lost. */
    changes: z.array(change).optional(),
  }),
  event("issue.voided", { issueId: id, position: z.number() }),
  event("issue.agreed", { agreementId: id, channel: text, count: z.number() }),
  event("note.added", { noteId: id }),
  event("contact.logged", { contactId: id, direction: text, channel: text, outcome: text }),
  event("contact.voided", { contactId: id, direction: text, channel: text }),
  // In a chain of its own, "privileged:<case>", which no timeline and no audit trail reads.
  event("privileged_note.added", { noteId: id }),
  event("mention.seen", { mentionId: id }),
  event("handover.seen", { handoverId: id }),
  /** `toName` of the one person it went to, `toRole` where it went to everybody of a role; neither: to everybody who can answer. */
  event("escalation.raised", {
    ...{ escalationId: id, toName: text.nullable(), level: z.number().optional() },
    toRole: z.enum(TARGET_ROLES).nullable().optional(),
  }),
  event("calendar.recounted", { recountId: id, moved: z.number(), earlier: z.number() }),
  event("clock.started", { clocks: z.array(z.object({ ...clock, due: text })) }),
  event("clock.met", { clocks: z.array(z.object({ ...clock, due: text, isLate: z.boolean() })) }),
  event("clock.moved", {
    because: z.enum(CLOCK_CAUSES),
    clocks: z.array(z.object({ ...clock, from: text, to: text })),
  }),
  event("clock.paused", { pauseId: id, reasonId: text, reason: text }),
  event("clock.resumed", { pauseId: id, reason: text }),
  event("clock.extended", { ...clock, extensionId: id, by: text }),
  event("clock.due_soon", { ...clock, due: text }),
  event("clock.late", { ...clock, due: text }),
  event("escalation.answered", { escalationId: id }),
  event("escalation.sent_back", { escalationId: id }),
  event("escalation.taken_over", { escalationId: id }),
  event("escalation.withdrawn", { escalationId: id }),
  event("escalation.passed_on", { escalationId: id, level: z.number() }),
  event("escalation.reminded", { escalationId: id, level: z.number() }),
  event("matrix.saved", { matrixId: id, version: z.number() }),
  event("duty.set", { dutyId: id, personId: id, toName: text, from: text, until: text }),
  event("duty.ended", { dutyId: id, personId: id, toName: text }),
  event("quiet_hours.set", { before: text.nullable(), after: text.nullable() }),
  event("billing.dispute_opened", { disputeId: id, currency: text }),
  event("billing.line_added", { lineId: id, position: z.number(), ...money, amount: z.number() }),
  event("billing.line_changed", { lineId: id, position: z.number(), changeId: id, fields: z.array(text) }),
  event("billing.line_decided", {
    ...{ lineId: id, position: z.number(), decisionId: id },
    ...{ outcome: text, ...money, reducedTo: z.number().nullable() },
  }),
  event("billing.hold_placed", { holdId: id, until: text }),
  event("billing.hold_lifted", { holdId: id }),
  event("billing.plan_agreed", { planId: id, parts: z.number(), total: z.number(), ...money }),
  event("billing.plan_voided", { planId: id }),
  event("file.attached", { attachmentId: id, kind: text, bytes: z.number() }),
  /** `finding` is the scanner's name for it. */
  event("file.refused", { finding: text, sha256: text }),
  event("file.described", { attachmentId: id }),
  event("file.voided", { attachmentId: id }),
  event("file.scanned", { attachmentId: id, verdict: z.enum(["clean", "infected"]) }),
  event("request.asked", { requestId: id, unit: text }),
  event("request.answered", { requestId: id, unit: text }),
  event("request.returned", { requestId: id, unit: text }),
  event("request.withdrawn", { requestId: id, unit: text }),
  event("request.reminded", { requestId: id, unit: text }),
  event("letter.begun", { letterId: id, kind: text }),
  event("letter.drafted", { letterId: id, kind: text, ...clock, due: text }),
  event("letter.changed", { letterId: id, kind: text }),
  event("letter.commented", { letterId: id, commentId: id, kind: text }),
  event("letter.comment_resolved", { letterId: id, commentId: id, kind: text }),
  event("letter.submitted", { letterId: id, kind: text }),
  event("letter.taken_back", { letterId: id, kind: text }),
  event("letter.returned", { letterId: id, commentId: id, kind: text }),
  event("letter.approved", { letterId: id, kind: text }),
  event("letter.sent", {
    ...{ letterId: id, sendingId: id, kind: text, way: text },
    hasChanged: z.boolean().optional(),
  }),
  event("letter.mail_started", { letterId: id, mailId: id, kind: text }),
  event("letter.mail_stopped", { letterId: id, mailId: id, kind: text }),
  event("letter.mail_refused", { letterId: id, mailId: id, kind: text }),
  event("letter.came_back", { letterId: id, sendingId: id, kind: text, way: text }),
  event("letter.voided", { letterId: id, kind: text }),
  event("case.printed", { isComplete: z.boolean() }),
  // At each site whose cases it may hold; `rows` is how many of that site it held. `query` holds filters by their ids.
  event("export.made", {
    ...{ exportId: id, format: text, query: text, columns: z.array(text) },
    selected: z.number(),
  }),
  event("export.written", { exportId: id, rows: z.number() }),
  event("export.cut_short", { exportId: id, rows: z.number() }),
  event("export.taken", { exportId: id }),
  event("report.made", { reportId: id, kind: text, from: text, to: text }),
  event("report.counted", { reportId: id }),
  /** `figure` where only what one figure counted was taken; `rows` of the file. */
  event("report.taken", { reportId: id, format: text, figure: text.nullable(), rows: z.number() }),
  event("report.withheld", { reportId: id, personId: id, personName: text }),
  event("report.scheduled", { scheduleId: id, reportId: id, every: text, people: z.number() }),
  event("report.schedule_stopped", { scheduleId: id }),
  event("report.areas_set", { list: text, changes: z.array(change) }),
  event("letter_batch.made", { batchId: id, letters: z.number(), leftOut: z.number() }),
  event("letter_batch.printed", { batchId: id, letters: z.number() }),
  event("letter_batch.posted", { batchId: id, letters: z.number() }),
  event("letter_template.saved", { templateId: id, versionId: id, kind: text, language: text, version: z.number() }),
  event("letter_template.signed_off", {
    templateId: id,
    versionId: id,
    kind: text,
    language: text,
    version: z.number(),
  }),
  event("delegation.recorded", { delegationId: id, version: z.number(), adoptedOn: text, expiresOn: z.string() }),
  event("delegation.document_attached", { delegationId: id, version: z.number(), kind: text, bytes: z.number() }),
  event("letter_naming.changed", { namesStaff: z.boolean() }),
  event("letter_word.added", { wordId: id, list: text, language: text }),
  event("letter_word.removed", { wordId: id, list: text, language: text }),
  event("letter_word.switched_off", { wordId: id, list: text, language: text }),
  event("letter_word.switched_on", { wordId: id, list: text, language: text }),
  event("article.written", { articleId: id, reviewOn: text }),
  /** `version` is the one that the words would become. */
  event("article.saved", { articleId: id, version: z.number(), reviewOn: text }),
  event("article.published", { articleId: id, versionId: id, version: z.number(), reviewOn: text }),
  event("article.withdrawn", { articleId: id, withdrawalId: id, version: z.number() }),
  event("survey.sent", { invitationId: id, instrument: text }),
  event("survey.not_taken", { invitationId: id, instrument: text }),
  event("survey.withheld", { invitationId: id }),
  event("survey.answered", { answerId: id, instrument: text }),
  event("survey.opted_out", { invitationId: id }),
  event("survey.concern_raised", { answerId: id, otherId: id, otherReference: text }),
  event("survey_import.received", { importId: id, name: text, bytes: z.number() }),
  event("survey_import.mapped", { importId: id, source: text, instrument: text }),
  event("survey_import.checked", { importId: id, fresh: z.number(), same: z.number(), rejected: z.number() }),
  event("survey_import.begun", { importId: id, source: text, rows: z.number() }),
  event("survey_import.ended", { importId: id, source: text, added: z.number() }),
  event("survey_import.stopped", { importId: id, added: z.number() }),
  event("survey_import.failed", { importId: id, why: text }),
  event("survey_import.undo_begun", { importId: id, source: text, rows: z.number() }),
  event("survey_import.undone", { importId: id, source: text }),
  event("survey_import.rejects_taken", { importId: id, rejected: z.number() }),
  event("survey_import.concern_raised", { importId: id, line: z.number(), caseId: id, reference: text }),
  /** Of those before one could ask after a contact too: without `moment` and `quietDays`. */
  event("survey.setting_saved", {
    ...{ isOn: z.boolean(), instrument: text, afterDays: z.number() },
    ...{ moment: text.optional(), quietDays: z.number().optional() },
  }),
  event("survey.instrument_made", { instrumentId: id, name: text }),
  event("survey.draft_saved", { instrumentId: id, name: text, language: text }),
  event("survey.draft_begun", { instrumentId: id, name: text, version: z.number() }),
  event("survey.published", { instrumentId: id, versionId: id, name: text, version: z.number(), languages: text }),
  event("survey.instrument_retired", { instrumentId: id, name: text }),
  event("follow_up.planned", { followUpId: id, channel: text, dueOn: text }),
  /** `failed` counts those that did not reach anybody, this one among them. */
  event("follow_up.attempted", { followUpId: id, attemptId: id, outcome: text, failed: z.number() }),
  event("follow_up.finished", { followUpId: id }),
  event("follow_up.cancelled", { followUpId: id }),
  event("follow_up.rescheduled", { followUpId: id, from: text, to: text }),
  event("follow_up.handed_on", { followUpId: id, fromId: id, fromName: text, toId: id, toName: text }),
  event("promise.made", {
    ...{ promiseId: id, dueOn: text, ownerId: id, ownerName: text, needsApproval: z.boolean() },
    /** As it is written: "$50.00". */
    amount: text.nullable(),
  }),
  event("promise.broken", { promiseId: id, dueOn: text }),
  event("promise.kept", { promiseId: id, keptOn: text, daysLate: z.number() }),
  event("promise.replaced", { promiseId: id, replacementId: id, from: text, to: text }),
  event("promise.withdrawn", { promiseId: id }),
  event("promise.approved", { promiseId: id }),
  event("promise.declined", { promiseId: id }),
  event("promise.handed_on", { promiseId: id, fromId: id, fromName: text, toId: id, toName: text }),
  event("promise.outlived", { promiseId: id, ownerId: id, ownerName: text }),
  event("promise.set_aside", { contactId: id }),
  event("authority.changed", { role: text, from: text, to: text }),
  event("patient.registered", { name: text }),
  event("patient.changed", { changes: z.array(change) }),
  event("patient.merged", { mergeId: id, otherId: id, as: z.enum(["survivor", "merged"]) }),
  event("patient.unmerged", { mergeId: id, otherId: id, kept: z.array(text) }),
  // In the chain of each case that went over, or back, with the record of its patient.
  event("record.merged", { mergeId: id, fromId: id, toId: id }),
  event("record.unmerged", { mergeId: id, fromId: id, toId: id }),
  event("alert.added", { alertId: id }),
  event("alert.ended", { alertId: id }),
  event("representative.added", { representativeId: id, basis: text, extent: text }),
  event("representative.changed", { representativeId: id, fields: z.array(text) }),
  event("representative.ended", { representativeId: id }),
  event("session.started", { sessionId: id }),
  event("session.ended", {
    sessionId: id,
    reason: z.enum(["signed_out", "revoked", "password_changed", "deactivated"]),
  }),
  event("person.added", { email: text, name: text }),
  event("person.deactivated", {}),
  event("person.reactivated", {}),
  event("person.password_set", {}),
  event("person.channels_chosen", {}),
  event("person.keys_chosen", {}),
  event("mail.sent_again", { count: z.number() }),
  event("absence.planned", {
    absenceId: id,
    from: text,
    until: text,
    coverId: id.nullable(),
    coverName: text.nullable(),
  }),
  event("absence.ended", { absenceId: id, from: text, until: text }),
  event("role.granted", { role: text, site: text, unit: text.nullable() }),
  event("role.withdrawn", { role: text, site: text, unit: text.nullable() }),
  event("organisation.founded", { name: text }),
  event("site.added", { name: text, timeZone: text, country: text }),
  event("site.letterhead_saved", { fields: z.array(text) }),
  event("site.body_saved", { packId: text, bodyId: text, body: text }),
  event("view.shared", { viewId: id }),
  event("view.changed", { viewId: id }),
  event("view.removed", { viewId: id }),
  event("view.restored", { viewId: id }),
  event("chart.rebased", { baselineId: id, figure: text, startsOn: text }),
  event("chart.rebase_undone", { baselineId: id, figure: text }),
  event("chart.target_set", { targetId: id, figure: text, before: text.nullable(), after: text }),
  event("chart.target_dropped", { targetId: id, figure: text, before: text }),
  event("improvement.planned", { improvementId: id }),
  event("improvement.changed", { improvementId: id, changes: z.array(change), reason: text.nullable() }),
  event("improvement.case_linked", { improvementId: id }),
  event("improvement.told", { improvementId: id, letterId: id, version: z.number().int().nullable().optional() }),
  event("improvement.moved", { improvementId: id, from: text, to: text }),
  event("improvement.overdue", { improvementId: id, dueOn: text }),
  event("improvement.cycle_begun", { improvementId: id, cycleId: id }),
  event("improvement.cycle_decided", { improvementId: id, cycleId: id, decision: text }),
  event("bulk.begun", { runId: id, deed: text, cases: z.number().nullable() }),
  event("bulk.found", { runId: id, cases: z.number() }),
  event("bulk.ended", { runId: id, deed: text, done: z.number(), left: z.number() }),
  event("bulk.stopped", { runId: id, deed: text, left: z.number() }),
  event("bulk.undo_begun", { runId: id, deed: text }),
  event("bulk.undone", { runId: id, deed: text, done: z.number(), left: z.number() }),
  event("site.pack_chosen", { from: text, to: text }),
  /** `fromFile` where they were read from a file; `unit` null: of the whole site. */
  event("denominators.set", {
    measure: text,
    fromFile: z.boolean(),
    cells: z.array(
      z.object({
        unitId: id.nullable(),
        unit: text.nullable(),
        month: text,
        before: z.number().nullable(),
        after: z.number().nullable(),
      }),
    ),
  }),
  event("denominators.groups_set", {
    split: text,
    half: text,
    cells: z.array(z.object({ group: text, before: z.number().nullable(), after: z.number().nullable() })),
  }),
  event("figures.mended", { month: text, days: z.number() }),
  event("unit.added", { name: text }),
  event("unit.renamed", { unitId: id, from: text, to: text }),
  event("unit.closed", { unitId: id, name: text, closedOn: text }),
  event("unit.reopened", { unitId: id, name: text }),
  /** The hours of the weekdays that changed, before and after. */
  event("calendar.hours_saved", { changes: z.array(change) }),
  event("calendar.holidays_loaded", {
    ...{ country: text, region: text.nullable(), years: z.array(z.number()) },
    ...{ added: z.number(), removed: z.number() },
  }),
  event("calendar.day_added", { dayId: id, date: text, kind: text }),
  event("calendar.day_removed", { dayId: id, date: text, kind: text }),
  event("draft.started", { kind: text }),
  event("draft.discarded", { kind: text }),
]);

/** What stands in place of a value that was removed. */
const REMOVED = "(removed)";

/** The values of people in an event's data, which stand in a side row of their own: by key, and in changes by field unless it is one of these. */
const PERSONAL_KEYS: Partial<Record<EventType, string>> = { "patient.registered": "name", "issue.added": "summary" };
const PLAIN_CHANGES = ["kind", "severity", "unitId", "state"];

const valuesSchema = z.record(text, text.nullable());
export type EventValues = z.infer<typeof valuesSchema>;

/** The side row of an event as it stands. */
export type EventDetail = { salt: string; values: unknown; redactedAt: Date | string | null };

type JsonObject = { [key in string]?: Json };
type Json = string | number | boolean | null | Json[] | JsonObject;

/** Parts what happened into what the chain keeps and the values of people, by path. */
export function takeValues({ type, data }: HeardEvent): { data: JsonObject; values: EventValues } {
  const values: EventValues = {};
  const kept: JsonObject = { ...data };
  const key = PERSONAL_KEYS[type];
  if (key) {
    values[key] = String(kept[key]);
    delete kept[key];
  }
  if ("changes" in data && data.changes) {
    kept.changes = data.changes.map((each) => {
      if (PLAIN_CHANGES.includes(each.field)) return each;
      values[`${each.field}.before`] = each.before;
      values[`${each.field}.after`] = each.after;
      return { field: each.field };
    });
  }
  return { data: kept, values };
}

const storedSchema = z.looseObject({
  detail: text,
  changes: z.array(change.partial({ before: true, after: true })).optional(),
});

/**
 * An event as it was told, with its values from the side row, or with "(removed)" for each that is there no more. Null when it is none
 * of ours. Events from before there were side rows hold their values themselves.
 */
export function readEvent(row: { type: string; data: unknown; detail: EventDetail | null }): HeardEvent | null {
  const stored = storedSchema.safeParse(row.data);
  const data = stored.success ? putValues(row.type, stored.data, row.detail) : row.data;
  const event = eventSchema.safeParse({ type: row.type, data });
  return event.success ? event.data : null;
}

function putValues(type: string, stored: z.infer<typeof storedSchema>, detail: EventDetail | null) {
  const values = detail?.redactedAt === null ? valuesSchema.safeParse(detail.values).data : undefined;
  const valueAt = (path: string) => (values ? (values[path] ?? null) : REMOVED);
  const key = Object.entries(PERSONAL_KEYS).find(([each]) => each === type)?.[1];
  return {
    ...stored,
    ...(key ? { [key]: valueAt(key) ?? REMOVED } : {}),
    changes: stored.changes?.map(({ field, before, after }) => ({
      field,
      before: before === undefined ? valueAt(`${field}.before`) : before,
      after: after === undefined ? valueAt(`${field}.after`) : after,
    })),
  };
}

export type HeardEvent = z.infer<typeof eventSchema>;
export type EventType = HeardEvent["type"];
export type FieldChange = z.infer<typeof change>;

/** What an event's chain is about. */
export type Subject = { noun: "case" | "privileged" | "patient" | "person" | "site" | "organisation"; id: string };

export function chainOf({ noun, id: subjectId }: Subject): string {
  return `${noun}:${subjectId}`;
}

/** One thing that happened to a case. `text` is what a person wrote then: a note, a reason, an answer. */
export type TimelineEntry = {
  id: string;
  type: EventType;
  at: string;
  /** Null where nobody did it: then the sentence stands by itself. */
  actor: string | null;
  sentence: string;
  text: string | null;
  /** The row in which the words stand, where it has one. */
  rowId: string | null;
  /** What somebody outside is told in place of the sentence, null: nothing; only where a case is read to be printed. */
  outside?: string | null;
  /** The case it belongs to, where the timeline is of several. */
  inCase?: { reference: string; about: string };
};

/** A page of a timeline, newest first; `older` is the chain position before which the next page begins. */
export type Timeline = { entries: TimelineEntry[]; older: number | null };

/** A page of a patient's timeline over their cases, newest first, with the way to the next. */
export type PatientTimeline = { entries: TimelineEntry[]; older: string | null };

export const TIMELINE_SHOWS = ["all", "contacts", "notes", "changes"] as const;
export type TimelineShow = (typeof TIMELINE_SHOWS)[number];

/** The parameters of a case's address that choose what its timeline shows, and turn to its older entries. */
export const timelineParams = z.object({
  show: z.enum(TIMELINE_SHOWS).default("all").catch("all"),
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
