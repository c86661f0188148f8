import { describe, expect, test } from "vitest";
import { describeEvent, describePrivately } from "@/lib/events/labels";
import { chainOf, type EventType, eventSchema, type HeardEvent } from "@/lib/events/schema";
import { PATIENT_FIELD_LABELS } from "@/lib/patient/labels";

const ID = "0199aaaa-0000-7000-8000-000000000001";
const ME = "0199aaaa-0000-7000-8000-000000000002";
const changes = [
  { field: "about", before: null, after: "Cold food" },
  { field: "kind", before: "Concern", after: null },
];

const DECIDED = { lineId: ID, position: 1, decisionId: ID, currency: "USD", digits: 2 };
const lower = { changeId: ID, from: "Grievance", to: "Complaint" };
const pack = { packId: "us-hospital", packVersion: "2026-1" };

type DataOf<T extends EventType> = Extract<HeardEvent, { type: T }>["data"];

const EXAMPLES: { [T in EventType]: [data: DataOf<T>, words: string | RegExp][] } = {
  "case.logged": [
    [
      { reference: "PR-26-000001-9", kind: "complaint", channel: "phone", severity: 2, unit: null },
      "logged this case as PR-26-000001-9",
    ],
  ],
  "case.assigned": [
    [{ fromId: null, fromName: null, toId: ME, toName: "Me" }, "took this case"],
    [{ fromId: ID, fromName: "Ana", toId: ME, toName: "Me" }, "took this case over from Ana"],
    [{ fromId: null, fromName: null, toId: ID, toName: "Ana" }, "gave this case to Ana"],
    [{ fromId: ME, fromName: "Me", toId: ID, toName: "Ana" }, "gave this case to Ana, from Me"],
    [{ fromId: ID, fromName: "Ana", toId: null, toName: null }, "took the owner off this case"],
  ],
  "case.assignment_undone": [
    [{ fromId: ID, fromName: "Ana", toId: ME, toName: "Me" }, "took that back: it is with Me again"],
    [{ fromId: ID, fromName: "Ana", toId: null, toName: null }, "took that back: nobody has it again"],
  ],
  "case.handed_over": [
    [{ handoverId: ID, fromId: ME, fromName: "Me", toId: ID, toName: "Ana" }, "handed this case over to Ana"],
    [{ handoverId: ID, fromId: ID, fromName: "Ana", toId: ID, toName: "Bo" }, "handed this case over from Ana to Bo"],
  ],
  "case.handover_undone": [
    [
      { handoverId: ID, fromId: ID, fromName: "Ana", toId: ME, toName: "Me" },
      "took the handover back: it is with Me again",
    ],
  ],
  "handover.seen": [[{ handoverId: ID }, "saw what was handed over to them"]],
  "absence.planned": [
    [
      { absenceId: ID, from: "2026-12-01", until: "2026-12-03", coverId: ID, coverName: "Ana" },
      "set an absence from 1 Dec 2026 until 3 Dec 2026, covered by Ana",
    ],
    [
      { absenceId: ID, from: "2026-12-01", until: "2026-12-03", coverId: null, coverName: null },
      "set an absence from 1 Dec 2026 until 3 Dec 2026",
    ],
  ],
  "absence.ended": [
    [{ absenceId: ID, from: "2026-12-01", until: "2026-12-03" }, "ended the absence from 1 Dec 2026 until 3 Dec 2026"],
  ],
  "case.move_undone": [[{ from: "Waiting", to: "Investigating" }, "took that back: it is investigating again"]],
  "case.triaged": [[{}, "finished its triage"]],
  "case.closed": [
    [{ outcome: "Resolved" }, "closed this case: Resolved"],
    [{ outcome: null }, "closed this case"],
  ],
  "case.moved": [
    [{ event: "investigate", from: "Triaged", to: "Investigating" }, "started looking into it"],
    [{ event: "wait", from: "Triaged", to: "Waiting", waitId: ID, waitingFor: "a unit" }, "is waiting for a unit"],
    [{ event: "resume", from: "Waiting", to: "Investigating" }, "went on with it"],
    [{ event: "draft_response", from: "Investigating", to: "Response drafted" }, "drafted the response"],
    [
      { event: "answer", from: "Response drafted", to: "Answered", answeredVia: "by phone" },
      "gave them the answer, by phone",
    ],
  ],
  "case.reopened": [[{ closingId: ID }, "reopened this case"]],
  "issue.coded": [
    [{ issueId: ID, position: 2, fields: ["category", "stage"] }, "coded issue 2: the category, the stage of care"],
  ],
  "issue.decided": [
    [{ issueId: ID, position: 2, finding: "upheld" }, "decided issue 2: upheld"],
    [{ issueId: ID, position: 2, finding: null }, "wrote the answer to issue 2"],
  ],
  "issue.voided": [[{ issueId: ID, position: 2 }, "took issue 2 off the list"]],
  "issue.agreed": [
    [{ agreementId: ID, channel: "by phone", count: 1 }, "agreed the one issue with them, by phone"],
    [{ agreementId: ID, channel: "by phone", count: 3 }, "agreed the 3 issues with them, by phone"],
  ],
  "case.changed": [[{ changes }, "changed what it is about from none to Cold food; the kind from Concern to none"]],
  "case.merged": [
    [
      { mergeId: ID, otherId: ME, otherReference: "PR-26-000001-6", as: "survivor", issues: 1 },
      "merged PR-26-000001-6 into this case, with one issue",
    ],
    [
      { mergeId: ID, otherId: ME, otherReference: "PR-26-000001-6", as: "merged", issues: 2 },
      "merged this case into PR-26-000001-6, with 2 issues",
    ],
  ],
  "case.unmerged": [
    [
      { mergeId: ID, otherId: ME, otherReference: "PR-26-000001-6", as: "survivor" },
      "undid the merge of PR-26-000001-6 into this case",
    ],
    [
      { mergeId: ID, otherId: ME, otherReference: "PR-26-000001-6", as: "merged" },
      "undid the merge of this case into PR-26-000001-6",
    ],
  ],
  "case.linked": [
    [
      { linkId: ID, otherId: ME, otherReference: "PR-26-000001-6", label: "Follow-up of" },
      "linked this case: follow-up of PR-26-000001-6",
    ],
  ],
  "case.unlinked": [
    [{ linkId: ID, otherId: ME, otherReference: "PR-26-000001-6" }, "took off the link with PR-26-000001-6"],
  ],
  "case.referred": [
    [
      { referralId: ID, body: "The Parliamentary and Health Service Ombudsman", referredOn: "2026-05-04" },
      "recorded that this went to the Parliamentary and Health Service Ombudsman on 4 May 2026",
    ],
  ],
  "case.referral_taken_back": [
    [
      { referralId: ID, body: "State survey agency", referredOn: "2026-05-04" },
      "took back that this went to State survey agency on 4 May 2026",
    ],
  ],
  "case.tagged": [[{ tagId: ID, label: "Parking" }, "tagged this case: Parking"]],
  "case.untagged": [[{ tagId: ID, label: "Parking" }, "took a tag off: Parking"]],
  "case.split": [
    [
      { linkId: ID, otherId: ME, otherReference: "PR-26-000001-6", as: "new", position: 2 },
      "split this case off PR-26-000001-6, where it was issue 2",
    ],
    [
      { linkId: ID, otherId: ME, otherReference: "PR-26-000001-6", as: "original", position: 2 },
      "split off issue 2 as PR-26-000001-6",
    ],
  ],
  "case.facts_recorded": [
    [
      { changes: [{ field: "Settled on the spot", before: "Not known", after: "No" }] },
      "recorded: Settled on the spot (no)",
    ],
  ],
  "case.reclassified": [
    [
      { ...lower, from: "Complaint", to: "Grievance", ruleId: "2-written", ...pack },
      "reclassified this case from Complaint to Grievance, because it came in writing: a written complaint is always a grievance (US hospital pack 2026-1)",
    ],
    [{ ...lower, ruleId: null, ...pack }, "reclassified this case from Grievance to Complaint"],
    [
      { ...lower, from: "Complaint", ruleId: "7-on-the-spot", ...pack },
      "left this case a complaint, because it was said and settled on the spot, so no written answer is required (US hospital pack 2026-1)",
    ],
  ],
  "kind.proposed": [[lower, "proposed to lower this case from Grievance to Complaint; somebody else confirms"]],
  "kind.declined": [[lower, "declined to lower this case from Grievance to Complaint"]],
  "kind.voided": [[lower, "made the proposal to lower this case from Grievance to Complaint void"]],
  "issue.added": [[{ issueId: ID, summary: "Cold food", severity: 1 }, "added an issue: Cold food"]],
  "note.added": [[{ noteId: ID }, "added a note, staff only"]],
  "contact.logged": [
    [
      { contactId: ID, direction: "outgoing", channel: "Call", outcome: "Message left" },
      "logged an outgoing call: message left",
    ],
    [
      { contactId: ID, direction: "incoming", channel: "E-mail", outcome: "Received" },
      "logged an incoming e-mail: received",
    ],
  ],
  "contact.voided": [[{ contactId: ID, direction: "outgoing", channel: "Letter" }, "voided an outgoing letter"]],
  "clock.started": [
    [{ clocks: [{ clockId: ID, clock: "resolve", due: "Thu 12 Mar" }] }, "set off a clock: answer by Thu 12 Mar"],
    [
      {
        clocks: [
          { clockId: ID, clock: "acknowledge", due: "Wed 4 Mar 09:14" },
          { clockId: ME, clock: "update", due: "Thu 12 Mar" },
        ],
      },
      "set off clocks: acknowledge by Wed 4 Mar 09:14, tell them how it stands by Thu 12 Mar",
    ],
  ],
  "clock.met": [
    [
      { clocks: [{ clockId: ID, clock: "acknowledge", due: "Thu 12 Mar", isLate: false }] },
      "acknowledged it, which was due Thu 12 Mar: in time",
    ],
    [{ clocks: [{ clockId: ID, clock: "resolve", due: "Thu 12 Mar", isLate: true }] }, /answered it, .*: late$/],
  ],
  "clock.moved": [
    [
      { because: "calendar", clocks: [{ clockId: ID, clock: "resolve", from: "Thu 12 Mar", to: "Fri 13 Mar" }] },
      "moved what is due, because the calendar of the site changed: answer by Fri 13 Mar instead of Thu 12 Mar",
    ],
  ],
  "clock.paused": [
    [{ pauseId: ID, reasonId: "consent", reason: "waiting for consent" }, "paused the clocks, waiting for consent"],
  ],
  "clock.resumed": [
    [{ pauseId: ID, reason: "waiting for consent" }, "let the clocks go on that were paused, waiting for consent"],
  ],
  "clock.extended": [
    [{ clockId: ID, clock: "resolve", extensionId: ID, by: "14 days" }, "extended the time to answer by 14 days"],
  ],
  "clock.due_soon": [
    [{ clockId: ID, clock: "resolve", due: "Thu 12 Mar" }, "saw that the time to answer soon runs out: Thu 12 Mar"],
  ],
  "clock.late": [
    [
      { clockId: ID, clock: "acknowledge", due: "Thu 12 Mar" },
      "saw that the time to acknowledge has run out: it was due Thu 12 Mar",
    ],
  ],
  "calendar.recounted": [
    [{ recountId: ID, moved: 14, earlier: 3 }, "counted the clocks anew: 14 due times moved, 3 of them earlier"],
    [{ recountId: ID, moved: 1, earlier: 1 }, "counted the clocks anew: one due time moved, to an earlier time"],
    [{ recountId: ID, moved: 2, earlier: 0 }, "counted the clocks anew: 2 due times moved, none of them earlier"],
    [{ recountId: ID, moved: 0, earlier: 0 }, "counted the clocks anew: no due time moved"],
  ],
  "privileged_note.added": [[{ noteId: ID }, "added a privileged note"]],
  "mention.seen": [[{ mentionId: ID }, "saw a note that mentions them"]],
  "escalation.raised": [
    [{ escalationId: ID, toName: "Ana" }, "escalated this case to Ana"],
    [{ escalationId: ID, toName: null }, "escalated this case to the supervisors and managers"],
    [{ escalationId: ID, toName: null, toRole: "manager", level: 3 }, "escalated this case to the managers, level 3"],
    [{ escalationId: ID, toName: null, toRole: "supervisor", level: 1 }, "escalated this case to the supervisors"],
  ],
  "escalation.answered": [[{ escalationId: ID }, "answered the escalation"]],
  "escalation.sent_back": [[{ escalationId: ID }, "sent the escalation back"]],
  "escalation.withdrawn": [[{ escalationId: ID }, "took the escalation back"]],
  "escalation.taken_over": [[{ escalationId: ID }, "took over what was escalated"]],
  "escalation.passed_on": [[{ escalationId: ID, level: 2 }, "ended the escalation at level 2 without an answer"]],
  "escalation.reminded": [[{ escalationId: ID, level: 2 }, "told them again of the escalation at level 2"]],
  "matrix.saved": [[{ matrixId: ID, version: 3 }, "saved version 3 of the escalation matrix"]],
  "duty.set": [
    [{ dutyId: ID, personId: ID, toName: "Ana", from: "2026-05-12", until: "2026-05-13" }, "put Ana on call"],
  ],
  "duty.ended": [[{ dutyId: ID, personId: ID, toName: "Ana" }, "took Ana off call"]],
  "quiet_hours.set": [[{ before: "20:00 to 07:00", after: null }, "set quiet hours from 20:00 to 07:00 to none"]],
  "billing.dispute_opened": [[{ disputeId: ID, currency: "USD" }, "opened a billing dispute in USD"]],
  "billing.line_added": [
    [{ lineId: ID, position: 2, amount: 12050, currency: "USD", digits: 2 }, "added charge 2, $120.50"],
    [{ lineId: ID, position: 1, amount: 12050, currency: "JPY", digits: 0 }, "added charge 1, ¥12,050"],
  ],
  "billing.line_changed": [[{ lineId: ID, position: 1, changeId: ID, fields: ["amount"] }, "changed charge 1"]],
  "billing.line_decided": [
    [{ ...DECIDED, outcome: "open", reducedTo: null }, "put charge 1 back in dispute"],
    [{ ...DECIDED, outcome: "upheld", reducedTo: null }, "decided charge 1: upheld as charged"],
    [{ ...DECIDED, outcome: "removed", reducedTo: null }, "decided charge 1: removed"],
    [{ ...DECIDED, outcome: "reduced", reducedTo: 5000 }, "decided charge 1: reduced to $50.00"],
  ],
  "billing.hold_placed": [[{ holdId: ID, until: "2026-12-12" }, "put collection on hold until 12 Dec 2026"]],
  "billing.hold_lifted": [[{ holdId: ID }, "lifted the hold on collection"]],
  "billing.plan_agreed": [
    [{ planId: ID, parts: 3, total: 30000, currency: "USD", digits: 2 }, "agreed a payment plan: $300.00 in 3 parts"],
    [{ planId: ID, parts: 1, total: 30000, currency: "USD", digits: 2 }, "agreed a payment plan: $300.00 in one part"],
  ],
  "billing.plan_voided": [[{ planId: ID }, "voided the payment plan"]],
  "file.attached": [[{ attachmentId: ID, kind: "pdf", bytes: 12 }, "attached a file"]],
  "file.refused": [
    [{ finding: "Eicar-Test", sha256: "ab" }, "tried to attach a file that the virus scan refused (Eicar-Test)"],
  ],
  "file.described": [[{ attachmentId: ID }, "said what a file is"]],
  "file.voided": [[{ attachmentId: ID }, "removed a file"]],
  "file.scanned": [
    [{ attachmentId: ID, verdict: "clean" }, "found a file to be clean"],
    [{ attachmentId: ID, verdict: "infected" }, "found a file to be infected, and locked it"],
  ],
  "request.asked": [[{ requestId: ID, unit: "Ward 4" }, "asked Ward 4"]],
  "request.answered": [[{ requestId: ID, unit: "Ward 4" }, "answered for Ward 4"]],
  "request.returned": [[{ requestId: ID, unit: "Ward 4" }, "returned the request: not for Ward 4"]],
  "request.withdrawn": [[{ requestId: ID, unit: "Ward 4" }, "withdrew the request to Ward 4"]],
  "request.reminded": [[{ requestId: ID, unit: "Ward 4" }, "reminded Ward 4"]],
  "follow_up.planned": [
    [{ followUpId: ID, channel: "Call", dueOn: "2026-05-14" }, "planned a follow-up for 14 May 2026: call"],
  ],
  "follow_up.attempted": [
    [{ followUpId: ID, attemptId: ID, outcome: "No answer", failed: 2 }, "tried to reach them: no answer"],
  ],
  "follow_up.finished": [[{ followUpId: ID }, "finished a follow-up"]],
  "follow_up.cancelled": [[{ followUpId: ID }, "cancelled a follow-up"]],
  "follow_up.rescheduled": [
    [{ followUpId: ID, from: "2026-05-14", to: "2026-05-16" }, "moved a follow-up from 14 May 2026 to 16 May 2026"],
    [{ followUpId: ID, from: "2026-05-14", to: "2026-05-14" }, "changed the best time of a follow-up"],
  ],
  "follow_up.handed_on": [
    [{ followUpId: ID, fromId: ME, fromName: "Me", toId: ID, toName: "Ana" }, "handed a follow-up on from Me to Ana"],
  ],
  "promise.made": [
    [
      { promiseId: ID, dueOn: "2026-05-14", ownerId: ID, ownerName: "Ana", needsApproval: false, amount: null },
      "put a promise into the ledger, by 14 May 2026, with Ana",
    ],
    [
      { promiseId: ID, dueOn: "2026-05-14", ownerId: ID, ownerName: "Ana", needsApproval: true, amount: "$50.00" },
      "put a promise of $50.00 into the ledger, by 14 May 2026, with Ana; it needs approval",
    ],
  ],
  "promise.broken": [
    [{ promiseId: ID, dueOn: "2026-05-14" }, "noticed that a promise due on 14 May 2026 was not kept by then"],
  ],
  "promise.kept": [
    [{ promiseId: ID, keptOn: "2026-05-14", daysLate: 0 }, "kept a promise"],
    [{ promiseId: ID, keptOn: "2026-05-14", daysLate: 1 }, "kept a promise, 1 day late"],
  ],
  "promise.replaced": [
    [
      { promiseId: ID, replacementId: ME, from: "2026-05-14", to: "2026-05-20" },
      "moved a promise from 14 May 2026 to 20 May 2026",
    ],
  ],
  "promise.withdrawn": [[{ promiseId: ID }, "withdrew a promise"]],
  "promise.approved": [[{ promiseId: ID }, "approved a promise"]],
  "promise.declined": [[{ promiseId: ID }, "declined a promise"]],
  "promise.handed_on": [
    [{ promiseId: ID, fromId: ME, fromName: "Me", toId: ID, toName: "Ana" }, "handed a promise on from Me to Ana"],
  ],
  "promise.outlived": [
    [
      { promiseId: ID, ownerId: ID, ownerName: "Ana" },
      "left a promise with Ana, who answers for it after the case is closed",
    ],
  ],
  "promise.set_aside": [[{ contactId: ID }, "said that a contact holds no promise"]],
  "authority.changed": [
    [{ role: "associate", from: "$0.00", to: "$20.00" }, "changed what an associate may promise from $0.00 to $20.00"],
  ],
  "patient.registered": [[{ name: "Ileana Marcu" }, "registered Ileana Marcu"]],
  "patient.changed": [[{ changes: [{ field: "phone", before: "1", after: "2" }] }, /^changed .*phone.* from 1 to 2$/i]],
  "record.merged": [
    [{ mergeId: ID, fromId: ID, toId: ID }, "merged the patient's record with another, and this case went over to it"],
  ],
  "record.unmerged": [
    [{ mergeId: ID, fromId: ID, toId: ID }, "undid the merge of the patient's record, and this case went back"],
  ],
  "patient.merged": [
    [{ mergeId: ID, otherId: ME, as: "survivor" }, "merged another record into this one"],
    [{ mergeId: ID, otherId: ME, as: "merged" }, "merged this record into another"],
  ],
  "patient.unmerged": [
    [{ mergeId: ID, otherId: ME, kept: [] }, "undid a merge of two records"],
    [
      { mergeId: ID, otherId: ME, kept: ["phone"] },
      "undid a merge of two records; changed since, and left as it is: the phone number",
    ],
  ],
  "alert.added": [[{ alertId: ID }, "added an alert"]],
  "alert.ended": [[{ alertId: ID }, "ended an alert"]],
  "representative.added": [
    [
      { representativeId: ID, basis: "written_consent", extent: "everything" },
      "recorded who may be told (written consent of the patient)",
    ],
  ],
  "representative.changed": [
    [
      { representativeId: ID, fields: ["phone", "expiresOn"] },
      "changed what is on record of a representative: phone, until",
    ],
  ],
  "representative.ended": [[{ representativeId: ID }, "ended the authority of a representative"]],
  "session.started": [[{ sessionId: ID }, "signed in"]],
  "session.ended": [
    [{ sessionId: ID, reason: "signed_out" }, "signed out"],
    [{ sessionId: ID, reason: "password_changed" }, "ended a sign-in (password changed)"],
    [{ sessionId: ID, reason: "revoked" }, "ended a sign-in (revoked)"],
    [{ sessionId: ID, reason: "deactivated" }, "ended a sign-in (deactivated)"],
  ],
  "person.added": [[{ email: "a@b.org", name: "Ana" }, "added Ana (a@b.org)"]],
  "person.deactivated": [[{}, "deactivated this person"]],
  "person.reactivated": [[{}, "reactivated this person"]],
  "person.password_set": [[{}, "set a new password"]],
  "person.channels_chosen": [[{}, "chose what reaches them, and how"]],
  "person.keys_chosen": [[{}, "changed their keys"]],
  "mail.sent_again": [
    [{ count: 1 }, "put an e-mail back in the queue"],
    [{ count: 12 }, "put 12 e-mails back in the queue"],
  ],
  "role.granted": [
    [{ role: "responder", site: "Northgate", unit: "Ward 4" }, "gave the role responder at Northgate, Ward 4"],
    [{ role: "auditor", site: "Northgate", unit: null }, "gave the role auditor at Northgate"],
  ],
  "role.withdrawn": [[{ role: "auditor", site: "Northgate", unit: null }, "took away the role auditor at Northgate"]],
  "organisation.founded": [[{ name: "Northgate Health" }, "set up Northgate Health"]],
  "site.added": [[{ name: "Northgate", timeZone: "UTC", country: "GB" }, "added the site Northgate"]],
  "chart.rebased": [
    [
      { baselineId: ID, figure: "received", startsOn: "2026-05-11" },
      "let the limits of a chart begin anew on 2026-05-11",
    ],
  ],
  "chart.rebase_undone": [[{ baselineId: ID, figure: "received" }, "took back that the limits of a chart begin anew"]],
  "chart.target_set": [
    [{ targetId: ID, figure: "Answered in time", before: null, after: "90%" }, "set a target: Answered in time, 90%"],
    [
      { targetId: ID, figure: "Answered in time", before: "85%", after: "90%" },
      "changed a target: Answered in time, 90%, before 85%",
    ],
  ],
  "chart.target_dropped": [
    [{ targetId: ID, figure: "Answered in time", before: "90%" }, "took a target away: Answered in time, 90%"],
  ],
  "view.shared": [[{ viewId: ID }, "shared a view of the queue"]],
  "view.changed": [[{ viewId: ID }, "changed a shared view of the queue"]],
  "view.removed": [[{ viewId: ID }, "removed a shared view of the queue"]],
  "view.restored": [[{ viewId: ID }, "put a shared view of the queue back"]],
  "improvement.planned": [[{ improvementId: ID }, "planned an improvement action"]],
  "improvement.changed": [
    [
      {
        improvementId: ID,
        changes: [
          { field: "dueOn", before: "1 May 2026", after: "8 May 2026" },
          { field: "unitId", before: null, after: "Ward 4B" },
        ],
        reason: "It was typed wrong.",
      },
      "changed the plan of an improvement action: due from 1 May 2026 to 8 May 2026; unit from none to Ward 4B (It was typed wrong.)",
    ],
    [
      { improvementId: ID, changes: [{ field: "title", before: "Call", after: "Ring" }], reason: null },
      "changed the plan of an improvement action: title from Call to Ring",
    ],
  ],
  "improvement.case_linked": [[{ improvementId: ID }, "linked this case to an improvement action"]],
  "improvement.told": [
    [{ improvementId: ID, letterId: ID }, "said what an improvement action did, for the letter that tells them of it"],
    [
      { improvementId: ID, letterId: ID, version: null },
      "noted that an improvement action had its effect, which the letter that was begun does not say yet",
    ],
  ],
  "improvement.moved": [
    [
      { improvementId: ID, from: "done", to: "verified_effective" },
      "moved an improvement action from done to verified effective",
    ],
  ],
  "improvement.overdue": [
    [{ improvementId: ID, dueOn: "2026-05-12" }, "noted that an improvement action was not done by 12 May 2026"],
  ],
  "improvement.cycle_begun": [
    [{ improvementId: ID, cycleId: ID }, "began a plan-do-study-act cycle of an improvement action"],
  ],
  "improvement.cycle_decided": [
    [
      { improvementId: ID, cycleId: ID, decision: "adopt" },
      "decided a plan-do-study-act cycle of an improvement action: adopt",
    ],
  ],
  "bulk.begun": [
    [{ runId: ID, deed: "Assign to Ana", cases: 12 }, "began a change of 12 cases: Assign to Ana"],
    [{ runId: ID, deed: "Tag: parking", cases: null }, "began a change of all cases that match a filter: Tag: parking"],
  ],
  "bulk.found": [[{ runId: ID, cases: 1 }, "had 1 case found for a change of many"]],
  "bulk.ended": [[{ runId: ID, deed: "Escalate", done: 11, left: 1 }, "changed 11 cases, 1 left out: Escalate"]],
  "bulk.stopped": [[{ runId: ID, deed: "Wait", left: 3 }, "stopped a change of many cases, 3 left out: Wait"]],
  "bulk.undo_begun": [[{ runId: ID, deed: "Escalate" }, "began to take a change of many cases back: Escalate"]],
  "bulk.undone": [[{ runId: ID, deed: "Wait", done: 2, left: 0 }, "took a change of 2 cases back, 0 left: Wait"]],
  "site.pack_chosen": [[{ from: "plain", to: "new-zealand" }, "chose the policy pack new-zealand in place of plain"]],
  "case.printed": [
    [{ isComplete: true }, "printed the case file"],
    [{ isComplete: false }, "printed the case file without internal notes"],
  ],
  "export.made": [
    [
      { exportId: ID, format: "csv", query: "tab=open", columns: ["due", "about"], selected: 0 },
      "asked for an export of cases (CSV) with due, about",
    ],
    [
      { exportId: ID, format: "xlsx", query: "tab=open", columns: ["about"], selected: 2 },
      "asked for an export of cases (XLSX) with about, 2 selected",
    ],
  ],
  "export.written": [[{ exportId: ID, rows: 12 }, "exported 12 cases of this site"]],
  "export.cut_short": [[{ exportId: ID, rows: 1 }, "broke off an export after 1 case of this site"]],
  "export.taken": [[{ exportId: ID }, "downloaded an export of cases"]],
  "report.made": [
    [
      { reportId: ID, kind: "board", from: "2026-03-01", to: "2026-03-31" },
      "asked for a report of 1 Mar 2026 to 31 Mar 2026",
    ],
  ],
  "report.counted": [[{ reportId: ID }, "counted a report"]],
  "report.taken": [
    [{ reportId: ID, format: "pdf", figure: null, rows: 40 }, "downloaded a report (PDF)"],
    [
      { reportId: ID, format: "csv", figure: "complaints", rows: 1200 },
      "downloaded what a figure of a report counted, 1,200 rows",
    ],
  ],
  "report.withheld": [
    [
      { reportId: ID, personId: ID, personName: "Dana Moreau" },
      "kept a report from Dana Moreau, who may not see its figures any more",
    ],
  ],
  "report.scheduled": [
    [{ scheduleId: ID, reportId: ID, every: "month", people: 2 }, "had a report made every month for 2 people"],
    [{ scheduleId: ID, reportId: ID, every: "year", people: 1 }, "had a report made every year for 1 person"],
  ],
  "report.schedule_stopped": [[{ scheduleId: ID }, "stopped the schedule of a report"]],
  "report.areas_set": [
    [
      { list: "subject", changes: [{ field: "quality", before: "Clinical treatment", after: "Patient care" }] },
      "changed the areas of a return: Clinical treatment to Patient care",
    ],
  ],
  "letter_batch.made": [
    [{ batchId: ID, letters: 12, leftOut: 0 }, "had 12 letters printed for posting"],
    [{ batchId: ID, letters: 1, leftOut: 2 }, "had 1 letter printed for posting, 2 left out"],
  ],
  "letter_batch.printed": [[{ batchId: ID, letters: 2 }, "printed 2 letters into one file"]],
  "letter_batch.posted": [[{ batchId: ID, letters: 1 }, "recorded 1 letter as posted"]],
  "site.letterhead_saved": [[{ fields: ["Address", "Phone"] }, "changed the letterhead: address, phone"]],
  "site.body_saved": [[{ packId: "england", bodyId: "pals", body: "The service" }, "said how to reach The service"]],
  "denominators.groups_set": [
    [
      { split: "language", half: "2026-1", cells: [{ group: "Spanish", before: 400, after: 412 }] },
      "set how many patients there were of Spanish by language, January to June 2026, to 412, in place of 400",
    ],
    [
      {
        ...{ split: "age", half: "2025-2" },
        cells: ["18 to 34", "35 to 49"].map((group) => ({ group, before: null, after: 4 })),
      },
      "set how many patients there were of 2 groups by age, July to December 2025",
    ],
  ],
  "denominators.set": [
    [
      {
        ...{ measure: "patient_days", fromFile: false },
        cells: [{ unitId: ID, unit: "Ward 4", month: "2026-03", before: 412, after: 420 }],
      },
      "set patient days of Ward 4 for 2026-03 to 420, in place of 412",
    ],
    [
      {
        ...{ measure: "encounters", fromFile: true },
        cells: [{ unitId: null, unit: null, month: "2026-03", before: null, after: null }],
      },
      "set encounters of the whole site for 2026-03 to nothing from a file",
    ],
    [
      {
        ...{ measure: "visits", fromFile: true },
        cells: ["2026-03", "2026-04"].map((month) => ({ unitId: null, unit: null, month, before: null, after: 4 })),
      },
      "set visits of 2 months from a file",
    ],
  ],
  "figures.mended": [
    [
      { month: "2026-03", days: 1 },
      "found a day of 2026-03 whose figures were not what a full count finds, and counted anew",
    ],
    [
      { month: "2026-03", days: 2 },
      "found 2 days of 2026-03 whose figures were not what a full count finds, and counted anew",
    ],
  ],
  "unit.added": [[{ name: "Ward 4" }, "added the unit Ward 4"]],
  "unit.closed": [
    [{ unitId: ID, name: "Ward 4", closedOn: "2026-03-12" }, "said that the unit Ward 4 was open last on 12 Mar 2026"],
  ],
  "unit.reopened": [[{ unitId: ID, name: "Ward 4" }, "said that the unit Ward 4 is open"]],
  "unit.renamed": [[{ unitId: ID, from: "Ward 4", to: "Stroke Unit" }, "renamed the unit Ward 4 to Stroke Unit"]],
  "calendar.hours_saved": [
    [
      {
        changes: [
          { field: "monday", before: "closed", after: "09:00 to 12:00" },
          { field: "friday", before: "09:00 to 17:00", after: "closed" },
        ],
      },
      "changed the opening hours of Monday, Friday",
    ],
  ],
  "calendar.holidays_loaded": [
    [
      { country: "GB", region: "SCT", years: [2026, 2027], added: 11, removed: 0 },
      "loaded the public holidays of 2026, 2027 (GB-SCT)",
    ],
    [{ country: "NZ", region: null, years: [2026], added: 0, removed: 0 }, "loaded the public holidays of 2026 (NZ)"],
  ],
  "calendar.day_added": [
    [{ dayId: ID, date: "2026-12-24", kind: "opening" }, "added 24 Dec 2026 to the calendar (special opening)"],
  ],
  "calendar.day_removed": [
    [{ dayId: ID, date: "2026-12-24", kind: "closed" }, "took 24 Dec 2026 out of the calendar (closed)"],
  ],
  "letter.begun": [[{ letterId: ID, kind: "Answer" }, "began a letter: answer"]],
  "letter.drafted": [
    [
      { letterId: ID, kind: "Update", clockId: ID, clock: "resolve", due: "Thu 11 Jun" },
      "drafted a letter, since the time to answer soon runs out, Thu 11 Jun: update",
    ],
  ],
  "letter.changed": [[{ letterId: ID, kind: "Answer" }, "went on with a letter: answer"]],
  "letter.submitted": [[{ letterId: ID, kind: "Answer" }, "asked for approval of a letter: answer"]],
  "letter.taken_back": [[{ letterId: ID, kind: "Answer" }, "took a letter back to work on it: answer"]],
  "letter.returned": [[{ letterId: ID, commentId: ID, kind: "Answer" }, "returned a letter: answer"]],
  "letter.approved": [[{ letterId: ID, kind: "Answer" }, "approved a letter: answer"]],
  "letter.mail_started": [[{ letterId: ID, mailId: ID, kind: "Answer" }, "gave a letter to the mail server: answer"]],
  "letter.mail_stopped": [
    [{ letterId: ID, mailId: ID, kind: "Answer" }, "stopped a letter before the mail server had it: answer"],
  ],
  "letter.mail_refused": [
    [
      { letterId: ID, mailId: ID, kind: "Answer" },
      "could not send a letter by e-mail, so it waits to be sent another way: answer",
    ],
  ],
  "letter.came_back": [
    [
      { letterId: ID, sendingId: ID, kind: "Answer", way: "By post" },
      "wrote down that a letter came back: answer, by post",
    ],
  ],
  "letter.sent": [
    [{ letterId: ID, sendingId: ID, kind: "Answer", way: "By post" }, "sent a letter: answer, by post"],
    [
      { letterId: ID, sendingId: ID, kind: "Answer", way: "By post", hasChanged: true },
      "sent a letter: answer, by post, printed before the case changed",
    ],
  ],
  "survey.sent": [
    [{ invitationId: ID, instrument: "Service recovery survey" }, "sent a survey by e-mail: service recovery survey"],
  ],
  "survey.not_taken": [
    [
      { invitationId: ID, instrument: "Service recovery survey" },
      "could not send a survey by e-mail: service recovery survey",
    ],
  ],
  "survey.withheld": [[{ invitationId: ID }, "held the survey back"]],
  "survey.answered": [
    [{ answerId: ID, instrument: "Service recovery survey" }, "answered the survey: service recovery survey"],
  ],
  "survey.opted_out": [[{ invitationId: ID }, "asked for no more surveys"]],
  "survey.concern_raised": [
    [
      { answerId: ID, otherId: ID, otherReference: "PR-26-000123-5" },
      "made PR-26-000123-5 of the answer to the survey",
    ],
  ],
  "survey_import.received": [
    [{ importId: ID, name: "june.csv", bytes: 900 }, "brought a file of survey answers: june.csv"],
  ],
  "survey_import.mapped": [
    [{ importId: ID, source: "Vendor", instrument: "fft" }, "said what the columns of a file of Vendor are"],
  ],
  "survey_import.checked": [
    [
      { importId: ID, fresh: 3, same: 2, rejected: 1 },
      "checked a file of survey answers: 3 new, 2 here already, 1 rejected",
    ],
  ],
  "survey_import.begun": [[{ importId: ID, source: "Vendor", rows: 3 }, "began to import 3 answers of Vendor"]],
  "survey_import.ended": [[{ importId: ID, source: "Vendor", added: 3 }, "imported 3 answers of Vendor"]],
  "survey_import.stopped": [[{ importId: ID, added: 2 }, "stopped a file of survey answers, with 2 imported"]],
  "survey_import.failed": [
    [{ importId: ID, why: "The file is gone." }, "gave up a file of survey answers: The file is gone."],
  ],
  "survey_import.undo_begun": [
    [{ importId: ID, source: "Vendor", rows: 3 }, "began to take back 3 imported answers of Vendor"],
  ],
  "survey_import.undone": [[{ importId: ID, source: "Vendor" }, "took back the imported answers of Vendor"]],
  "survey_import.rejects_taken": [
    [{ importId: ID, rejected: 4 }, "took out 4 rejected lines of a file of survey answers"],
  ],
  "survey_import.concern_raised": [
    [
      { importId: ID, line: 12, caseId: ID, reference: "PR-26-000123-5" },
      "made PR-26-000123-5 of an imported survey answer",
    ],
  ],
  "survey.setting_saved": [
    [
      { isOn: true, instrument: "Service recovery survey", afterDays: 3 },
      "set surveys: service recovery survey, 3 days after a case is closed",
    ],
    [
      {
        isOn: true,
        instrument: "Our ward survey",
        afterDays: 3,
        moment: "After either, whichever comes first",
        quietDays: 90,
      },
      "set surveys: our ward survey, 3 days after either, whichever comes first",
    ],
    [{ isOn: false, instrument: "Service recovery survey", afterDays: 3 }, "switched surveys off"],
  ],
  "survey.instrument_made": [
    [{ instrumentId: ID, name: "Our survey" }, "began a survey of the site's own: Our survey"],
  ],
  "survey.draft_saved": [
    [
      { instrumentId: ID, name: "Our survey", language: "Spanish" },
      "saved the draft of the survey Our survey, Spanish",
    ],
  ],
  "survey.draft_begun": [
    [{ instrumentId: ID, name: "Our survey", version: 2 }, "began version 2 of the survey Our survey"],
  ],
  "survey.published": [
    [
      { instrumentId: ID, versionId: ID, name: "Our survey", version: 1, languages: "English, Spanish" },
      "published version 1 of the survey Our survey: English, Spanish",
    ],
  ],
  "survey.instrument_retired": [[{ instrumentId: ID, name: "Our survey" }, "retired the survey Our survey"]],
  "letter.voided": [[{ letterId: ID, kind: "Answer" }, "made a letter void: answer"]],
  "letter.commented": [[{ letterId: ID, commentId: ID, kind: "Answer" }, "commented on a letter: answer"]],
  "letter.comment_resolved": [
    [{ letterId: ID, commentId: ID, kind: "Answer" }, "settled a comment on a letter: answer"],
  ],
  "letter_template.saved": [
    [
      { templateId: ID, versionId: ID, kind: "Answer", language: "Spanish", version: 2 },
      "saved version 2 of a letter template: answer, Spanish",
    ],
  ],
  "letter_template.signed_off": [
    [
      { templateId: ID, versionId: ID, kind: "Answer", language: "Spanish", version: 2 },
      "signed off version 2 of a letter template: answer, Spanish",
    ],
  ],
  "delegation.recorded": [
    [
      { delegationId: ID, version: 2, adoptedOn: "2026-03-04", expiresOn: "" },
      "recorded version 2 of the delegation to the grievance committee, adopted on 4 Mar 2026",
    ],
  ],
  "delegation.document_attached": [
    [
      { delegationId: ID, version: 2, kind: "pdf", bytes: 12 },
      "attached the signed document of version 2 of the delegation to the grievance committee",
    ],
  ],
  "letter_naming.changed": [
    [{ namesStaff: true }, "decided that letters may name staff"],
    [{ namesStaff: false }, "decided that letters name no staff but the contact person"],
  ],
  "article.written": [[{ articleId: ID, reviewOn: "2027-03-12" }, "began an article"]],
  "article.saved": [[{ articleId: ID, version: 2, reviewOn: "2027-03-12" }, "wrote at version 2 of an article"]],
  "article.published": [
    [
      { articleId: ID, versionId: ID, version: 2, reviewOn: "2027-03-12" },
      "published version 2 of an article, to be read again on 12 Mar 2027",
    ],
  ],
  "article.withdrawn": [[{ articleId: ID, withdrawalId: ID, version: 2 }, "withdrew an article, then in version 2"]],
  "letter_word.added": [[{ wordId: ID, list: "Jargon", language: "Spanish" }, "added to a word list: jargon, Spanish"]],
  "letter_word.removed": [
    [{ wordId: ID, list: "Jargon", language: "Spanish" }, "removed from a word list: jargon, Spanish"],
  ],
  "letter_word.switched_off": [
    [{ wordId: ID, list: "Jargon", language: "Spanish" }, "switched off a word that comes with Heard: jargon, Spanish"],
  ],
  "letter_word.switched_on": [
    [{ wordId: ID, list: "Jargon", language: "Spanish" }, "switched on a word that comes with Heard: jargon, Spanish"],
  ],
  "draft.started": [[{ kind: "note" }, "began a draft"]],
  "draft.discarded": [[{ kind: "note" }, "discarded a draft"]],
};

