/**
 * A phrase of a word list: words in any case, parted by spaces. `a|b` is either word, `a?` one that may be missing, `…` up to four words
 * of the same sentence. "sorry that|if? you … feel|felt" finds "sorry you may have felt".
 */
export type Phrase = string;

export type JargonWord = { term: Phrase; plain: string; kind: "jargon" | "abbreviation" };

/** Why an apology is none. */
export type ApologyFault = "feeling" | "conditional" | "blame" | "exceptional" | "passive" | "but";

export type ApologyPhrase = {
  phrase: Phrase;
  fault: ApologyFault;
  /** Phrases that make it innocent where they stand in the same sentence. */
  unless?: Phrase[];
  /** Words that own what happened, to put in the place of the sentence. */
  offer: string;
};

/** The words that a letter is checked for, of one language; an administrator may change them. */
export type WordLists = {
  language: string;
  jargon: JargonWord[];
  apologies: ApologyPhrase[];
  /** What nobody can keep, beside what the promise finder knows. */
  overpromises: { phrase: Phrase; offer: string }[];
};
