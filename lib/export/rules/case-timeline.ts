import { INTERPRETER_MODE_LABELS, warnOfTelling } from "@/lib/contact/labels";
import type { ContactView } from "@/lib/contact/types";
import type { TimelineEntry } from "@/lib/events/schema";
import type { Block } from "@/lib/letter/rules/document";
import { languageName } from "@/lib/patient/labels";
import { formatInstant } from "@/lib/shared/dates";
import { facts, paragraph } from "./blocks";

type Happened = { entries: TimelineEntry[]; contacts: Map<string, ContactView>; patient: string; zone: string };

/** All that happened, the first first; to somebody outside without what we think of a contact. */
export function timelineBlocks(
  { entries, contacts, patient, zone }: Happened,
  { isOutside }: { isOutside: boolean } = { isOutside: false },
): Block[] {
  return entries.flatMap(({ type, at, actor, sentence, text, rowId }) => {
    const contact = type === "contact.logged" && rowId ? contacts.get(rowId) : undefined;
    const said = actor === null ? sentence : `${actor} ${sentence}`;
    return [
      paragraph({ text: `${formatInstant(new Date(at), zone)}: `, bold: true }, { text: said }),
      ...(text ? [paragraph({ text })] : []),
      ...(contact ? contactFacts(contact, patient, zone).concat(isOutside ? [] : careFacts(contact, zone)) : []),
    ];
  });
}

function contactFacts(contact: ContactView, patient: string, zone: string): Block[] {
  const { at, party, otherName, otherRelation, minutes, interpreter } = contact;
  const other = [otherName, otherRelation].filter(Boolean).join(", ");
  return facts([
    ["With", party === "patient" ? patient : other],
    ["When", `${formatInstant(new Date(at), zone)}${minutes === null ? "" : `, ${minutes} min`}`],
    [
      "Interpreter",
      interpreter &&
        [
          `${languageName(interpreter.language)}: ${INTERPRETER_MODE_LABELS[interpreter.mode].toLowerCase()}`,
          interpreter.number,
        ]
          .filter(Boolean)
          .join(", "),
    ],
  ]);
}

function careFacts(contact: ContactView, zone: string): Block[] {
  const { party, mayBeTold, checkedHow, voided } = contact;
  return facts([
    ["Care", warnOfTelling(contact)],
    ["May be told", party === "other" && mayBeTold === "yes" ? checkedHow : null],
    ["Voided", voided && `${formatInstant(new Date(voided.at), zone)} by ${voided.by}: ${voided.reason}`],
  ]);
}
