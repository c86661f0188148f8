import { OUTCOME_LABELS } from "@/lib/billing/labels";
import { formatMoney } from "@/lib/billing/rules/money";
import { CHANNEL_PHRASES, FINDING_LABELS, KIND_LABELS } from "@/lib/case/labels";
import { describeReporter } from "@/lib/case/rules";
import type { CaseState } from "@/lib/case/schema";
import type { CaseDetail, CaseIssue } from "@/lib/case/types";
import type { PromiseRow } from "@/lib/follow-up/types";
import type { Block, LetterDocument } from "@/lib/letter/rules/document";
import { BASIS_LABELS } from "@/lib/representative/labels";
import { extentWords, isSameName } from "@/lib/representative/rules";
import { formatDay, formatInstant } from "@/lib/shared/dates";
import type { CaseFile } from "../types";
import { type Fact, facts, heading, paragraph, section } from "./blocks";
import { ownFacts } from "./case-parts";
import { timelineBlocks } from "./case-timeline";
import { letterBlocks, readSendings, type ToldSending } from "./outside-letters";
import { isNamedOutside, namePatient, nameReporter, representativesHere } from "./outside-people";
import { entriesForOutside, isTheirs } from "./outside-timeline";

const PRINTED: readonly CaseFile["leftOut"][number]["what"][] = ["issues", "letters", "promises"];

/**
 * The copy of a case for the patient, or whoever speaks for them. Each fact of it is named here, and nothing is taken over from the
 * complete file as a whole: what a case comes to hold later stays inside until somebody decides that it goes out.
 */
export function outsideDocument(file: CaseFile): LetterDocument {
  const { detail, timeline, leftOut } = file;
  const zone = detail.site.zone;
  const { issues, promises, letters, ofOthers } = readOwn(file);
  const shown = entriesForOutside({ ...file, promises, letters, isNamed: (name) => isNamedOutside(name, file) });
  const blocks = [
    heading(1, `Case file ${detail.reference}`),
    paragraph({ text: detail.about, bold: true }),
    paragraph({ text: tellScope(timeline.length - shown.length) }),
    ...leftOut.filter(({ what }) => PRINTED.includes(what)).map(({ told }) => paragraph({ text: `Not all ${told}` })),
    ...tellOthers(ofOthers),
    ...section("The case", caseFacts(file)),
    ...section("The patient", patientBlocks(file)),
    ...section("Their words", [paragraph({ text: detail.words }), ...facts([["They would like", detail.wanted]])]),
    ...section("Issues and answers", issueBlocks(issues, detail.answeredAt !== null)),
    ...section("How it was closed", closingFacts(detail)),
    ...section("Letters", letterBlocks(letters)),
    ...section("Billing dispute", billingBlocks(file)),
    ...section("Promises", promiseBlocks(promises, namePatient(file))),
    ...section(
      "What happened",
      timelineBlocks(
        { entries: shown, contacts: file.contacts, patient: namePatient(file), zone },
        { isOutside: true },
      ),
    ),
  ];
  return { blocks };
}

function tellScope(left: number): string {
  const entries = left === 1 ? "1 entry is" : `${left} entries are`;
  return `Without internal notes: what was raised, contacts, letters that were sent, promises and answers. What colleagues do and write among themselves is not in it. Of what happened, ${entries} left out.`;
}

type Own = {
  issues: CaseIssue[];
  promises: PromiseRow[];
  letters: ToldSending[];
  ofOthers: [what: string, count: number][];
};

/** What stands of the case and is theirs, and how much of it is somebody else's. */
function readOwn(file: CaseFile): Own {
  const isOwn = ({ id }: { id: string }) => !file.ofOthers.has(id);
  const issues = file.detail.issues.filter(({ voidReason }) => voidReason === null);
  const promises = file.promises.filter(isTheirs);
  const own = { issues: issues.filter(isOwn), promises: promises.filter(isOwn) };
  const { told, left } = readSendings(file);
  return {
    ...{ ...own, letters: told },
    ofOthers: [
      ["issue", issues.length - own.issues.length],
      ["promise", promises.length - own.promises.length],
      ["letter", left],
    ],
  };
}

function tellOthers(counts: Own["ofOthers"]): Block[] {
  const told = counts.flatMap(([what, count]) => (count > 0 ? `${count} ${what}${count === 1 ? "" : "s"}` : []));
  if (told.length === 0) return [];
  return [paragraph({ text: `What is somebody else's is left out: ${new Intl.ListFormat("en").format(told)}.` })];
}

/** What an outsider sees of where a case stands: no step of the work within. */
const STATE_WORDS: Record<CaseState, string> = {
  ...{ new: "Open", triaged: "Open", investigating: "Open", waiting: "Open", response_drafted: "Open" },
  ...{ reopened: "Opened again", answered: "Answered", closed: "Closed" },
};

