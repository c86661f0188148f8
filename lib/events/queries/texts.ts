import "server-only";
import { tellChanges } from "@/lib/billing/rules/changes";
import { snapshotSchema } from "@/lib/patient-merge/schema";
import type { dbFor } from "@/lib/platform/db";
import type { EventType, HeardEvent } from "../schema";

export const TIMELINE_PAGE = 50;

type Db = ReturnType<typeof dbFor>;
type Written = { id: string; text: string | null };
type TextSource = {
  key: string;
  load: (db: Db, where: { caseId: { in: string[] }; id: { in: string[] } }) => Promise<Written[]>;
};

const FILE_NAMES: TextSource = {
  key: "attachmentId",
  load: async (db, where) =>
    (await db.attachment.findMany({ where, select: { id: true, name: true }, take: TIMELINE_PAGE })).map(
      textAs("name"),
    ),
};

/** Where the words of an event stand: the key in its data that holds their row's id, and how those rows are read. One entry a type. */
const TEXTS: Partial<Record<EventType, TextSource>> = {
  "note.added": {
    key: "noteId",
    load: async (db, where) =>
      (await db.note.findMany({ where, select: { id: true, body: true }, take: TIMELINE_PAGE })).map(textAs("body")),
  },
  "case.moved": {
    key: "waitId",
    load: async (db, where) =>
      (await db.caseWait.findMany({ where, select: { id: true, reason: true }, take: TIMELINE_PAGE })).map(
        textAs("reason"),
      ),
  },
  "case.closed": {
    key: "closingId",
    load: async (db, where) =>
      (await db.closing.findMany({ where, select: { id: true, summary: true }, take: TIMELINE_PAGE })).map(
        textAs("summary"),
      ),
  },
  "case.reopened": {
    key: "closingId",
    load: async (db, where) =>
      (await db.closing.findMany({ where, select: { id: true, reopenReason: true }, take: TIMELINE_PAGE })).map(
        textAs("reopenReason"),
      ),
  },
  // One handover tells of many cases; its reason belongs to each.
  "case.handed_over": {
    key: "handoverId",
    load: async (db, { id }) =>
      (await db.handover.findMany({ where: { id }, select: { id: true, reason: true }, take: TIMELINE_PAGE })).map(
        textAs("reason"),
      ),
  },
  "case.merged": { key: "mergeId", load: loadOfMerge("reason") },
  "case.unmerged": { key: "mergeId", load: loadOfMerge("undoneReason") },
  "case.linked": { key: "linkId", load: loadOfLink("note") },
  "case.unlinked": { key: "linkId", load: loadOfLink("voidReason") },
  // An issue and a request may go over to another case, and the words go on belonging to what was told here.
  "issue.voided": {
    key: "issueId",
    load: async (db, { id }) =>
      (await db.issue.findMany({ where: { id }, select: { id: true, voidReason: true }, take: TIMELINE_PAGE })).map(
        textAs("voidReason"),
      ),
  },
  "issue.agreed": {
    key: "agreementId",
    load: async (db, where) =>
      (await db.issueAgreement.findMany({ where, select: { id: true, remark: true }, take: TIMELINE_PAGE })).map(
        textAs("remark"),
      ),
  },
  "case.referral_taken_back": {
    key: "referralId",
    load: async (db, { id }) =>
      (await db.referral.findMany({ where: { id }, select: { id: true, voidReason: true }, take: TIMELINE_PAGE })).map(
        textAs("voidReason"),
      ),
  },
  "contact.logged": {
    key: "contactId",
    load: async (db, where) =>
      (await db.contact.findMany({ where, select: { id: true, summary: true }, take: TIMELINE_PAGE })).map(
        textAs("summary"),
      ),
  },
  "contact.voided": {
    key: "contactId",
    load: async (db, where) =>
      (await db.contact.findMany({ where, select: { id: true, voidReason: true }, take: TIMELINE_PAGE })).map(
        textAs("voidReason"),
      ),
  },
  "kind.proposed": {
    key: "changeId",
    load: async (db, where) =>
      (await db.kindChange.findMany({ where, select: { id: true, reason: true }, take: TIMELINE_PAGE })).map(
        textAs("reason"),
      ),
  },
  "kind.declined": {
    key: "changeId",
    load: async (db, where) =>
      (await db.kindChange.findMany({ where, select: { id: true, answer: true }, take: TIMELINE_PAGE })).map(
        textAs("answer"),
      ),
  },
  // Of a confirmed proposal the reason stands where it was made, and here what the second person said.
  "case.reclassified": {
    key: "changeId",
    load: async (db, where) =>
      (
        await db.kindChange.findMany({
          where,
          select: { id: true, reason: true, answer: true, outcome: true },
          take: TIMELINE_PAGE,
        })
      ).map(({ id, reason, answer, outcome }) => ({ id, text: outcome === "made" ? reason : answer })),
  },
  ...Object.fromEntries(
    (["file.attached", "file.described", "file.scanned"] as const).map((type) => [type, FILE_NAMES]),
  ),
  "file.voided": {
    key: "attachmentId",
    load: async (db, where) =>
      (
        await db.attachment.findMany({ where, select: { id: true, name: true, voidReason: true }, take: TIMELINE_PAGE })
      ).map(({ id, name, voidReason }) => ({ id, text: `${name}\n${voidReason ?? ""}` })),
  },
  "escalation.raised": {
    key: "escalationId",
    load: async (db, where) =>
      (await db.escalation.findMany({ where, select: { id: true, reason: true }, take: TIMELINE_PAGE })).map(
        textAs("reason"),
      ),
  },
  // What follows is told in a patient's own chain, where it belongs to no case.
  "alert.added": {
    key: "alertId",
    load: async (db, { id }) =>
      (await db.patientAlert.findMany({ where: { id }, select: { id: true, body: true }, take: TIMELINE_PAGE })).map(
        textAs("body"),
      ),
  },
  "alert.ended": {
    key: "alertId",
    load: async (db, { id }) =>
      (
        await db.patientAlert.findMany({ where: { id }, select: { id: true, endedReason: true }, take: TIMELINE_PAGE })
      ).map(textAs("endedReason")),
  },
  "representative.added": { key: "representativeId", load: nameRepresentatives },
  "representative.changed": { key: "representativeId", load: nameRepresentatives },
  "representative.ended": {
    key: "representativeId",
    load: async (db, { id }) =>
      (
        await db.representative.findMany({
          where: { id },
          select: { id: true, endedReason: true },
          take: TIMELINE_PAGE,
        })
      ).map(textAs("endedReason")),
  },
  "patient.unmerged": {
    key: "mergeId",
    load: async (db, { id }) =>
      (
        await db.patientMerge.findMany({ where: { id }, select: { id: true, undoneReason: true }, take: TIMELINE_PAGE })
      ).map(textAs("undoneReason")),
  },
  "record.merged": { key: "mergeId", load: nameMerged },
  "record.unmerged": { key: "mergeId", load: nameMerged },
  "clock.extended": {
    key: "extensionId",
    load: async (db, where) =>
      (await db.clockExtension.findMany({ where, select: { id: true, reason: true }, take: TIMELINE_PAGE })).map(
        textAs("reason"),
      ),
  },
  "escalation.answered": { key: "escalationId", load: loadEscalationEnds },
  "escalation.sent_back": { key: "escalationId", load: loadEscalationEnds },
  "escalation.withdrawn": { key: "escalationId", load: loadEscalationEnds },
  "request.asked": { key: "requestId", load: loadOfRequest("question") },
  "request.answered": { key: "requestId", load: loadOfRequest("answer") },
  "request.returned": { key: "requestId", load: loadOfRequest("reason") },
  "request.withdrawn": { key: "requestId", load: loadOfRequest("reason") },
  "letter.commented": { key: "commentId", load: loadLetterComments },
  "letter.returned": { key: "commentId", load: loadLetterComments },
  "survey.answered": {
    key: "answerId",
    load: async (db, where) =>
      (await db.surveyAnswer.findMany({ where, select: { id: true, comment: true }, take: TIMELINE_PAGE })).map(
        textAs("comment"),
      ),
  },
  "survey.withheld": {
    key: "invitationId",
    load: async (db, where) =>
      (await db.surveyInvitation.findMany({ where, select: { id: true, reason: true }, take: TIMELINE_PAGE })).map(
        textAs("reason"),
      ),
  },
  "survey.not_taken": {
    key: "invitationId",
    load: async (db, where) =>
      (await db.surveyInvitation.findMany({ where, select: { id: true, failure: true }, take: TIMELINE_PAGE })).map(
        textAs("failure"),
      ),
  },
  "letter.mail_refused": {
    key: "mailId",
    load: async (db, where) =>
      (await db.letterMail.findMany({ where, select: { id: true, reason: true }, take: TIMELINE_PAGE })).map(
        textAs("reason"),
      ),
  },
  // What it says stands in the letter; here it only says which sending it was.
  "letter.sent": { key: "sendingId", load: async () => [] },
  "letter.came_back": {
    key: "sendingId",
    load: async (db, where) =>
      (await db.letterSending.findMany({ where, select: { id: true, returnedReason: true }, take: TIMELINE_PAGE })).map(
        textAs("returnedReason"),
      ),
  },
  "letter.voided": {
    key: "letterId",
    load: async (db, where) =>
      (await db.letter.findMany({ where, select: { id: true, voidReason: true }, take: TIMELINE_PAGE })).map(
        textAs("voidReason"),
      ),
  },
  "follow_up.planned": { key: "followUpId", load: loadOfFollowUp("what") },
  "follow_up.finished": { key: "followUpId", load: loadOfFollowUp("result") },
  "follow_up.cancelled": { key: "followUpId", load: loadOfFollowUp("reason") },
  "follow_up.attempted": {
    key: "attemptId",
    load: async (db, { id }) =>
      (await db.followUpAttempt.findMany({ where: { id }, select: { id: true, note: true }, take: TIMELINE_PAGE })).map(
        textAs("note"),
      ),
  },
  "promise.made": { key: "promiseId", load: loadOfPromise("words") },
  "promise.kept": { key: "promiseId", load: loadOfPromise("keptHow") },
  "promise.replaced": { key: "promiseId", load: loadOfPromise("reason") },
  "promise.withdrawn": { key: "promiseId", load: loadOfPromise("reason") },
  "promise.declined": { key: "promiseId", load: loadOfPromise("reason") },
  "billing.line_changed": {
    key: "changeId",
    load: async (db, { id, caseId }) => {
      const where = { id, line: { dispute: { caseId } } };
      const select = { id: true, changes: true };
      const rows = await db.chargeLineChange.findMany({ where, select, take: TIMELINE_PAGE });
      return rows.map((row) => ({ id: row.id, text: tellChanges(row.changes) }));
    },
  },
  "billing.line_decided": {
    key: "decisionId",
    load: async (db, { id, caseId }) => {
      const where = { id, line: { dispute: { caseId } } };
      return (await db.chargeDecision.findMany({ where, select: { id: true, note: true }, take: TIMELINE_PAGE })).map(
        textAs("note"),
      );
    },
  },
  "billing.hold_placed": { key: "holdId", load: loadOfHold("reason") },
  "billing.hold_lifted": { key: "holdId", load: loadOfHold("liftReason") },
  "billing.plan_voided": {
    key: "planId",
    load: async (db, { id, caseId }) => {
      const where = { id, dispute: { caseId } };
      const select = { id: true, voidReason: true };
      return (await db.paymentPlan.findMany({ where, select, take: TIMELINE_PAGE })).map(textAs("voidReason"));
    },
  },
};

