import { ROLE_LABELS } from "@/lib/access/labels";
import { FILE_KIND_LABELS, formatBytes } from "@/lib/attachment/labels";
import { LINE_LABELS, OUTCOME_LABELS } from "@/lib/billing/labels";
import { formatMoney } from "@/lib/billing/rules/money";
import type { DisputeDetail } from "@/lib/billing/types";
import { ATTEMPT_LABELS, FOLLOW_UP_STATE_LABELS } from "@/lib/follow-up/labels";
import { LETTER_KIND_LABELS, LETTER_STATE_LABELS, LETTER_WAY_LABELS } from "@/lib/letter/labels";
import { type Block, plainText, readLetter } from "@/lib/letter/rules/document";
import { ethnicityName, SEX_LABELS } from "@/lib/patient/rules/self-described";
import type { PatientDetail } from "@/lib/patient/types";
import { REQUEST_STATE_LABELS } from "@/lib/request/labels";
import { formatDay, formatInstant } from "@/lib/shared/dates";
import type { CaseFile, FiledLetter } from "../types";
import { facts, paragraph } from "./blocks";

/** Each letter as it went out; one that did not, as it stands. */
export function letterBlocks(letters: FiledLetter[], zone: string): Block[] {
  return letters.flatMap(({ kind, state, reference, author, savedAt, text, voidReason, sendings }) => {
    const head = `${LETTER_KIND_LABELS[kind]}, ${LETTER_STATE_LABELS[state].toLowerCase()}`;
    const by = `, by ${author}, saved ${formatInstant(savedAt, zone)}, on ${reference}.`;
    const void_ = facts([["Made void", voidReason]]);
    if (sendings.length === 0)
      return [paragraph({ text: head, bold: true }, { text: by }), ...void_, wordsOfLetter(text)];
    return [
      paragraph({ text: head, bold: true }, { text: by }),
      ...void_,
      ...sendings.flatMap((sending) => [
        ...facts([
          [
            "Sent",
            `${formatDay(new Date(sending.sentOn))}, ${LETTER_WAY_LABELS[sending.way].toLowerCase()}, by ${sending.sentBy}`,
          ],
          ["To", sending.mailedTo ?? sending.addressLines.join(", ")],
          ["Proof", sending.proof],
          [
            "Came back",
            sending.returnedOn && `${formatDay(new Date(sending.returnedOn))}: ${sending.returnedReason ?? ""}`,
          ],
        ]),
        wordsOfLetter(sending.text),
      ]),
    ];
  });
}

// Without its headings: they would stand among those of the file.
function wordsOfLetter(text: string): Block {
  return paragraph({ text: plainText(readLetter(text)) });
}

export function requestBlocks(requests: CaseFile["requests"], zone: string): Block[] {
  return requests.flatMap(
    ({ unit, state, question, askedBy, askedAt, dueAt, answer, reason, settledBy, settledAt }) => [
      paragraph(
        { text: `${unit}, ${REQUEST_STATE_LABELS[state].toLowerCase()}`, bold: true },
        { text: `: ${question}` },
      ),
      ...facts([
        ["Asked", `${formatInstant(askedAt, zone)} by ${askedBy}, to be answered by ${formatInstant(dueAt, zone)}`],
        ["Answer", answer],
        ["Reason", reason],
        ["Settled", settledAt && `${formatInstant(settledAt, zone)}${settledBy ? ` by ${settledBy}` : ""}`],
      ]),
    ],
  );
}

export function escalationBlocks(escalations: CaseFile["escalations"], zone: string): Block[] {
  const at = (iso: string) => formatInstant(new Date(iso), zone);
  return escalations.flatMap(({ level, reason, raisedBy, raisedAt, to, toRole, answerBy, ...end }) => [
    paragraph({ text: `Level ${level}: `, bold: true }, { text: reason }),
    ...facts([
      ["Raised", `${at(raisedAt)} by ${raisedBy?.name ?? "the escalation matrix"}`],
      ["To", to?.name ?? (toRole && ROLE_LABELS[toRole])],
      ["To be answered by", answerBy && at(answerBy)],
      [end.isWithdrawn ? "Taken back because" : "Answer", end.answer],
      [
        end.isWithdrawn ? "Taken back" : "Answered",
        end.answeredAt && `${at(end.answeredAt)}${end.answeredBy ? ` by ${end.answeredBy.name}` : ""}`,
      ],
    ]),
  ]);
}