function caseFacts(file: CaseFile): Block[] {
  const { detail } = file;
  const { site } = detail;
  const at = (iso: string | null) => iso && `${formatInstant(new Date(iso), site.zone)} (${site.zone})`;
  const reporter = { ...detail, reporterContact: null, reporterName: nameReporter(file) };
  return facts([
    ["Reference", detail.reference],
    ["Kind", KIND_LABELS[detail.kind]],
    ["State", STATE_WORDS[detail.state]],
    ["Site", site.name],
    ["Unit", detail.unit],
    ["Contact person", detail.owner?.name ?? null],
    [
      "Received",
      `${at(detail.receivedAt)}, ${CHANNEL_PHRASES[detail.channel].toLowerCase()} from ${describeReporter(reporter)}`,
    ],
    [
      "Answered",
      detail.answeredAt &&
        `${at(detail.answeredAt)}${detail.answeredVia ? `, ${CHANNEL_PHRASES[detail.answeredVia].toLowerCase()}` : ""}`,
    ],
    ["Closed", at(detail.closedAt)],
    ...file.merged.filter(({ isTheirs }) => isTheirs).map(tellMerged),
    ["Merged", detail.isMerged ? "into another case, where the work went on" : null],
  ]);
}

/** A letter that went out there stands among those here; all else stayed where it was written. */
function tellMerged({ reference, contacts }: CaseFile["merged"][number]): Fact {
  const told = contacts === 1 ? "1 contact" : `${contacts} contacts`;
  return ["Merged into this case", `${reference}; what happened there, with ${told}, is in the copy of that case`];
}

function patientBlocks(file: CaseFile): Block[] {
  const { patient } = file;
  if (!patient) return [paragraph({ text: "No patient is named on this case." })];
  const named = representativesHere(file);
  return [
    ...ownFacts(patient),
    ...(named.length > 0 ? [paragraph({ text: "May be told about the patient", bold: true })] : []),
    ...named.map((one) =>
      paragraph(
        { text: `${one.name}: `, bold: true },
        { text: [one.relation, BASIS_LABELS[one.basis], extentWords(one)].filter(Boolean).join("; ") },
      ),
    ),
  ];
}

// Until they have it, an answer is a draft; a case can also be closed without one, as where they withdrew it.
function issueBlocks(issues: CaseIssue[], isTold: boolean): Block[] {
  return issues.flatMap(({ position, summary, finding, answer, whatChanged }) => [
    paragraph({ text: `Issue ${position}: `, bold: true }, { text: summary }),
    ...(isTold
      ? facts([
          ["Finding", finding && FINDING_LABELS[finding]],
          ["Answer", answer],
          ["What changed", whatChanged],
        ])
      : []),
  ]);
}

function closingFacts({ closing, state, site }: CaseDetail): Block[] {
  if (!closing || state !== "closed") return [];
  return facts([
    ["Closed", `${formatInstant(new Date(closing.at), site.zone)} by ${closing.by}`],
    ["In words", closing.summary],
  ]);
}

function promiseBlocks(promises: PromiseRow[], whom: string): Block[] {
  const day = (on: string) => formatDay(new Date(on));
  return promises.flatMap(({ words, dueOn, amount, keptOn }) => [
    paragraph({ text: keptOn ? "Kept: " : "Promised: ", bold: true }, { text: words }),
    ...facts([
      ["To", whom],
      ["By", day(dueOn)],
      ["Amount", amount],
      ["Kept", keptOn && day(keptOn)],
    ]),
  ]);
}

function billingBlocks(file: CaseFile): Block[] {
  const { dispute, detail } = file;
  if (!dispute) return [];
  const { answeredAt } = detail;
  const { currency, locale, lines, hold, plan, payer, accountNumber } = dispute;
  const money = (minor: number) => formatMoney(minor, currency, locale);
  const day = (on: string) => formatDay(new Date(on));
  return [
    ...facts([
      ["Account", accountNumber],
      ["Payer", payer],
      ["Collection rests until", hold && day(hold.until)],
      [
        "Payment plan",
        plan &&
          `${money(plan.total)}, agreed ${day(plan.agreedOn)}${agreedWith(plan.agreedWith, file)}: ${plan.parts.map((part) => `${money(part.amount)} on ${day(part.dueOn)}`).join(", ")}`,
      ],
    ]),
    ...lines.flatMap(({ position, description, amount, reason, servedOn, outcome, reducedTo, decision }) => [
      paragraph({ text: `Charge ${position}: `, bold: true }, { text: `${description}, ${money(amount)}` }),
      ...facts([
        ["Why it is not accepted", reason],
        ["Date of service", servedOn && day(servedOn)],
        [
          "Decision",
          // What was decided since they were answered is not what they were told.
          decision && answeredAt && decision.at <= answeredAt
            ? `${OUTCOME_LABELS[outcome]}${reducedTo === null ? "" : ` to ${money(reducedTo)}`}`
            : null,
        ],
      ]),
    ]),
  ];
}

function agreedWith(name: string, file: CaseFile): string {
  return isSameName(name, namePatient(file)) || isNamedOutside(name, file) ? ` with ${name}` : "";
}
