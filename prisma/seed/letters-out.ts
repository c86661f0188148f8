import { createHash } from "node:crypto";
import { OUTCOME_LABELS, WAY_LABELS } from "@/lib/contact/labels";
import type { HeardEvent } from "@/lib/events/schema";
import { LETTER_KIND_LABELS, LETTER_WAY_LABELS } from "@/lib/letter/labels";
import { headOf } from "@/lib/letter/rules/site-head";
import type { LetterWay } from "@/lib/letter/schema";
import type { Case, Contact, Letter } from "@/lib/platform/generated/client";
import type { Chronicle } from "./events";
import { type Staff, workersAt } from "./people";
import type { DemoSite } from "./places";
import { idAt, type Random } from "./random";
import type { DemoData, PatientRow, PersonRow } from "./rows";
import { DAY, dateIn, HOUR, MINUTE, plus } from "./times";

type Work = { random: Random; chronicle: Chronicle; staff: Staff; site: DemoSite; data: DemoData; now: Date };
type Place = { row: Case; patient: PatientRow; owner: PersonRow; approver: PersonRow; from: Date };

const KIND = "change";
const CAME_BACK = "Moved away, said the postman. No new address is known.";
const CHANGED = [
  "The unit now tells everybody at the desk how long they will wait, and puts it on the screen every half hour.",
  "Whoever goes home now gets a call on the next day, and a number that is answered in the evening too.",
];

/** Of two cases that are closed, what changed because of them: one letter by e-mail, and one by post that came back. */
export function sendLetters(work: Work): void {
  const [first, second] = placesFor(work);
  if (first) {
    const { letter, tell, approvedAt } = writeOne(work, first, 0);
    const at = plus(approvedAt, 35 * MINUTE);
    const mailedTo = first.patient.email ?? "";
    const sendingId = idAt(work.random, at);
    const proof = `<${sendingId}@heard.example>`;
    tell(at, {
      type: "letter.mail_started",
      data: { letterId: letter.id, mailId: sendingId, kind: LETTER_KIND_LABELS[KIND] },
    });
    const sentAt = plus(at, 4_000);
    keepSent(work, first, { letter, sendingId, at: sentAt, way: "email", mailedTo, proof, returned: null });
    work.data.letterMails.push({
      ...{ id: sendingId, letterId: letter.id, caseId: first.row.id, siteId: first.row.siteId, address: mailedTo },
      ...{ checkedHow: null, note: null, askedById: first.owner.id, askedAt: at, state: "sent", acceptedAt: sentAt },
      accepted: {
        addressed: null,
        addressLines: [first.patient.name],
        letterhead: headOf(work.site.row),
        findings: [],
        proof,
      },
      ...{ reason: null, isAddressRefused: false, settledAt: sentAt },
    });
    work.data.letters.push({ ...letter, state: "sent" });
    first.row.lastHeardAt = sentAt;
  }
  if (second) {
    const { letter, approvedAt } = writeOne(work, second, 1);
    const at = plus(approvedAt, 50 * MINUTE);
    const sendingId = idAt(work.random, at);
    const sent = { letter, sendingId, at, way: "post", mailedTo: null, proof: "Franking list, 12" } as const;
    keepSent(work, second, { ...sent, returned: plus(at, 26 * HOUR) });
    work.data.letters.push({ ...letter, state: "approved" });
  }
}

function placesFor({ random, chronicle, staff, site, data, now }: Work): Place[] {
  const patients = new Map(data.patients.map((patient) => [patient.id, patient]));
  return data.cases
    .filter((row) => row.siteId === site.row.id && row.closedAt && !row.mergedIntoId && row.reporterKind === "patient")
    .flatMap((row) => {
      const patient = patients.get(row.patientId ?? "");
      const owner = staff.workers.find((worker) => worker.row.id === row.ownerId)?.row;
      const from = plus(chronicle.lastOf({ noun: "case", id: row.id }), random.int(20, 50) * HOUR);
      const [approver] = workersAt(staff, { site, roles: ["supervisor", "manager"], at: from });
      const isLate = from > plus(now, -3 * DAY) || from < plus(now, -30 * DAY);
      if (!patient?.email || patient.isDeceased || !owner || !approver || approver.row.id === owner.id || isLate)
        return [];
      return [{ row, patient, owner, approver: approver.row, from }];
    })
    .slice(0, 2);
}

