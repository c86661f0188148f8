import { formatMoney } from "@/lib/billing/rules/money";
import { countCases } from "@/lib/case/labels";
import { CAUSE_PHRASES, CLOCK_PHRASES, tellMoves } from "@/lib/clock/labels";
import type { ClockKind } from "@/lib/clock/schema";
import type { TargetRole } from "@/lib/escalation/rules/matrix";
import { PLAN_FIELD_LABELS } from "@/lib/improvement/labels";
import { halfById } from "@/lib/insight/rules/fairness-choice";
import { codeInWords } from "@/lib/patient/rules/self-described";
import { findRule, packOf } from "@/lib/regulation/rules";
import { BASIS_LABELS, REPRESENTATIVE_FIELD_LABELS } from "@/lib/representative/labels";
import { formatDay } from "@/lib/shared/dates";
import type { AuditSubjectKind, HeardEvent, TimelineShow } from "./schema";

export const SHOW_LABELS: Record<TimelineShow, string> = {
  all: "All",
  contacts: "Contacts",
  notes: "Notes",
  changes: "Changes",
};

/** What happened, as the rest of a sentence that begins with who did it: "Dana Moreau logged this case". */
export function describeEvent(event: HeardEvent, actorId: string | null = null): string {
  switch (event.type) {
    case "case.logged":
      return `logged this case as ${event.data.reference}`;
    case "case.assigned":
      return describeAssignment(event.data, actorId);
    case "case.assignment_undone":
      return `took that back: ${event.data.toName ? `it is with ${event.data.toName} again` : "nobody has it again"}`;
    case "case.handed_over":
      return describeHandover(event.data, actorId);
    case "case.handover_undone":
      return `took the handover back: it is with ${event.data.toName} again`;
    case "case.move_undone":
      return `took that back: it is ${event.data.to.toLowerCase()} again`;
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
    case "case.merged":
      return describeMerge(event.data);
    case "case.unmerged":
      return event.data.as === "survivor"
        ? `undid the merge of ${event.data.otherReference} into this case`
        : `undid the merge of this case into ${event.data.otherReference}`;
    case "case.linked":
      return `linked this case: ${event.data.label.toLowerCase()} ${event.data.otherReference}`;
    case "case.unlinked":
      return `took off the link with ${event.data.otherReference}`;
    case "case.split":
      return event.data.as === "new"
        ? `split this case off ${event.data.otherReference}, where it was issue ${event.data.position}`
        : `split off issue ${event.data.position} as ${event.data.otherReference}`;
    case "case.referred":
      return `recorded that this went to ${inSentence(event.data.body)} on ${formatDay(new Date(event.data.referredOn))}`;
    case "case.referral_taken_back":
      return `took back that this went to ${inSentence(event.data.body)} on ${formatDay(new Date(event.data.referredOn))}`;
    case "case.tagged":
      return `tagged this case: ${event.data.label}`;
    case "case.untagged":
      return `took a tag off: ${event.data.label}`;
    case "case.facts_recorded":
      return `recorded: ${event.data.changes.map(({ field, after }) => `${field} (${after?.toLowerCase() ?? "none"})`).join("; ")}`;
    case "case.reclassified":
      return describeReclassification(event.data);
    case "kind.proposed":
      return `proposed to lower this case from ${event.data.from} to ${event.data.to}; somebody else confirms`;
    case "kind.declined":
      return `declined to lower this case from ${event.data.from} to ${event.data.to}`;
    case "kind.voided":
      return `made the proposal to lower this case from ${event.data.from} to ${event.data.to} void`;
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
    case "contact.logged":
      return `logged ${describeContact(event.data)}: ${event.data.outcome.toLowerCase()}`;
    case "contact.voided":
      return `voided ${describeContact(event.data)}`;
    case "privileged_note.added":
      return "added a privileged note";
    case "mention.seen":
      return "saw a note that mentions them";
    case "handover.seen":
      return "saw what was handed over to them";
    case "calendar.recounted":
      return `counted the clocks anew: ${tellMoves(event.data)}`;
    case "clock.started":
      return `set off ${event.data.clocks.length === 1 ? "a clock" : "clocks"}: ${listStarted(event.data)}`;
    case "clock.met":
      return event.data.clocks
        .map(({ clock, due, isLate }) => `${MET_PHRASES[clock]}, which was due ${due}: ${isLate ? "late" : "in time"}`)
        .join("; ");
    case "clock.moved":
      return `moved what is due, because ${CAUSE_PHRASES[event.data.because]}: ${event.data.clocks.map(({ clock, from, to }) => `${CLOCK_PHRASES[clock]} by ${to} instead of ${from}`).join(", ")}`;
    case "clock.paused":
      return `paused the clocks, ${event.data.reason}`;
    case "clock.resumed":
      return `let the clocks go on that were paused, ${event.data.reason}`;
    case "clock.extended":
      return `extended the time to ${CLOCK_PHRASES[event.data.clock]} by ${event.data.by}`;
    case "clock.due_soon":
      return `saw that the time to ${CLOCK_PHRASES[event.data.clock]} soon runs out: ${event.data.due}`;
    case "clock.late":
      return `saw that the time to ${CLOCK_PHRASES[event.data.clock]} has run out: it was due ${event.data.due}`;
    case "escalation.raised":
      return describeEscalation(event.data);
    case "escalation.answered":
      return "answered the escalation";
    case "escalation.sent_back":
      return "sent the escalation back";
    case "escalation.taken_over":
      return "took over what was escalated";
    case "escalation.withdrawn":
      return "took the escalation back";
    case "escalation.passed_on":
      return `ended the escalation at level ${event.data.level} without an answer`;
    case "escalation.reminded":
      return `told them again of the escalation at level ${event.data.level}`;
    case "matrix.saved":
      return `saved version ${event.data.version} of the escalation matrix`;
    case "duty.set":
      return `put ${event.data.toName} on call`;
    case "duty.ended":
      return `took ${event.data.toName} off call`;
    case "quiet_hours.set":
      return `set quiet hours from ${event.data.before ?? "none"} to ${event.data.after ?? "none"}`;
    case "billing.dispute_opened":
      return `opened a billing dispute in ${event.data.currency}`;
    case "billing.line_added":
      return `added charge ${event.data.position}, ${inMoney(event.data.amount, event.data)}`;
    case "billing.line_changed":
      return `changed charge ${event.data.position}`;
    case "billing.line_decided":
      return describeDecision(event.data);
    case "billing.hold_placed":
      return `put collection on hold until ${formatDay(new Date(event.data.until))}`;
    case "billing.hold_lifted":
      return "lifted the hold on collection";
    case "billing.plan_agreed":
      return `agreed a payment plan: ${inMoney(event.data.total, event.data)} in ${event.data.parts === 1 ? "one part" : `${event.data.parts} parts`}`;
    case "billing.plan_voided":
      return "voided the payment plan";
    case "file.attached":
      return "attached a file";
    case "file.refused":
      return `tried to attach a file that the virus scan refused (${event.data.finding})`;
    case "file.described":
      return "said what a file is";
    case "file.voided":
      return "removed a file";
    case "file.scanned":
      return event.data.verdict === "clean" ? "found a file to be clean" : "found a file to be infected, and locked it";
    case "request.asked":
      return `asked ${event.data.unit}`;
    case "request.answered":
      return `answered for ${event.data.unit}`;
    case "request.returned":
      return `returned the request: not for ${event.data.unit}`;
    case "request.withdrawn":
      return `withdrew the request to ${event.data.unit}`;
    case "request.reminded":
      return `reminded ${event.data.unit}`;
    case "letter.begun":
      return `began a letter: ${event.data.kind.toLowerCase()}`;
    case "letter.drafted":
      return `drafted a letter, since the time to ${CLOCK_PHRASES[event.data.clock]} soon runs out, ${event.data.due}: ${event.data.kind.toLowerCase()}`;
    case "letter.changed":
      return `went on with a letter: ${event.data.kind.toLowerCase()}`;
    case "letter.commented":
      return `commented on a letter: ${event.data.kind.toLowerCase()}`;
    case "letter.comment_resolved":
      return `settled a comment on a letter: ${event.data.kind.toLowerCase()}`;
    case "letter.submitted":
      return `asked for approval of a letter: ${event.data.kind.toLowerCase()}`;
    case "letter.taken_back":
      return `took a letter back to work on it: ${event.data.kind.toLowerCase()}`;
    case "letter.returned":
      return `returned a letter: ${event.data.kind.toLowerCase()}`;
    case "letter.approved":
      return `approved a letter: ${event.data.kind.toLowerCase()}`;
    case "letter.sent":
      return `sent a letter: ${event.data.kind.toLowerCase()}, ${event.data.way.toLowerCase()}${event.data.hasChanged ? ", printed before the case changed" : ""}`;
    case "letter.mail_started":
      return `gave a letter to the mail server: ${event.data.kind.toLowerCase()}`;
    case "letter.mail_stopped":
      return `stopped a letter before the mail server had it: ${event.data.kind.toLowerCase()}`;
    case "letter.mail_refused":
      return `could not send a letter by e-mail, so it waits to be sent another way: ${event.data.kind.toLowerCase()}`;
    case "letter.came_back":
      return `wrote down that a letter came back: ${event.data.kind.toLowerCase()}, ${event.data.way.toLowerCase()}`;
    case "survey.sent":
      return `sent a survey by e-mail: ${event.data.instrument.toLowerCase()}`;
    case "survey.not_taken":
      return `could not send a survey by e-mail: ${event.data.instrument.toLowerCase()}`;
    case "survey.withheld":
      return "held the survey back";
    case "survey.answered":
      return `answered the survey: ${event.data.instrument.toLowerCase()}`;
    case "survey.opted_out":
      return "asked for no more surveys";
    case "survey.concern_raised":
      return `made ${event.data.otherReference} of the answer to the survey`;
    case "survey_import.received":
      return `brought a file of survey answers: ${event.data.name}`;
    case "survey_import.mapped":
      return `said what the columns of a file of ${event.data.source} are`;
    case "survey_import.checked":
      return `checked a file of survey answers: ${event.data.fresh} new, ${event.data.same} here already, ${event.data.rejected} rejected`;
    case "survey_import.begun":
      return `began to import ${event.data.rows} answers of ${event.data.source}`;
    case "survey_import.ended":
      return `imported ${event.data.added} answers of ${event.data.source}`;
    case "survey_import.stopped":
      return `stopped a file of survey answers, with ${event.data.added} imported`;
    case "survey_import.failed":
      return `gave up a file of survey answers: ${event.data.why}`;
    case "survey_import.undo_begun":
      return `began to take back ${event.data.rows} imported answers of ${event.data.source}`;
    case "survey_import.undone":
      return `took back the imported answers of ${event.data.source}`;
    case "survey_import.rejects_taken":
      return `took out ${event.data.rejected} rejected lines of a file of survey answers`;
    case "survey_import.concern_raised":
      return `made ${event.data.reference} of an imported survey answer`;
    case "survey.setting_saved": {
      const { isOn, instrument, afterDays, moment } = event.data;
      if (!isOn) return "switched surveys off";
      const after = (moment ?? "After a case is closed").toLowerCase();
      return `set surveys: ${instrument.toLowerCase()}, ${afterDays} days ${after}`;
    }
    case "survey.instrument_made":
      return `began a survey of the site's own: ${event.data.name}`;
    case "survey.draft_saved":
      return `saved the draft of the survey ${event.data.name}, ${event.data.language}`;
    case "survey.draft_begun":
      return `began version ${event.data.version} of the survey ${event.data.name}`;
    case "survey.published":
      return `published version ${event.data.version} of the survey ${event.data.name}: ${event.data.languages}`;
    case "survey.instrument_retired":
      return `retired the survey ${event.data.name}`;
    case "letter.voided":
      return `made a letter void: ${event.data.kind.toLowerCase()}`;
    case "case.printed":
      return event.data.isComplete ? "printed the case file" : "printed the case file without internal notes";
    case "export.made":
      return `asked for an export of cases (${event.data.format.toUpperCase()}) with ${event.data.columns.join(", ")}${event.data.selected ? `, ${event.data.selected} selected` : ""}`;
    case "export.written":
      return `exported ${countCases(event.data.rows)} of this site`;
    case "export.cut_short":
      return `broke off an export after ${countCases(event.data.rows)} of this site`;
    case "export.taken":
      return "downloaded an export of cases";
    case "report.made":
      return `asked for a report of ${tellDay(event.data.from)} to ${tellDay(event.data.to)}`;
    case "report.counted":
      return "counted a report";
    case "report.taken":
      return event.data.figure === null
        ? `downloaded a report (${event.data.format.toUpperCase()})`
        : `downloaded what a figure of a report counted, ${event.data.rows.toLocaleString("en")} rows`;
    case "report.withheld":
      return `kept a report from ${event.data.personName}, who may not see its figures any more`;
    case "report.scheduled":
      return `had a report made every ${event.data.every} for ${event.data.people} ${event.data.people === 1 ? "person" : "people"}`;
    case "report.schedule_stopped":
      return "stopped the schedule of a report";
    case "report.areas_set":
      return `changed the areas of a return: ${event.data.changes.map(({ before, after }) => `${before ?? "nothing"} to ${after ?? "nothing"}`).join(", ")}`;
    case "letter_batch.made":
      return `had ${countLetters(event.data.letters)} printed for posting${event.data.leftOut ? `, ${event.data.leftOut} left out` : ""}`;
    case "letter_batch.printed":
      return `printed ${countLetters(event.data.letters)} into one file`;
    case "letter_batch.posted":
      return `recorded ${countLetters(event.data.letters)} as posted`;
    case "letter_template.saved":
      return `saved version ${event.data.version} of a letter template: ${event.data.kind.toLowerCase()}, ${event.data.language}`;
    case "letter_template.signed_off":
      return `signed off version ${event.data.version} of a letter template: ${event.data.kind.toLowerCase()}, ${event.data.language}`;
    case "delegation.recorded":
      return `recorded version ${event.data.version} of the delegation to the grievance committee, adopted on ${tellDay(event.data.adoptedOn)}`;
    case "delegation.document_attached":
      return `attached the signed document of version ${event.data.version} of the delegation to the grievance committee`;
    case "letter_naming.changed":
      return event.data.namesStaff
        ? "decided that letters may name staff"
        : "decided that letters name no staff but the contact person";
    case "letter_word.added":
      return `added to a word list: ${event.data.list.toLowerCase()}, ${event.data.language}`;
    case "letter_word.removed":
      return `removed from a word list: ${event.data.list.toLowerCase()}, ${event.data.language}`;
    case "letter_word.switched_off":
      return `switched off a word that comes with Heard: ${event.data.list.toLowerCase()}, ${event.data.language}`;
    case "letter_word.switched_on":
      return `switched on a word that comes with Heard: ${event.data.list.toLowerCase()}, ${event.data.language}`;
    case "article.written":
      return "began an article";
    case "article.saved":
      return `wrote at version ${event.data.version} of an article`;
    case "article.published":
      return `published version ${event.data.version} of an article, to be read again on ${tellDay(event.data.reviewOn)}`;
    case "article.withdrawn":
      return `withdrew an article, then in version ${event.data.version}`;
    case "follow_up.planned":
      return `planned a follow-up for ${tellDay(event.data.dueOn)}: ${event.data.channel.toLowerCase()}`;
    case "follow_up.attempted":
      return `tried to reach them: ${event.data.outcome.toLowerCase()}`;
    case "follow_up.finished":
      return "finished a follow-up";
    case "follow_up.cancelled":
      return "cancelled a follow-up";
    case "follow_up.rescheduled":
      return event.data.from === event.data.to
        ? "changed the best time of a follow-up"
        : `moved a follow-up from ${tellDay(event.data.from)} to ${tellDay(event.data.to)}`;
    case "follow_up.handed_on":
      return `handed a follow-up on from ${event.data.fromName} to ${event.data.toName}`;
    case "promise.made":
      return describePromise(event.data);
    case "promise.broken":
      return `noticed that a promise due on ${tellDay(event.data.dueOn)} was not kept by then`;
    case "promise.kept":
      return `kept a promise${event.data.daysLate > 0 ? `, ${inDays(event.data.daysLate)} late` : ""}`;
    case "promise.replaced":
      return `moved a promise from ${tellDay(event.data.from)} to ${tellDay(event.data.to)}`;
    case "promise.withdrawn":
      return "withdrew a promise";
    case "promise.approved":
      return "approved a promise";
    case "promise.declined":
      return "declined a promise";
    case "promise.handed_on":
      return `handed a promise on from ${event.data.fromName} to ${event.data.toName}`;
    case "promise.outlived":
      return `left a promise with ${event.data.ownerName}, who answers for it after the case is closed`;
    case "promise.set_aside":
      return "said that a contact holds no promise";
    case "authority.changed":
      return `changed what ${withArticle(event.data.role)} may promise from ${event.data.from} to ${event.data.to}`;
    case "patient.registered":
      return `registered ${event.data.name}`;
    case "patient.changed":
      return `changed ${listChanges(event.data.changes)}`;
    case "patient.merged":
      return event.data.as === "survivor" ? "merged another record into this one" : "merged this record into another";
    case "patient.unmerged":
      return describeUnmerging(event.data.kept);
    case "record.merged":
      return "merged the patient's record with another, and this case went over to it";
    case "record.unmerged":
      return "undid the merge of the patient's record, and this case went back";
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
    case "absence.planned":
      return describeAbsence(event.data);
    case "absence.ended":
      return `ended the absence from ${inDates(event.data)}`;
    case "person.channels_chosen":
      return "chose what reaches them, and how";
    case "person.keys_chosen":
      return "changed their keys";
    case "mail.sent_again":
      return `put ${event.data.count === 1 ? "an e-mail" : `${event.data.count} e-mails`} back in the queue`;
    case "role.granted":
      return `gave the role ${describeRole(event.data)}`;
    case "role.withdrawn":
      return `took away the role ${describeRole(event.data)}`;
    case "organisation.founded":
      return `set up ${event.data.name}`;
    case "site.added":
      return `added the site ${event.data.name}`;
    case "site.letterhead_saved":
      return `changed the letterhead: ${event.data.fields.map((field) => field.toLowerCase()).join(", ")}`;
    case "site.body_saved":
      return `said how to reach ${event.data.body}`;
    case "view.shared":
      return "shared a view of the queue";
    case "view.changed":
      return "changed a shared view of the queue";
    case "view.removed":
      return "removed a shared view of the queue";
    case "view.restored":
      return "put a shared view of the queue back";
    case "chart.rebased":
      return `let the limits of a chart begin anew on ${event.data.startsOn}`;
    case "chart.rebase_undone":
      return "took back that the limits of a chart begin anew";
    case "chart.target_set":
      return event.data.before === null
        ? `set a target: ${event.data.figure}, ${event.data.after}`
        : `changed a target: ${event.data.figure}, ${event.data.after}, before ${event.data.before}`;
    case "chart.target_dropped":
      return `took a target away: ${event.data.figure}, ${event.data.before}`;
    case "improvement.planned":
      return "planned an improvement action";
    case "improvement.changed":
      return describeReplanned(event.data);
    case "improvement.case_linked":
      return "linked this case to an improvement action";
    case "improvement.told":
      return event.data.version === null
        ? "noted that an improvement action had its effect, which the letter that was begun does not say yet"
        : "said what an improvement action did, for the letter that tells them of it";
    case "improvement.moved":
      return `moved an improvement action from ${event.data.from.replaceAll("_", " ")} to ${event.data.to.replaceAll("_", " ")}`;
    case "improvement.overdue":
      return `noted that an improvement action was not done by ${formatDay(new Date(event.data.dueOn))}`;
    case "improvement.cycle_begun":
      return "began a plan-do-study-act cycle of an improvement action";
    case "improvement.cycle_decided":
      return `decided a plan-do-study-act cycle of an improvement action: ${event.data.decision}`;
    case "bulk.begun":
      return `began a change of ${event.data.cases === null ? "all cases that match a filter" : countCases(event.data.cases)}: ${event.data.deed}`;
    case "bulk.found":
      return `had ${countCases(event.data.cases)} found for a change of many`;
    case "bulk.ended":
      return `changed ${countCases(event.data.done)}, ${event.data.left} left out: ${event.data.deed}`;
    case "bulk.stopped":
      return `stopped a change of many cases, ${event.data.left} left out: ${event.data.deed}`;
    case "bulk.undo_begun":
      return `began to take a change of many cases back: ${event.data.deed}`;
    case "bulk.undone":
      return `took a change of ${countCases(event.data.done)} back, ${event.data.left} left: ${event.data.deed}`;
    case "site.pack_chosen":
      return `chose the policy pack ${event.data.to} in place of ${event.data.from}`;
    case "denominators.set":
      return describeDenominators(event.data);
    case "denominators.groups_set":
      return describeGroupVolumes(event.data);
    case "figures.mended":
      return `found ${event.data.days === 1 ? "a day" : `${event.data.days} days`} of ${event.data.month} whose figures were not what a full count finds, and counted anew`;
    case "unit.added":
      return `added the unit ${event.data.name}`;
    case "unit.renamed":
      return `renamed the unit ${event.data.from} to ${event.data.to}`;
    case "unit.closed":
      return `said that the unit ${event.data.name} was open last on ${formatDay(new Date(event.data.closedOn))}`;
    case "unit.reopened":
      return `said that the unit ${event.data.name} is open`;
    case "calendar.hours_saved":
      return `changed the opening hours of ${event.data.changes.map(({ field }) => firstUpper(field)).join(", ")}`;
    case "calendar.holidays_loaded":
      return `loaded the public holidays of ${event.data.years.join(", ")} (${[event.data.country, event.data.region].filter(Boolean).join("-")})`;
    case "calendar.day_added":
      return `added ${formatDay(new Date(event.data.date))} to the calendar (${DAY_KIND_WORDS[event.data.kind] ?? event.data.kind})`;
    case "calendar.day_removed":
      return `took ${formatDay(new Date(event.data.date))} out of the calendar (${DAY_KIND_WORDS[event.data.kind] ?? event.data.kind})`;
    case "draft.started":
      return "began a draft";
    case "draft.discarded":
      return "discarded a draft";
    default:
      return event satisfies never;
  }
}

