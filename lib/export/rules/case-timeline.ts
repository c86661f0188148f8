import { INTERPRETER_MODE_LABELS, warnOfTelling } from "@/lib/contact/labels";
import type { ContactView } from "@/lib/contact/types";
import type { EventType, TimelineEntry } from "@/lib/events/schema";
import type { Block } from "@/lib/letter/rules/document";
import { languageName } from "@/lib/patient/labels";
import { formatInstant } from "@/lib/shared/dates";
import { facts, paragraph } from "./blocks";

// What colleagues write for each other, and not for whoever reads a copy of the file.
const INTERNAL: readonly EventType[] = ["note.added", "mention.seen", "letter.commented", "letter.returned"];

function isInternal(type: EventType): boolean {
  return INTERNAL.includes(type);
}

/**
 * Whose words belong to the answer: what passed between the patient and the hospital, and the names of files and people. Of every other
 * entry (escalations, requests to units, handovers, follow-ups, waits, opinions on a draft or a kind) a copy for others tells that it happened, and no word of it.
 */
const TOLD_TO_ALL: readonly EventType[] = [
  ...(["case.closed", "case.reopened", "clock.extended", "issue.voided"] as const),
  ...(["contact.logged", "contact.voided", "letter.came_back", "letter.mail_refused"] as const),
  ...(["file.attached", "file.described", "file.scanned", "file.voided"] as const),
  ...(["representative.added", "representative.changed", "representative.ended", "record.merged"] as const),
  ...(["promise.made", "promise.kept", "promise.replaced", "promise.withdrawn"] as const),
  ...(["billing.line_changed", "billing.line_decided", "billing.hold_placed", "billing.hold_lifted"] as const),
  "billing.plan_voided",
];

/** What happened as it is told to whoever is no colleague. */
export function entriesForOthers(entries: TimelineEntry[]): TimelineEntry[] {
  return entries
    .filter(({ type }) => !isInternal(type))
    .map((entry) => (TOLD_TO_ALL.includes(entry.type) ? entry : { ...entry, text: null }));
}

type Happened = { entries: TimelineEntry[]; contacts: Map<string, ContactView>; patient: string; zone: string };

/** All that happened, the first first. */
export function timelineBlocks({ entries, contacts, patient, zone }: Happened): Block[] {
  return entries.flatMap(({ type, at, actor, sentence, text, rowId }) => {
    const contact = type === "contact.logged" && rowId ? contacts.get(rowId) : undefined;
    const said = actor === null ? sentence : `${actor} ${sentence}`;
    return [
      paragraph({ text: `${formatInstant(new Date(at), zone)}: `, bold: true }, { text: said }),
      ...(text ? [paragraph({ text })] : []),
      ...(contact ? contactFacts(contact, patient, zone) : []),
    ];
  });
}

function contactFacts(contact: ContactView, patient: string, zone: string): Block[] {
  const { at, party, otherName, otherRelation, minutes, interpreter, mayBeTold, checkedHow, voided } = contact;
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
    ["Care", warnOfTelling(contact)],
    ["May be told", party === "other" && mayBeTold === "yes" ? checkedHow : null],
    ["Voided", voided && `${formatInstant(new Date(voided.at), zone)} by ${voided.by}: ${voided.reason}`],
  ]);
}
