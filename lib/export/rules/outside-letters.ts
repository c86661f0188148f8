import { LETTER_KIND_LABELS, LETTER_WAY_LABELS } from "@/lib/letter/labels";
import { type Block, plainText, readLetter } from "@/lib/letter/rules/document";
import type { LetterKind } from "@/lib/letter/schema";
import { formatDay } from "@/lib/shared/dates";
import type { CaseFile, FiledLetter } from "../types";
import { facts, paragraph } from "./blocks";
import { addresseeOf } from "./outside-people";

export type ToldSending = FiledLetter["sendings"][number] & { kind: LetterKind; isToPatient: boolean };

/** Each time a letter went out to them, and how often one went to somebody else: that begins with their name, so it is left out whole. */
export function readSendings(file: CaseFile): { told: ToldSending[]; left: number } {
  const own = [file.detail, ...file.merged.filter(({ isTheirs }) => isTheirs)].map(({ reference }) => reference);
  const all = file.letters
    .filter(({ reference }) => own.includes(reference))
    .flatMap(({ id, kind, sendings }) => sendings.map((sending) => ({ ...sending, kind, letterId: id })));
  const told = all.flatMap((sending) => {
    const to = file.ofOthers.has(sending.letterId) ? null : addresseeOf(sending, file);
    return to === null ? [] : [{ ...sending, isToPatient: to === "patient" }];
  });
  return { told, left: all.length - told.length };
}

/** The address of an e-mail is told to whose it is alone. */
export function letterBlocks(sendings: ToldSending[]): Block[] {
  return sendings.flatMap(({ kind, isToPatient, sentOn, way, sentBy, mailedTo, addressLines, returnedOn, text }) => [
    paragraph({ text: LETTER_KIND_LABELS[kind], bold: true }),
    ...facts([
      ["Sent", `${formatDay(new Date(sentOn))}, ${LETTER_WAY_LABELS[way].toLowerCase()}, by ${sentBy}`],
      ["To", (isToPatient && mailedTo) || addressLines.join(", ")],
      ["Came back", returnedOn && formatDay(new Date(returnedOn))],
    ]),
    paragraph({ text: plainText(readLetter(text)) }),
  ]);
}