function describeDenominators({
  measure,
  fromFile,
  cells,
}: Extract<HeardEvent, { type: "denominators.set" }>["data"]): string {
  const [first] = cells;
  const what = measure.replaceAll("_", " ");
  const how = fromFile ? " from a file" : "";
  if (!first || cells.length > 1) return `set ${what} of ${cells.length} months${how}`;
  const from = first.before === null ? "" : `, in place of ${first.before}`;
  return `set ${what} of ${first.unit ?? "the whole site"} for ${first.month} to ${first.after ?? "nothing"}${from}${how}`;
}

function describeGroupVolumes({
  split,
  half,
  cells,
}: Extract<HeardEvent, { type: "denominators.groups_set" }>["data"]): string {
  const [first] = cells;
  const when = halfById(half).label;
  if (!first || cells.length > 1)
    return `set how many patients there were of ${cells.length} groups by ${split}, ${when}`;
  const from = first.before === null ? "" : `, in place of ${first.before}`;
  return `set how many patients there were of ${first.group} by ${split}, ${when}, to ${first.after ?? "nothing"}${from}`;
}

/** What no person did, in a sentence of its own; null for everything that somebody or something did. */
export function describeUnowned(event: HeardEvent): string | null {
  // A clock begins by the rules, whoever did what made it begin.
  if (event.type !== "clock.started") return null;
  return `${event.data.clocks.length === 1 ? "A clock" : "Clocks"} began: ${listStarted(event.data)}`;
}