function writeOne({ random, chronicle, data }: Work, { row, patient, owner, approver, from }: Place, turn: number) {
  const { id: caseId, siteId } = row;
  const id = idAt(random, from);
  const tell = (at: Date, event: HeardEvent, actor = owner) => {
    chronicle.tell({ subject: { noun: "case", id: caseId }, siteId, at, actor, event });
    row.updatedAt = at;
  };
  const [askedAt, approvedAt] = [plus(from, 25 * MINUTE), plus(from, 3 * HOUR)];
  const named = { letterId: id, kind: LETTER_KIND_LABELS[KIND] };
  tell(from, { type: "letter.begun", data: named });
  tell(askedAt, { type: "letter.submitted", data: named });
  tell(approvedAt, { type: "letter.approved", data: named }, approver);
  const text = `Dear ${patient.name},\n\nYou told us what happened to you. Its number here is ${row.reference}.\n\n## What changed\n\n${CHANGED[turn]}\n\nThank you for telling us.\n\n${owner.name}`;
  data.letterVersions.push({
    id: idAt(random, from),
    letterId: id,
    siteId,
    number: 1,
    text,
    authorId: owner.id,
    at: from,
  });
  const letter: Letter = {
    ...{ id, caseId, siteId, kind: KIND, language: "en", state: "approved", text, version: 1 },
    ...{ template: `${LETTER_KIND_LABELS[KIND]}, English, version 1`, templateVersionId: null },
    ...{ savedById: owner.id, savedAt: from, authorId: owner.id, createdAt: from },
    ...{ submittedById: owner.id, submittedAt: askedAt, submittedFacts: {}, lookedVersion: 1 },
    ...{ decidedById: approver.id, decidedAt: approvedAt, decidedFacts: {} },
    ...{ voidReason: null, voidedById: null, voidedAt: null, idempotencyKey: idAt(random, from) },
  };
  return { letter, tell, approvedAt };
}

type Sent = { letter: Letter; sendingId: string; at: Date; way: LetterWay; mailedTo: string | null; proof: string };

function keepSent(
  { random, chronicle, site, data }: Work,
  { row, patient, owner, approver }: Place,
  { letter, sendingId, at, way, mailedTo, proof, returned }: Sent & { returned: Date | null },
): void {
  const { id: letterId, caseId, siteId, text } = letter;
  const channel = mailedTo ? "email" : "letter";
  const contactId = idAt(random, at);
  const named = { kind: LETTER_KIND_LABELS[KIND], way: LETTER_WAY_LABELS[way] };
  const dayOf = (when: Date) => dateIn(when, site.plan.timeZone);
  const contact: Contact = {
    ...{ id: contactId, caseId, siteId, direction: "outgoing", channel, outcome: "sent", at, minutes: null },
    ...{ party: "patient", otherName: null, otherRelation: null, mayBeTold: "yes", checkedHow: null },
    ...{ summary: `${named.kind}: ${named.way.toLowerCase()}.`, isAcknowledgement: false },
    ...{ interpreterLanguage: null, interpreterMode: null, interpreterNumber: null },
    ...{ interpreterStartedAt: null, interpreterEndedAt: null, authorId: owner.id, createdAt: at },
    ...{ voidedAt: returned, voidReason: returned && "The letter came back.", voidedById: returned && owner.id },
    idempotencyKey: idAt(random, at),
  };
  data.contacts.push(contact);
  data.letterSendings.push({
    ...{ id: sendingId, letterId, caseId, siteId, contactId, text, findings: [] },
    digest: createHash("sha256").update(text).digest("hex"),
    ...{ authorId: owner.id, approverId: approver.id, sentById: owner.id, at, way, toldVia: null, sentOn: dayOf(at) },
    addressLines: [patient.name, ...(patient.address ?? "").split("\n")].filter(Boolean),
    letterhead: headOf(site.row),
    ...{ proof, note: null, mailedTo, returnedOn: returned && dayOf(returned), returnedAt: returned },
    ...{ returnedReason: returned && CAME_BACK, returnedById: returned && owner.id },
  });
  const subject = { noun: "case", id: caseId } as const;
  const tell = (when: Date, event: HeardEvent) => {
    chronicle.tell({ subject, siteId, at: when, actor: owner, event });
    row.updatedAt = when;
  };
  const logged = { contactId, direction: "outgoing", channel: WAY_LABELS[channel] } as const;
  tell(at, { type: "contact.logged", data: { ...logged, outcome: OUTCOME_LABELS.sent } });
  tell(plus(at, 1), { type: "letter.sent", data: { letterId, sendingId, ...named } });
  if (!returned) return;
  tell(returned, { type: "contact.voided", data: logged });
  tell(plus(returned, 1), { type: "letter.came_back", data: { letterId, sendingId, ...named } });
}