function loadOfHold(column: "reason" | "liftReason"): TextSource["load"] {
  const select = { id: true, reason: true, liftReason: true };
  return async (db, { id, caseId }) =>
    (await db.collectionHold.findMany({ where: { id, dispute: { caseId } }, select, take: TIMELINE_PAGE })).map(
      textAs(column),
    );
}

function loadOfRequest(column: "question" | "answer" | "reason"): TextSource["load"] {
  const select = { id: true, question: true, answer: true, reason: true };
  return async (db, { id }) =>
    (await db.request.findMany({ where: { id }, select, take: TIMELINE_PAGE })).map(textAs(column));
}

function loadOfFollowUp(column: "what" | "result" | "reason"): TextSource["load"] {
  const select = { id: true, what: true, result: true, reason: true };
  return async (db, { id }) =>
    (await db.followUp.findMany({ where: { id }, select, take: TIMELINE_PAGE })).map(textAs(column));
}

function loadOfPromise(column: "words" | "keptHow" | "reason"): TextSource["load"] {
  const select = { id: true, words: true, keptHow: true, reason: true };
  return async (db, { id }) =>
    (await db.patientPromise.findMany({ where: { id }, select, take: TIMELINE_PAGE })).map(textAs(column));
}

function loadOfMerge(column: "reason" | "undoneReason"): TextSource["load"] {
  const select = { id: true, reason: true, undoneReason: true };
  return async (db, { id }) =>
    (await db.caseMerge.findMany({ where: { id }, select, take: TIMELINE_PAGE })).map(textAs(column));
}

