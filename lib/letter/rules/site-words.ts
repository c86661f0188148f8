import { normOf } from "./prose";
import { shippedWords } from "./shipped-words";
import type { ApologyFault, ApologyPhrase, JargonWord, Overpromise, Phrase, UnwantedWord, WordLists } from "./words";

/** The lists of words that a site can add to. */
export const WORD_KINDS = ["jargon", "apology", "overpromise", "unwanted"] as const;
export type WordKind = (typeof WORD_KINDS)[number];

/** A word or phrase that a site adds to a list. */
export type OwnWord = {
  kind: WordKind;
  phrase: Phrase;
  /** What can be said in its place. */
  offer: string | null;
  /** Why it is not wanted, or what to do instead. */
  why: string | null;
  fault: ApologyFault | null;
};

/** What a site changes in the lists of a language: all that a check needs of it, and nothing of who did so. */
export type SiteWords = { own: readonly OwnWord[]; off: readonly { kind: WordKind; phrase: Phrase }[] };

const CAPITALS = /^[\p{Lu}\p{N}][\p{Lu}\p{N}&/-]+s?$/u;

/** Whether a phrase is short for something, so that its capitals count: "OR" is not "or". */
export function isAbbreviation(phrase: Phrase): boolean {
  return phrase.split("|").every((way) => CAPITALS.test(way.trim()) && /\p{Lu}/u.test(way));
}

/** A phrase as it is compared with others of its list. Accents count, as they tell words apart; capitals only in abbreviations. */
export function phraseKey(phrase: Phrase): string {
  const plain = tidyPhrase(phrase);
  return isAbbreviation(plain) ? plain : plain.split(" ").map(normOf).join(" ");
}

/** A phrase as it is kept: single spaces, and three dots for the sign of a gap. */
export function tidyPhrase(phrase: Phrase): Phrase {
  return phrase
    .normalize("NFC")
    .replaceAll("...", "…")
    .replaceAll("…", " … ")
    .replace(/\s*\|\s*/gu, "|")
    .replace(/\s+/gu, " ")
    .trim();
}

/** The shipped lists with what a site changes: its own first, without those that it switched off or has itself. */
export function mergeWords(shipped: WordLists, { own, off }: SiteWords): WordLists {
  if (own.length === 0 && off.length === 0) return shipped;
  const ownOf = (kind: WordKind) => own.filter((word) => word.kind === kind);
  const changed = <T>(
    kind: WordKind,
    list: T[],
    phraseOf: (entry: T) => Phrase,
    toEntry: (word: OwnWord) => T,
  ): T[] => {
    const added = ownOf(kind);
    const gone = new Set(
      [...off.filter((word) => word.kind === kind), ...added].map(({ phrase }) => phraseKey(phrase)),
    );
    // A list that stays as it is stays the same object, so that what was made ready for it is found again.
    if (gone.size === 0) return list;
    return [...added.map(toEntry), ...list.filter((entry) => !gone.has(phraseKey(phraseOf(entry))))];
  };
  const advised = (why: string | null) => (why === null ? {} : { advice: why });
  const { jargon, apologies, overpromises, unwanted } = shipped;
  return {
    ...shipped,
    jargon: changed<JargonWord>(
      "jargon",
      jargon,
      ({ term }) => term,
      ({ phrase, offer, why }) => ({
        ...{ term: phrase, plain: offer, kind: isAbbreviation(phrase) ? "abbreviation" : "jargon", isOwn: true },
        ...advised(why),
      }),
    ),
    apologies: changed<ApologyPhrase>("apology", apologies, phraseOf, ({ phrase, offer, fault }) => ({
      ...{ phrase, fault: fault ?? "passive", isOwn: true },
      ...(offer !== null && { offer }),
    })),
    overpromises: changed<Overpromise>("overpromise", overpromises, phraseOf, ({ phrase, offer, why }) => ({
      ...{ phrase, offer, isOwn: true },
      ...advised(why),
    })),
    unwanted: changed<UnwantedWord>("unwanted", unwanted, phraseOf, ({ phrase, offer, why }) => ({
      ...{ phrase, offer, advice: why ?? "This site does not say so.", isOwn: true },
    })),
  };
}

const phraseOf = ({ phrase }: { phrase: Phrase }) => phrase;

const MOST_KEPT = 32;
const kept = new Map<string, WordLists>();

/**
 * The words that letters of a site are checked for in a language. The same lists for the same words, so that what was made ready for them
 * is found again, also where the words were read anew.
 */
export function wordsFor(language: string, site: SiteWords): WordLists {
  const shipped = shippedWords(language);
  if (site.own.length === 0 && site.off.length === 0) return shipped;
  const key = JSON.stringify([language, site.own, site.off]);
  const there = kept.get(key) ?? mergeWords(shipped, site);
  // Set again, it is the youngest, and the oldest goes.
  kept.delete(key);
  kept.set(key, there);
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  return there;
}

export type ShippedWord = Pick<OwnWord, "phrase" | "offer" | "why" | "fault">;

/** What comes with Heard in a list, in its order, each phrase once. */
export function shippedList(language: string, kind: WordKind): ShippedWord[] {
  const { jargon, apologies, overpromises, ownedWords } = shippedWords(language);
  const all = (): ShippedWord[] => {
    switch (kind) {
      case "jargon":
        return jargon.map(({ term, plain, advice }) => ({
          ...{ phrase: term, offer: plain, why: advice ?? null, fault: null },
        }));
      case "apology":
        return apologies.map(({ phrase, fault }) => ({ phrase, offer: ownedWords[fault], why: null, fault }));
      case "overpromise":
        return overpromises.map(({ phrase, offer, advice }) => ({ phrase, offer, why: advice ?? null, fault: null }));
      case "unwanted":
        return [];
    }
  };
  return [...new Map(all().map((word) => [phraseKey(word.phrase), word])).values()];
}