/**
 * The same for a reader who may not know whom or what it was about: "logged a case", "added a note on a case". Drawn from the type alone,
 * so that no new event can tell more by mistake.
 */
export function describePrivately(type: string, about: string): string {
  const words = PRIVATE_WORDS[type];
  if (words) return words;
  const [noun = "", verb = ""] = type.split(".");
  const deed = `${verb.replaceAll("_", " ")} ${withArticle(noun)}`;
  return noun === about ? deed : `${deed} on ${withArticle(about)}`;
}

/** Of the types that the names of noun and verb do not tell in good English. */
const PRIVATE_WORDS: Record<string, string> = {
  "case.assignment_undone": "undid the assignment of a case",
  "case.handover_undone": "undid the handover of a case",
  "case.move_undone": "undid a step of a case",
  "case.moved": "took the next step on a case",
  "case.facts_recorded": "recorded facts of a case",
  "case.split": "split a case",
  "kind.proposed": "proposed a lower kind for a case",
  "kind.declined": "declined a lower kind for a case",
  "kind.voided": "made a proposed kind of a case void",
  "issue.agreed": "agreed the issues of a case",
  "mention.seen": "saw a note on a case that mentions them",
  "handover.seen": "saw that a case was handed over to them",
  "calendar.recounted": "counted the clocks of a case anew",
  "clock.started": "set off a clock on a case",
  "clock.due_soon": "saw that the time for a case soon runs out",
  "letter.drafted": "drafted a letter on a case",
  "clock.late": "saw that the time for a case has run out",
  "escalation.sent_back": "sent back an escalation on a case",
  "escalation.taken_over": "took over an escalated case",
  "escalation.withdrawn": "took back an escalation on a case",
  "escalation.passed_on": "passed on an escalation on a case",
  "escalation.reminded": "told them again of an escalation on a case",
  "billing.dispute_opened": "opened a billing dispute on a case",
  "billing.line_added": "added a charge on a case",
  "billing.line_changed": "changed a charge on a case",
  "billing.line_decided": "decided a charge on a case",
  "billing.hold_placed": "put collection on hold for a case",
  "billing.hold_lifted": "lifted the hold on collection for a case",
  "billing.plan_agreed": "agreed a payment plan on a case",
  "billing.plan_voided": "voided the payment plan on a case",
  "file.refused": "was refused a file on a case",
  "request.withdrawn": "withdrew a request on a case",
  "request.reminded": "reminded a unit of a request on a case",
  "request.asked": "asked a unit about a case",
  "follow_up.planned": "planned a follow-up on a case",
  "follow_up.attempted": "tried a follow-up on a case",
  "follow_up.finished": "finished a follow-up on a case",
  "follow_up.cancelled": "cancelled a follow-up on a case",
  "follow_up.rescheduled": "moved a follow-up on a case",
  "follow_up.handed_on": "handed on a follow-up on a case",
  "promise.withdrawn": "withdrew a promise on a case",
  "promise.replaced": "moved a promise on a case",
  "promise.handed_on": "handed on a promise on a case",
  "promise.outlived": "left a promise open beyond a case",
  "promise.set_aside": "said that a contact on a case holds no promise",
  "patient.merged": "merged two records of a patient",
  "patient.unmerged": "parted two records of a patient",
  "record.merged": "merged the record of a case's patient",
  "record.unmerged": "parted the record of a case's patient",
  "representative.added": "added a representative of a patient",
  "representative.changed": "changed a representative of a patient",
  "representative.ended": "ended the authority of a representative of a patient",
};

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

