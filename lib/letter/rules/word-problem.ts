import { findPhrases, indexPhrases, MOST_PIECES, samplesOf } from "./phrases";
import { readProse } from "./prose";
import { languageOf } from "./readability";
import { isAbbreviation, type OwnWord, phraseKey, tidyPhrase, type WordKind } from "./site-words";
import type { Phrase, WordLists } from "./words";

const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Words that stand in nearly every letter, by language. One of them alone, or some of them in a row, finds nothing worth finding. */
const EVERYDAY: Record<string, ReadonlySet<string>> = Object.fromEntries(
  Object.entries({
    en: "a an and are as at be by can dear for from had has have he her his i if in is it me my no not of on or our she so that the their them they this to us was we were will with you your yours",
    es: "a al como con de del el ella en es esta este fue ha hemos la las le les lo los me mi no nos o para por que se si su sus un una usted y",
    fr: "au aux avec ce ces dans de des du elle en est et il je la le les leur mais ne nous on ont ou par pas pour que qui sa se ses si son sont sur un une vous votre",
    de: "aber an auf aus bei das dem den der des die ein eine er es für ihr ihre im in ist mit nicht sie sind so und uns von war was wir zu zum",
    pt: "a as ao com da de do dos e em ela ele eu foi na no não nos o os ou para pelo por que se seu sua um uma você",
    it: "a al che con da del della di e gli ha i il in la le lei lo ma mi nel non o per più se si sono su un una",
  }).map(([language, words]) => [language, new Set(words.split(" "))]),
);

/** Sentences that say nothing wrong. What is found in most of them marks everything. */
const INNOCENT = "We looked into what you told us. You can call us. Your letter came in March.";

/**
 * Why a phrase cannot stand in a list of a site, as a sentence that says what to do; null where it can. `words` are those that are
 * checked for already.
 */
export function phraseProblem({ kind, phrase }: Pick<OwnWord, "kind" | "phrase">, words: WordLists): string | null {
  if (SPACELESS.test(phrase)) {
    return "Heard finds words by the spaces between them, so it cannot find words of this script yet.";
  }
  if (phrase.split(" ").length > MOST_PIECES) return `Use at most ${MOST_PIECES} words.`;
  const samples = samplesOf(phrase);
  if (samples === null) return "What stands beside a | has to be one word, such as call|ring.";
  if (samples.length === 0) return "Nothing could be found by this: write a word that must be there.";
  if (!samples.every((sample) => isFoundWhole(phrase, sample))) {
    return "This would never be found in a letter. Write it as it stands there, within one sentence.";
  }
  return tooMuch(kind, phrase, samples, words) ?? foundAlready(kind, phrase, samples, words);
}

function hitsOf(phrase: Phrase, text: string) {
  const index = indexPhrases([phrase], (each) => each, isAbbreviation);
  return readProse(text).sentences.map(({ tokens }) => ({ tokens, hits: findPhrases(index, tokens) }));
}

function isFoundWhole(phrase: Phrase, sample: string): boolean {
  const [only, ...more] = hitsOf(phrase, sample);
  return (
    more.length === 0 &&
    only !== undefined &&
    only.hits.some(({ first, last }) => first === 0 && last === only.tokens.length - 1)
  );
}

function tooMuch(kind: WordKind, phrase: Phrase, samples: readonly string[], words: WordLists): string | null {
  const common = EVERYDAY[languageOf(words.language)];
  const isSmall = (word: string) => common?.has(word) === true || /^\p{L}$/u.test(word);
  const everyday = samples.find((sample) => !isAbbreviation(sample) && sample.toLowerCase().split(" ").every(isSmall));
  if (everyday !== undefined) {
    return `“${everyday}” stands in nearly every letter, so this would mark everything. Add the words that belong to it.`;
  }
  const isEverywhere = hitsOf(phrase, INNOCENT).filter(({ hits }) => hits.length > 0).length > 1;
  if (isEverywhere) return "This would mark nearly every sentence. Add the words that belong to it.";
  if (kind !== "apology") return null;
  const owned = Object.values(words.ownedWords).find((text) =>
    hitsOf(phrase, text).some(({ hits }) => hits.length > 0),
  );
  return owned === undefined
    ? null
    : `This would also mark an apology that owns what happened: “${owned}” Add the words that make it none.`;
}

function foundAlready(kind: WordKind, phrase: Phrase, samples: readonly string[], words: WordLists): string | null {
  const twin = entriesOf(kind, words).find(
    (entry) => phraseKey(entry.phrase) === phraseKey(phrase) || samples.some((each) => isFoundBy(entry, each)),
  );
  if (!twin) return null;
  const shown = twin.phrase.length > 60 ? `${twin.phrase.slice(0, 60)}…` : twin.phrase;
  return twin.isOwn
    ? `Your site has this already, as “${shown}”. Remove that first to say it otherwise.`
    : `Heard finds this already, by “${shown}”. Switch that off first to have your own.`;
}

type Entry = { phrase: Phrase; isOwn: boolean; isExact: boolean };

function isFoundBy({ phrase, isExact }: Entry, sample: string): boolean {
  const index = indexPhrases(
    [phrase],
    (each) => each,
    () => isExact,
  );
  return readProse(sample).sentences.some(({ tokens }) =>
    findPhrases(index, tokens).some(({ first, last }) => first === 0 && last === tokens.length - 1),
  );
}

function entriesOf(kind: WordKind, { jargon, apologies, overpromises, unwanted }: WordLists): Entry[] {
  const plain = (list: readonly { phrase: Phrase; isOwn?: true }[]) =>
    list.map(({ phrase, isOwn }) => ({ phrase, isOwn: isOwn === true, isExact: false }));
  switch (kind) {
    case "jargon":
      return jargon.map(({ term, isOwn, kind: of }) => ({
        ...{ phrase: term, isOwn: isOwn === true, isExact: of === "abbreviation" },
      }));
    case "apology":
      return plain(apologies);
    case "overpromise":
      return plain(overpromises);
    case "unwanted":
      return plain(unwanted);
  }
}

/** A phrase as it is kept, and what is wrong with it. */
export function readPhrase(
  kind: WordKind,
  typed: string,
  words: WordLists,
): { phrase: Phrase; problem: string | null } {
  const phrase = tidyPhrase(typed);
  return { phrase, problem: phraseProblem({ kind, phrase }, words) };
}
