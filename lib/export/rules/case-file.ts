import {
  CHANNEL_PHRASES,
  FINDING_LABELS,
  KIND_LABELS,
  OUTCOME_LABELS,
  SEVERITY_LABELS,
  STATE_LABELS,
  WAITING_LABELS,
} from "@/lib/case/labels";
import { describeReporter } from "@/lib/case/rules";
import type { CaseDetail, CaseIssue } from "@/lib/case/types";
import { CLOCK_LABELS } from "@/lib/clock/labels";
import { CATEGORY_LABELS, HARM_LABELS, STAFF_GROUP_LABELS, STAGE_LABELS } from "@/lib/issue/labels";
import type { Block, LetterDocument } from "@/lib/letter/rules/document";
import { BASIS_LABELS, EXTENT_LABELS } from "@/lib/representative/labels";
import { formatDay, formatInstant } from "@/lib/shared/dates";
import type { CaseFile } from "../types";
import { facts, heading, paragraph, section } from "./blocks";
import {
  billingBlocks,
  escalationBlocks,
  fileBlocks,
  followUpBlocks,
  letterBlocks,
  promiseBlocks,
  requestBlocks,
} from "./case-parts";
import { entriesForOthers, timelineBlocks } from "./case-timeline";

export type PrintChoice = { withNotes: boolean };

/** The whole file of a case, in the order in which one reads it: who and what, the answer, and then all that happened. */
export function caseFileDocument(file: CaseFile, { withNotes }: PrintChoice): LetterDocument {
  const { detail, timeline } = file;
  const zone = detail.site.zone;
  const shown = withNotes ? timeline : entriesForOthers(timeline);
  const letters = withNotes ? file.letters : file.letters.filter(({ sendings }) => sendings.length > 0);
  const blocks = [
    heading(1, `Case file ${detail.reference}`),
    paragraph({ text: detail.about, bold: true }),
    paragraph({ text: scopeOf(withNotes, timeline.length - shown.length) }),
    ...file.leftOut.map((sentence) => paragraph({ text: `Not all ${sentence}` })),
    ...section("The case", factBlocks(file, { withNotes })),
    ...section("The patient", patientBlocks(file)),
    ...section("Their words", wordsOf(detail)),
    ...section("Issues and answers", detail.issues.flatMap(issueBlocks)),
    ...section("How it was closed", closingBlocks(detail, { withNotes })),
    ...section(
      "Time limits",
      file.clocks.map(({ clock, told }) => paragraph({ text: `${CLOCK_LABELS[clock]}: `, bold: true }, { text: told })),
    ),
    ...section("Letters", letterBlocks(letters, zone)),
    ...section("Billing dispute", billingBlocks(file.dispute, zone)),
    ...section("Requests to units", requestBlocks(file.requests, zone, { withWords: withNotes })),
    ...section("Escalations", withNotes ? escalationBlocks(file.escalations, zone) : []),
    ...section("Follow-ups", followUpBlocks(file.followUps, zone, { withWords: withNotes })),
    ...section("Promises", promiseBlocks(file.promises, zone)),
    ...section("Files on the case", fileBlocks(file.files, zone)),
    ...section(
      "What happened",
      timelineBlocks({ entries: shown, contacts: file.contacts, patient: nameIn(file), zone }),
    ),
  ];
  return { blocks };
}

function scopeOf(withNotes: boolean, left: number): string {
  const privileged = "Privileged notes of peer review are never printed.";
  if (withNotes) return `Complete, with internal notes. ${privileged}`;
  const entries = left === 1 ? "1 entry is" : `${left} entries are`;
  const words =
    "internal notes, comments on drafts, letters that were not sent, escalations, the words of requests and follow-ups, and why a case waits";
  return `Without what colleagues wrote for each other: ${words}. Of what happened, ${entries} left out. ${privileged}`;
}

function nameIn({ patient, detail }: CaseFile): string {
  return patient?.name ?? detail.reporterName ?? "whoever raised it";
}