export function followUpBlocks(followUps: CaseFile["followUps"], zone: string): Block[] {
  return followUps.flatMap(({ what, state, dueOn, who, owner, attempts, result, reason }) => [
    paragraph({ text: `${FOLLOW_UP_STATE_LABELS[state]}: `, bold: true }, { text: what }),
    ...facts([
      ["Due", formatDay(new Date(dueOn))],
      ["With", who],
      ["Owner", owner.name],
      ...attempts.map((attempt): [string, string] => [
        "Attempt",
        `${formatInstant(new Date(attempt.at), zone)} by ${attempt.by}: ${ATTEMPT_LABELS[attempt.outcome]}${attempt.note ? `. ${attempt.note}` : ""}`,
      ]),
      ["Result", result],
      ["Reason", reason],
    ]),
  ]);
}

export function promiseBlocks(promises: CaseFile["promises"], zone: string): Block[] {
  return promises.flatMap(({ words, dueOn, standing, who, madeBy, madeAt, owner, amount, keptOn, keptHow, reason }) => [
    paragraph({ text: `${standing.label}: `, bold: true }, { text: words }),
    ...facts([
      ["Promised", `${formatInstant(new Date(madeAt), zone)} by ${madeBy.name} to ${who}`],
      ["Due", formatDay(new Date(dueOn))],
      ["Owner", owner.name],
      ["Amount", amount],
      ["Kept", keptOn && `${formatDay(new Date(keptOn))}${keptHow ? `: ${keptHow}` : ""}`],
      ["Reason", reason],
    ]),
  ]);
}

/** A list of the files; what they hold is not printed. */
export function fileBlocks(files: CaseFile["files"], zone: string): Block[] {
  return files.flatMap(({ name, description, kind, bytes, uploadedBy, uploadedAt, voidedAt, voidReason }) => [
    paragraph({ text: name, bold: true }, { text: `, ${FILE_KIND_LABELS[kind]}, ${formatBytes(bytes)}` }),
    ...facts([
      ["What it is", description],
      ["Added", `${formatInstant(uploadedAt, zone)} by ${uploadedBy}`],
      ["Removed", voidedAt && `${formatInstant(voidedAt, zone)}: ${voidReason ?? ""}`],
    ]),
  ]);
}

/** What a patient is charged and does not accept, charge by charge, and what was agreed on paying. */
export function billingBlocks(dispute: DisputeDetail | null, zone: string): Block[] {
  if (!dispute) return [];
  const { currency, locale, lines, hold, plan, payer, accountNumber } = dispute;
  const money = (minor: number) => formatMoney(minor, currency, locale);
  const day = (on: string) => formatDay(new Date(on));
  return [
    ...facts([
      ["Account", accountNumber],
      ["Payer", payer],
      ["Collection rests until", hold && `${day(hold.until)}: ${hold.reason}`],
      [
        "Payment plan",
        plan &&
          `${money(plan.total)}, agreed ${day(plan.agreedOn)} with ${plan.agreedWith}: ${plan.parts.map((part) => `${money(part.amount)} on ${day(part.dueOn)}`).join(", ")}`,
      ],
    ]),
    ...lines.flatMap((line) => [
      paragraph(
        { text: `Charge ${line.position}: `, bold: true },
        { text: `${line.description}, ${money(line.amount)}` },
      ),
      ...facts([
        [LINE_LABELS.reason, line.reason],
        [LINE_LABELS.servedOn, line.servedOn && day(line.servedOn)],
        [LINE_LABELS.payer, line.payer],
        [LINE_LABELS.denialCode, line.denialCode],
        [LINE_LABELS.denialNote, line.denialNote],
        [LINE_LABELS.evidence, line.evidence],
        ["Decision", `${OUTCOME_LABELS[line.outcome]}${line.reducedTo === null ? "" : ` to ${money(line.reducedTo)}`}`],
        [
          "Why",
          line.decision &&
            `${line.decision.note} (${line.decision.by}, ${formatInstant(new Date(line.decision.at), zone)})`,
        ],
      ]),
    ]),
  ];
}

export function nameIn({ patient, detail }: CaseFile): string {
  return patient?.name ?? detail.reporterName ?? "whoever raised it";
}

/** What is theirs to tell of themselves. */
export function ownFacts(patient: PatientDetail): Block[] {
  const day = (iso: string | null) => iso && formatDay(new Date(iso));
  return facts([
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
    ["Sex", patient.sex && SEX_LABELS[patient.sex]],
    ["Ethnicity, as they describe it", patient.ethnicity && ethnicityName(patient.ethnicity)],
    ["Phone", patient.phone],
    ["E-mail", patient.email],
    ["Address", patient.address?.replaceAll("\n", ", ") ?? null],
  ]);
}