const examples = Object.entries(EXAMPLES).flatMap(([type, list]) =>
  list.map(([data, words]) => ({ type, data, words })),
);

describe("what happened is told", () => {
  test.each(examples)("$type: $words", ({ type, data, words }) => {
    const sentence = describeEvent(eventSchema.parse({ type, data }), ME);
    if (words instanceof RegExp) expect(sentence).toMatch(words);
    else expect(sentence).toBe(words);
  });

  test.each(Object.keys(PATIENT_FIELD_LABELS))("in words where a patient's %s was changed", (field) => {
    const event = eventSchema.parse({
      type: "patient.changed",
      data: { changes: [{ field, before: "1", after: "2" }] },
    });
    expect(describeEvent(event)).not.toMatch(/[a-z][A-Z]/);
  });

  test("for every type of event there is", () => {
    expect(Object.keys(EXAMPLES).toSorted()).toEqual(
      eventSchema.options.map((option) => option.shape.type.value).toSorted(),
    );
  });
});

describe("an event", () => {
  test("of an unknown type is refused", () => {
    expect(eventSchema.safeParse({ type: "case.deleted", data: {} }).success).toBe(false);
  });

  test.each(examples.filter(({ data }) => Object.keys(data).length > 0))(
    "$type without its data is refused",
    ({ type }) => {
      expect(eventSchema.safeParse({ type, data: {} }).success).toBe(false);
    },
  );

  test("keeps nothing that its type does not name", () => {
    const data = { sessionId: ID, password: "three plain words" };
    expect(eventSchema.parse({ type: "session.started", data }).data).toEqual({ sessionId: ID });
  });

  test("stands in the chain of what it is about", () => {
    expect(chainOf({ noun: "case", id: ID })).toBe(`case:${ID}`);
  });
});

test.each([
  ["case.changed", "case", "changed a case"],
  ["issue.added", "case", "added an issue on a case"],
  ["billing.line_decided", "case", "decided a charge on a case"],
  ["request.withdrawn", "case", "withdrew a request on a case"],
  ["follow_up.attempted", "case", "tried a follow-up on a case"],
  ["representative.added", "patient", "added a representative of a patient"],
  ["escalation.answered", "case", "answered an escalation on a case"],
  ["patient.registered", "patient", "registered a patient"],
])("of whom or what it may not be known, %s is told without it", (type, about, words) => {
  expect(describePrivately(type, about)).toBe(words);
});
