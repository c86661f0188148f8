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
  nameIn,
  ownFacts,
  promiseBlocks,
  requestBlocks,
} from "./case-parts";
import { timelineBlocks } from "./case-timeline";
import { outsideDocument } from "./outside-copy";

export type PrintChoice = { withNotes: boolean };

/** The file of a case, in the order in which one reads it: who and what, the answer, and then all that happened. */
export function caseFileDocument(file: CaseFile, { withNotes }: PrintChoice): LetterDocument {
  return withNotes ? completeDocument(file) : outsideDocument(file);
}

function completeDocument(file: CaseFile): LetterDocument {
  const { detail, timeline } = file;
  const zone = detail.site.zone;
  const blocks = [
    heading(1, `Case file ${detail.reference}`),
    paragraph({ text: detail.about, bold: true }),
    paragraph({ text: "Complete, with internal notes. Privileged notes of peer review are never printed." }),
    ...file.leftOut.map(({ told }) => paragraph({ text: `Not all ${told}` })),
    ...section("The case", factBlocks(file)),
    ...section("The patient", patientBlocks(file)),
    ...section("Their words", wordsOf(detail)),
    ...section("Issues and answers", detail.issues.flatMap(issueBlocks)),
    ...section("How it was closed", closingBlocks(detail)),
    ...section(
      "Time limits",
      file.clocks.map(({ clock, told }) => paragraph({ text: `${CLOCK_LABELS[clock]}: `, bold: true }, { text: told })),
    ),
    ...section("Letters", letterBlocks(file.letters, zone)),
    ...section("Billing dispute", billingBlocks(file.dispute, zone)),
    ...section("Requests to units", requestBlocks(file.requests, zone)),
    ...section("Escalations", escalationBlocks(file.escalations, zone)),
    ...section("Follow-ups", followUpBlocks(file.followUps, zone)),
    ...section("Promises", promiseBlocks(file.promises, zone)),
    ...section("Files on the case", fileBlocks(file.files, zone)),
    ...section(
      "What happened",
      timelineBlocks({ entries: timeline, contacts: file.contacts, patient: nameIn(file), zone }),
    ),
  ];
  return { blocks };
}

function factBlocks({ detail, merged }: CaseFile): Block[] {
  const { site, wait } = detail;
  const at = (iso: string | null) => iso && `${formatInstant(new Date(iso), site.zone)} (${site.zone})`;
  return facts([
    ["Reference", detail.reference],
    ["Kind", KIND_LABELS[detail.kind]],
    ["State", `${STATE_LABELS[detail.state]}${detail.isEscalated ? ", escalated" : ""}`],
    ["Severity", SEVERITY_LABELS[detail.severity]],
    ["Names staff", detail.kind === "compliment" ? (detail.namesStaff ? "yes" : "no") : null],
    ["Site", site.name],
    ["Unit", detail.unit],
    ["Owner", detail.owner?.name ?? "nobody"],
    [
      "Received",
      `${at(detail.receivedAt)}, ${CHANNEL_PHRASES[detail.channel].toLowerCase()} from ${describeReporter(detail)}`,
    ],
    ["Logged", `${at(detail.loggedAt)} by ${detail.loggedBy.name}`],
    ["Waits for", wait && `${WAITING_LABELS[wait.for].toLowerCase()}, since ${at(wait.since)}: ${wait.reason}`],
    [
      "Answered",
      detail.answeredAt &&
        `${at(detail.answeredAt)}${detail.answeredVia ? `, ${CHANNEL_PHRASES[detail.answeredVia].toLowerCase()}` : ""}`,
    ],
    ["Closed", at(detail.closedAt)],
    ["Merged into this case", merged.map(({ reference }) => reference).join(", ")],
    ["Merged", detail.isMerged ? "into another case, where the work went on" : null],
  ]);
}

function patientBlocks({ patient, representatives }: CaseFile): Block[] {
  if (!patient) return [paragraph({ text: "No patient is named on this case." })];
  const day = (iso: string | null) => iso && formatDay(new Date(iso));
  const others = representatives.map(({ name, relation, basis, extent, agreed, startsOn, expiresOn, ended }) => {
    const days = [startsOn && `from ${day(startsOn)}`, expiresOn && `until ${day(expiresOn)}`]
      .filter(Boolean)
      .join(" ");
    const words = [relation, BASIS_LABELS[basis], EXTENT_LABELS[extent], agreed, days].filter(Boolean).join("; ");
    return paragraph({ text: `${name}: `, bold: true }, { text: `${words}${ended ? `. Ended: ${ended.reason}` : ""}` });
  });
  return [
    ...ownFacts(patient),
    ...facts([["To be reached", patient.contactNote]]),
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

function closingBlocks({ closing, site }: CaseDetail): Block[] {
  if (!closing) return [];
  return facts([
    ["Closed", `${formatInstant(new Date(closing.at), site.zone)} by ${closing.by}`],
    ["Outcome", OUTCOME_LABELS[closing.outcome]],
    ["In words", closing.summary],
    [closing.hasChanged ? "What changed" : "Why nothing changed", closing.lesson],
    ["Why requests were left open", closing.openRequestsReason],
  ]);
}