const DAY_KIND_WORDS: Record<string, string> = { holiday: "holiday", closed: "closed", opening: "special opening" };

function firstUpper(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}

const MET_PHRASES: Record<ClockKind, string> = {
  acknowledge: "acknowledged it",
  update: "told them how it stands",
  resolve: "answered it",
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

type Merge = Extract<HeardEvent, { type: "case.merged" }>["data"];

function describeMerge({ as, otherReference, issues, letters = 0 }: Merge): string {
  const many = (count: number, one: string) => (count === 1 ? `one ${one}` : `${count} ${one}s`);
  const moved = [many(issues, "issue"), ...(letters > 0 ? [many(letters, "unsent letter")] : [])].join(" and ");
  return as === "survivor"
    ? `merged ${otherReference} into this case, with ${moved}`
    : `merged this case into ${otherReference}, with ${moved}`;
}

type Started = Extract<HeardEvent, { type: "clock.started" }>["data"];

function listStarted({ clocks }: Started): string {
  return clocks.map(({ clock, due }) => `${CLOCK_PHRASES[clock]} by ${due}`).join(", ");
}

type Escalated = Extract<HeardEvent, { type: "escalation.raised" }>["data"];

const ESCALATED_TO: Record<TargetRole, string> = { supervisor: "the supervisors", manager: "the managers" };

function describeEscalation({ toName, toRole, level = 1 }: Escalated): string {
  const to = toName ?? (toRole ? ESCALATED_TO[toRole] : "the supervisors and managers");
  return level > 1 ? `escalated this case to ${to}, level ${level}` : `escalated this case to ${to}`;
}

type Assignment = Extract<HeardEvent, { type: "case.assigned" }>["data"];

function describeAssignment({ fromName, toName, toId }: Assignment, actorId: string | null): string {
  if (toName === null) return "took the owner off this case";
  if (toId === actorId) return fromName ? `took this case over from ${fromName}` : "took this case";
  return fromName ? `gave this case to ${toName}, from ${fromName}` : `gave this case to ${toName}`;
}

type HandedOver = Extract<HeardEvent, { type: "case.handed_over" }>["data"];

function describeHandover({ fromId, fromName, toName }: HandedOver, actorId: string | null): string {
  return fromId === actorId
    ? `handed this case over to ${toName}`
    : `handed this case over from ${fromName} to ${toName}`;
}

type Absence = Extract<HeardEvent, { type: "absence.planned" }>["data"];

function describeAbsence({ coverName, ...days }: Absence): string {
  return `set an absence from ${inDates(days)}${coverName ? `, covered by ${coverName}` : ""}`;
}

function inDates({ from, until }: { from: string; until: string }): string {
  return `${formatDay(new Date(from))} until ${formatDay(new Date(until))}`;
}

function inMoney(amount: number, { currency, digits }: { currency: string; digits: number }): string {
  return formatMoney(amount, { code: currency, digits });
}

type Promised = Extract<HeardEvent, { type: "promise.made" }>["data"];

function describePromise({ dueOn, ownerName, amount, needsApproval }: Promised): string {
  const what = amount ? `a promise of ${amount}` : "a promise";
  return `put ${what} into the ledger, by ${tellDay(dueOn)}, with ${ownerName}${needsApproval ? "; it needs approval" : ""}`;
}

function tellDay(day: string): string {
  return formatDay(new Date(day));
}

function inDays(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}

type Decision = Extract<HeardEvent, { type: "billing.line_decided" }>["data"];

function describeDecision({ position, outcome, reducedTo, ...money }: Decision): string {
  if (outcome === "open") return `put charge ${position} back in dispute`;
  if (outcome === "upheld") return `decided charge ${position}: upheld as charged`;
  return reducedTo === null
    ? `decided charge ${position}: removed`
    : `decided charge ${position}: reduced to ${inMoney(reducedTo, money)}`;
}

// "an outgoing call"; labels as they were then.
function describeContact({ direction, channel }: { direction: string; channel: string }): string {
  return `an ${direction} ${channel.toLowerCase()}`;
}

type Reclassification = Extract<HeardEvent, { type: "case.reclassified" }>["data"];

function describeReclassification({ from, to, ruleId, ...pack }: Reclassification): string {
  const rule = ruleId === null ? null : findRule(packOf(pack), ruleId);
  const because = rule
    ? `, because ${rule.because.replace(/[.]$/u, "")} (${packOf(pack).label} ${pack.packVersion})`
    : "";
  return from === to
    ? `left this case a ${to.toLowerCase()}${because}`
    : `reclassified this case from ${from} to ${to}${because}`;
}

function countLetters(count: number): string {
  return count === 1 ? "1 letter" : `${count} letters`;
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
  sex: "the sex they gave",
  ethnicity: "the ethnicity they gave",
  phone: "the phone number",
  email: "the e-mail address",
  address: "the address",
  preferredChannel: "the best way to reach them",
  contactNote: "the note on reaching them",
};

type Replanned = Extract<HeardEvent, { type: "improvement.changed" }>["data"];

function describeReplanned({ changes, reason }: Replanned): string {
  const label = (field: string) => PLAN_FIELD_LABELS[field as keyof typeof PLAN_FIELD_LABELS] ?? field;
  const told = changes.map(({ field, before, after }) =>
    // Several lines long, and read on the page of the action.
    field === "change"
      ? label(field).toLowerCase()
      : `${label(field).toLowerCase()} from ${before ?? "none"} to ${after ?? "none"}`,
  );
  return `changed the plan of an improvement action: ${told.join("; ")}${reason ? ` (${reason})` : ""}`;
}

function listChanges(changes: { field: string; before: string | null; after: string | null }[]): string {
  return changes
    .map(
      ({ field, before, after }) =>
        `${FIELD_WORDS[field] ?? field} from ${before === null ? "none" : codeInWords(field, before)} to ${after === null ? "none" : codeInWords(field, after)}`,
    )
    .join("; ");
}

/** "the Ombudsman", where a name that begins with an article stands within a sentence. */
function inSentence(name: string): string {
  return name.replace(/^The /, "the ");
}