function factBlocks({ detail, merged }: CaseFile, { withNotes }: PrintChoice): Block[] {
  const { site, wait } = detail;
  const at = (iso: string | null) => iso && `${formatInstant(new Date(iso), site.zone)} (${site.zone})`;
  return facts([
    ["Reference", detail.reference],
    ["Kind", KIND_LABELS[detail.kind]],
    ["State", `${STATE_LABELS[detail.state]}${detail.isEscalated ? ", escalated" : ""}`],
    ["Severity", SEVERITY_LABELS[detail.severity]],
    ["Site", site.name],
    ["Unit", detail.unit],
    ["Owner", detail.owner?.name ?? "nobody"],
    [
      "Received",
      `${at(detail.receivedAt)}, ${CHANNEL_PHRASES[detail.channel].toLowerCase()} from ${describeReporter(detail)}`,
    ],
    ["Logged", `${at(detail.loggedAt)} by ${detail.loggedBy.name}`],
    [
      "Waits for",
      wait &&
        `${WAITING_LABELS[wait.for].toLowerCase()}, since ${at(wait.since)}${withNotes ? `: ${wait.reason}` : ""}`,
    ],
    [
      "Answered",
      detail.answeredAt &&
        `${at(detail.answeredAt)}${detail.answeredVia ? `, ${CHANNEL_PHRASES[detail.answeredVia].toLowerCase()}` : ""}`,
    ],
    ["Closed", at(detail.closedAt)],
    ["Merged into this case", merged.join(", ")],
    ["Merged", detail.isMerged ? "into another case, where the work went on" : null],
  ]);
}

function patientBlocks({ patient, representatives }: CaseFile): Block[] {
  if (!patient) return [paragraph({ text: "No patient is named on this case." })];
  const day = (iso: string | null) => iso && formatDay(new Date(iso));
  const own = facts([
    ["Name", patient.name],
    ["Called", patient.preferredName],
    ["Pronouns", patient.pronouns],
    ["Record number", patient.recordNumber],
    ["Born", day(patient.bornOn)],
    ["Died", patient.isDeceased ? (day(patient.diedOn) ?? "yes, the day is not known") : null],
    [
      "Language",
      patient.languageName && `${patient.languageName}${patient.needsInterpreter ? ", needs an interpreter" : ""}`,
    ],
    ["Phone", patient.phone],
    ["E-mail", patient.email],
    ["Address", patient.address?.replaceAll("\n", ", ") ?? null],
    ["To be reached", patient.contactNote],
  ]);
  const others = representatives.map(({ name, relation, basis, extent, agreed, startsOn, expiresOn, ended }) => {
    const days = [startsOn && `from ${day(startsOn)}`, expiresOn && `until ${day(expiresOn)}`]
      .filter(Boolean)
      .join(" ");
    const words = [relation, BASIS_LABELS[basis], EXTENT_LABELS[extent], agreed, days].filter(Boolean).join("; ");
    return paragraph({ text: `${name}: `, bold: true }, { text: `${words}${ended ? `. Ended: ${ended.reason}` : ""}` });
  });
  return [
    ...own,
    ...(others.length > 0 ? [paragraph({ text: "May be told about the patient", bold: true })] : []),
    ...others,
  ];
}

function wordsOf({ words, wanted }: CaseDetail): Block[] {
  return [paragraph({ text: words }), ...facts([["They would like", wanted]])];
}

function issueBlocks(issue: CaseIssue): Block[] {
  const { position, summary, category, stage, staffGroup, allegedHarm, foundHarm, finding, voidReason } = issue;
  return [
    paragraph({ text: `Issue ${position}: `, bold: true }, { text: summary }),
    ...facts([
      ["Taken off the list", voidReason],
      ["Category", category && CATEGORY_LABELS[category]],
      ["Severity", SEVERITY_LABELS[issue.severity]],
      ["Stage of care", stage && STAGE_LABELS[stage]],
      ["Staff group", staffGroup && STAFF_GROUP_LABELS[staffGroup]],
      ["Unit", issue.unit],
      ["Harm, as they tell it", allegedHarm === null ? null : HARM_LABELS[allegedHarm]],
      ["Harm that was found", foundHarm === null ? null : HARM_LABELS[foundHarm]],
      ["Finding", finding && FINDING_LABELS[finding]],
      ["Answer", issue.answer],
      ["What changed", issue.whatChanged],
    ]),
  ];
}

function closingBlocks({ closing, site }: CaseDetail, { withNotes }: PrintChoice): Block[] {
  if (!closing) return [];
  return facts([
    ["Closed", `${formatInstant(new Date(closing.at), site.zone)} by ${closing.by}`],
    ["Outcome", OUTCOME_LABELS[closing.outcome]],
    ["In words", closing.summary],
    [closing.hasChanged ? "What changed" : "Why nothing changed", closing.lesson],
    ["Why requests were left open", withNotes ? closing.openRequestsReason : null],
  ]);
}
