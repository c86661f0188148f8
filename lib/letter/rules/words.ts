/**
 * A phrase of a word list: words in any case, parted by spaces. `a|b` is either word, `a?` one that may be missing, `…` up to six words
 * of the same sentence. "sorry that|if? you … feel|felt" finds "sorry you may have felt".
 */
export type Phrase = string;

export type JargonWord = {
  term: Phrase;
  kind: "jargon" | "abbreviation";
  /** Words that can stand in its place; null where it depends on what is meant. */
  plain: string | null;
  /** What to do instead where there are none: "say which of the two is meant". */
  advice?: string;
  /** Added by the site. */
  isOwn?: true;
};

/** Why an apology is none. */
export type ApologyFault = "feeling" | "conditional" | "blame" | "subjective" | "exceptional" | "passive" | "but";

export type ApologyPhrase = {
  phrase: Phrase;
  fault: ApologyFault;
  /** One of these must stand behind it in the same sentence. */
  behind?: Phrase[];
  /** Phrases that make it innocent where they stand in the same sentence. */
  unless?: Phrase[];
  /** Owned words in its place, where it has its own. */
  offer?: string;
  isOwn?: true;
};

/** What nobody can keep. */
export type Overpromise = { phrase: Phrase; offer: string | null; advice?: string; isOwn?: true };

/** What a site does not want in its letters, and why. */
export type UnwantedWord = { phrase: Phrase; offer: string | null; advice: string; isOwn?: true };

/** What a letter may be asked to hold. A pack names those of each kind of letter. */
export const ELEMENT_IDS = [
  "contact_person",
  "steps_taken",
  "results",
  "date_completed",
  "outside_bodies",
  "reference",
  "date_received",
  "date_issued",
  "summary",
  "confirmed_or_not",
  "corrective_action",
  "next_answer_by",
  "still_working",
  "reason_for_delay",
  "offer_to_discuss",
  "consent_purpose",
  "how_to_answer",
] as const;
export type ElementId = (typeof ELEMENT_IDS)[number];

export type ElementWords = {
  /** How such a passage is worded; for a day, what stands beside it. */
  phrases: Phrase[];
  /**
   * What is inserted where it is missing, with {contact}, {phone}, {steps}, {results}, {completedOn}, {receivedOn}, {writtenOn}, {bodies},
   * {reference} or {summaries} from the case. Null where the case cannot know it.
   */
  insert: string | null;
};

/** The words that a letter is checked for, of one language; an administrator may change them. */
export type WordLists = {
  language: string;
  jargon: JargonWord[];
  /** Abbreviations that need no explanation. */
  knownAbbreviations: string[];
  apologies: ApologyPhrase[];
  /** Owned words in the place of an apology that is none. */
  ownedWords: Record<ApologyFault, string>;
  /** What nobody can keep, beside what the promise finder knows. */
  overpromises: Overpromise[];
  /** Heard ships none: what a site does not want to say is its own choice. */
  unwanted: UnwantedWord[];
  elements: Record<ElementId, ElementWords>;
  /** What an issue's paragraph says of its finding. */
  findings: { upheld: string; partly: string; not_upheld: string };
};