function loadOfLink(column: "note" | "voidReason"): TextSource["load"] {
  const select = { id: true, note: true, voidReason: true };
  return async (db, { id }) =>
    (await db.caseLink.findMany({ where: { id }, select, take: TIMELINE_PAGE })).map(textAs(column));
}

async function loadEscalationEnds(db: Db, where: Parameters<TextSource["load"]>[1]): Promise<Written[]> {
  const rows = await db.escalation.findMany({ where, select: { id: true, answer: true }, take: TIMELINE_PAGE });
  return rows.map(textAs("answer"));
}

async function loadLetterComments(db: Db, { id }: { id: { in: string[] } }): Promise<Written[]> {
  const rows = await db.letterComment.findMany({
    where: { id },
    select: { id: true, body: true },
    take: TIMELINE_PAGE,
  });
  return rows.map(textAs("body"));
}

async function nameRepresentatives(db: Db, { id }: { id: { in: string[] } }): Promise<Written[]> {
  const select = { id: true, name: true } as const;
  return (await db.representative.findMany({ where: { id }, select, take: TIMELINE_PAGE })).map(textAs("name"));
}

/** The record that was merged, as it was called then. */
async function nameMerged(db: Db, { id }: { id: { in: string[] } }): Promise<Written[]> {
  const rows = await db.patientMerge.findMany({
    where: { id },
    select: { id: true, snapshot: true },
    take: TIMELINE_PAGE,
  });
  return rows.map((row) => {
    const snapshot = snapshotSchema.safeParse(row.snapshot);
    return { id: row.id, text: snapshot.success ? snapshot.data.merged.name : null };
  });
}

function textAs<K extends string>(column: K): (row: { id: string } & Record<K, string | null>) => Written {
  return (row) => ({ id: row.id, text: row[column] });
}

/** What people wrote in these events, in one read for each type among them. */
export async function loadTexts(
  db: Db,
  caseIds: string[],
  events: HeardEvent[],
): Promise<(event: HeardEvent) => string | null> {
  const idsByType = new Map<EventType, string[]>();
  for (const event of events) {
    const id = textId(event);
    if (id) idsByType.set(event.type, [...(idsByType.get(event.type) ?? []), id]);
  }
  const texts = new Map<string, string | null>();
  await Promise.all(
    [...idsByType].map(async ([type, ids]) => {
      const found = (await TEXTS[type]?.load(db, { caseId: { in: caseIds }, id: { in: ids } })) ?? [];
      for (const { id, text } of found) texts.set(`${type}:${id}`, text);
    }),
  );
  return (event) => texts.get(`${event.type}:${textId(event)}`) ?? null;
}

export function textId({ type, data }: HeardEvent): string | null {
  const key = TEXTS[type]?.key;
  const id = key && Object.entries(data).find(([name]) => name === key)?.[1];
  return typeof id === "string" ? id : null;
}
