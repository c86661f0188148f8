import type { ContactView } from "@/lib/contact/types";
import type { EventType, TimelineEntry } from "@/lib/events/schema";
import type { PromiseRow } from "@/lib/follow-up/types";
import { WORDS_OUTSIDE } from "./outside-events";

type Happened = {
  timeline: TimelineEntry[];
  contacts: Map<string, ContactView>;
  promises: PromiseRow[];
  /** The times a letter went out to them. */
  letters: readonly { id: string }[];
  /** Whether they may learn of this person that they spoke with us. */
  isNamed: (name: string | null) => boolean;
};

/** What is told of a promise or a letter is told where the copy has that one. */
const TOLD_ELSEWHERE: readonly EventType[] = ["promise.made", "promise.kept", "letter.sent", "letter.came_back"];

/** What happened as it is told to somebody outside: what they may read, in the words that are theirs. */
export function entriesForOutside({ timeline, contacts, promises, letters, isNamed }: Happened): TimelineEntry[] {
  const told = new Set([...promises.filter(isTheirs), ...letters].map(({ id }) => id));
  return timeline.flatMap((entry) => {
    const { type, rowId, outside, text } = entry;
    if (!outside) return [];
    if (type === "contact.logged" && !isWithThem(contacts.get(rowId ?? ""), isNamed)) return [];
    if (TOLD_ELSEWHERE.includes(type) && !told.has(rowId ?? "")) return [];
    return [{ ...entry, sentence: outside, text: WORDS_OUTSIDE.includes(type) ? text : null }];
  });
}

// One that was made void may belong to somebody else. Whoever may be told what a letter of a harmless kind says need not speak for the patient.
function isWithThem(contact: ContactView | undefined, isNamed: Happened["isNamed"]): boolean {
  if (!contact || contact.voided) return false;
  return contact.party === "patient" || (contact.mayBeTold === "yes" && isNamed(contact.otherName));
}

const GIVEN: readonly PromiseRow["standing"]["kind"][] = ["open", "due", "broken", "kept", "kept_late"];

/** Whether a promise stands, and stands towards them: not one that nobody approved, that was taken back, or that another replaced. */
export function isTheirs({ party, standing }: PromiseRow): boolean {
  return party !== "other" && GIVEN.includes(standing.kind);
}
